"""Messages are written in Chinese alone: an English one would need two parts beside the Chinese signature. See docs/adr/0015."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("queueing", "0014_screens_show_names")]

    operations = [migrations.RemoveField(model_name="appointment", name="language")]
