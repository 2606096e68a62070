from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applications", "0015_document_registers")]
    operations = [
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("register", "serial"), name="one_document_per_serial_of_a_register"
            ),
        ),
    ]
