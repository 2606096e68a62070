from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0022_amendments'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='handover',
            index=models.Index(fields=['proof'], name='proofs_by_place'),
        ),
        migrations.AddIndex(
            model_name='materialfile',
            index=models.Index(fields=['file'], name='material_files_by_place'),
        ),
    ]
