"""What people type and the matter they mean, over the shipped catalogue: the table is `finding_pairs.csv`.

`expected` is part of the name; `@code` any matter of that department; `@@theme` any matter of that theme. It must stand
among the first `within`.
"""

import csv
from pathlib import Path

import pytest

from hall.permissions import system_person
from hall.verbs.departments import load_departments
from matters.catalogue_file.reading import read_catalogue
from matters.queries.search import search_matters
from matters.verbs.importing import import_catalogue
from matters.verbs.synonyms import load_synonyms
from tests.matters.test_shipped_catalogue import CATALOGUE

PAIRS = Path(__file__).parent / "finding_pairs.csv"


def fits(matter, expected):
    if expected.startswith("@@"):
        return expected[2:] in matter.themes
    if expected.startswith("@"):
        return matter.department.code == expected[1:]
    return expected in matter.name


@pytest.mark.django_db
def test_what_people_type_leads_to_the_matter_they_mean_and_says_why():
    load_departments()
    import_catalogue(rows=read_catalogue(CATALOGUE)[0], by=system_person("import"))
    load_synonyms(by=system_person("import"))
    with PAIRS.open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    assert len(pairs) >= 150
    missed = []
    for pair in pairs:
        hits = search_matters(pair["typed"], limit=8)
        if not any(fits(hit.matter, pair["expected"]) and hit.why for hit in hits[: int(pair["within"])]):
            found = " | ".join(f"{hit.matter.name}[{hit.why}]" for hit in hits[:3])
            missed.append(f"{pair['kind']}: {pair['typed']} → {pair['expected']}, found: {found}")
    assert not missed, "\n" + "\n".join(missed)
