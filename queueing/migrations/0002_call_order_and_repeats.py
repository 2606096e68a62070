"""Sequences for positions and calls, the key of a repeated request, and the index of those who go first."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("queueing", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE IF NOT EXISTS queueing_position; CREATE SEQUENCE IF NOT EXISTS queueing_call;",
            "DROP SEQUENCE IF EXISTS queueing_position; DROP SEQUENCE IF EXISTS queueing_call;",
        ),
        migrations.AddField(
            model_name="ticket",
            name="idempotency_key",
            field=models.CharField(
                blank=True, editable=False, default="", help_text="取号请求标识的摘要", max_length=64,
                verbose_name="请求摘要",
            ),
        ),
        migrations.AlterField(
            model_name="ticket",
            name="position",
            field=models.BigIntegerField(help_text="越小越先；按进队顺序取自一个序列", verbose_name="队中位置"),
        ),
        migrations.AddConstraint(
            model_name="ticket",
            constraint=models.UniqueConstraint(
                condition=models.Q(("idempotency_key", ""), _negated=True), fields=("hall", "idempotency_key"),
                name="one_ticket_for_each_request",
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("priority", ""), _negated=True) & models.Q(("state", "waiting")),
                fields=["queue", "position"],
                name="tickets_waiting_first",
            ),
        ),
    ]
