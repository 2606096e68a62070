"""The filled-in form is kept encrypted, once; the contact phone is pinned when an application is received."""

from django.db import migrations

from hall.kernel.fields import EncryptedField, EncryptedJSONField

PAGE = 500


def seal(apps, schema_editor):
    rows = apps.get_model("applications", "Application").objects.select_related("applicant", "agent").order_by("pk")
    page = []
    for row in rows.iterator(chunk_size=PAGE):
        row.sealed_form = row.form
        row.contact_phone = (row.agent.phone if row.agent else "") or row.applicant.phone
        page.append(row)
        if len(page) == PAGE:
            _write(rows.model, page, ["sealed_form", "contact_phone"])
            page = []
    _write(rows.model, page, ["sealed_form", "contact_phone"])


def unseal(apps, schema_editor):
    model = apps.get_model("applications", "Application")
    for row in model.objects.order_by("pk").iterator(chunk_size=PAGE):
        row.form = row.sealed_form or {}
        _write(model, [row], ["form"])


def _write(model, page, fields):
    model.objects.bulk_update(page, fields)


class Migration(migrations.Migration):

    dependencies = [
        ("applications", "0005_no_terminated_state"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="sealed_form",
            field=EncryptedJSONField(blank=True, default=dict, verbose_name="申请表"),
        ),
        migrations.AddField(
            model_name="application",
            name="contact_phone",
            field=EncryptedField(
                blank=True,
                default="",
                help_text="收件时登记；以后来访登记的手机不改变已收办件的通知",
                verbose_name="联系手机",
            ),
        ),
        migrations.RunPython(seal, unseal),
        migrations.RemoveField(model_name="historicalapplication", name="form"),
        migrations.RemoveField(model_name="application", name="form"),
        migrations.RenameField(model_name="application", old_name="sealed_form", new_name="form"),
    ]
