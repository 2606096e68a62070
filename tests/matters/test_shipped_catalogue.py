"""The catalogue that ships: 1,121 municipal matters without a fault, loaded, and found."""

from pathlib import Path

import pytest
from django.conf import settings

from hall.permissions import system_person
from hall.verbs.departments import load_departments
from matters.catalogue_file.reading import read_catalogue
from matters.models import Material, MatterVersion
from matters.queries.search import search_matters
from matters.verbs.importing import import_catalogue

CATALOGUE = Path(settings.BASE_DIR) / "matters" / "data" / "catalogue.jsonl"


@pytest.mark.django_db
def test_the_shipped_catalogue_loads_twice_and_stays_the_same():
    rows, problems = read_catalogue(CATALOGUE)
    assert [str(problem) for problem in problems] == []
    load_departments()
    outcome = import_catalogue(rows=rows, by=system_person("import"))
    assert outcome.problems == []
    assert (outcome.added, outcome.unchanged) == (1121, 0)
    again = import_catalogue(rows=rows, by=system_person("import"))
    assert (again.added, again.changed, again.described, again.unchanged) == (0, 0, 0, 1121)
    assert MatterVersion.objects.filter(state="published").count() == 1121
    assert Material.objects.count() == sum(len(row["materials"]) for row in rows)
    assert search_matters("开饭店", limit=8)[0].matter.name.startswith("食品经营许可")
