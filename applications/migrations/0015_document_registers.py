"""Documents of before keep the series they were numbered in; the registers that follow go on after their highest number."""

import re

from django.db import migrations

from applications.numbers import DOCUMENT_WORDS, document_register

SHAPE = re.compile(r"^(.+〔(\d{4})〕)第(\d+)号$")


def enter(apps, schema_editor):
    highest = {}
    rows = apps.get_model("applications", "Document").objects.select_related("application__department", "hall")
    for row in rows.iterator():
        found = SHAPE.match(row.number)
        if found is None:
            row.register, row.serial = row.number[:60], row.pk
        else:
            row.register, row.serial = found[1], int(found[3])
            after(highest, row.hall, row.application, row.kind, found)
        row.save(update_fields=["register", "serial"])
    results = apps.get_model("applications", "Result").objects.select_related("application__department", "hall")
    for row in results.iterator():
        found = SHAPE.match(row.number)
        if found is not None and found[1].split("〔")[0].endswith(DOCUMENT_WORDS["certificate"]):
            after(highest, row.hall, row.application, "certificate", found)
    counters = apps.get_model("hall", "NumberCounter").objects
    for register, last in highest.items():
        counters.update_or_create(key=f"document:{register}", defaults={"last": last})


def after(highest, hall, application, kind, found):
    register = document_register(hall.area_code, application.department.short_name, kind, int(found[2]))
    highest[register] = max(highest.get(register, 0), int(found[3]))


class Migration(migrations.Migration):
    dependencies = [("applications", "0014_document_files"), ("hall", "0010_parties_by_name")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
