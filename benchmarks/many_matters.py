"""A hundred thousand matters, made in the database from the shipped ones: one office for each of many places."""

from typing import Any

PLACES = 90
OFFICES = """
INSERT INTO hall_department ({columns}) SELECT {values} FROM generate_series(1, %s) AS place,
    (SELECT * FROM hall_department WHERE code = 'scjgj') AS d
"""


def make_many(places: int = PLACES) -> int:
    """Copy each matter with its standing version to an office of each place. Returns how many matters there are."""
    from django.db import connection

    from hall.models import Department
    from matters.models import Matter, MatterVersion

    office = {
        "code": "'place' || place", "short_name": "'第' || place || '街道办事处'",
        "full_name": "'北京市第' || place || '街道办事处'", "credit_code": "'11110000' || lpad(place::text, 10, '0')",
        "central_code": "''",
    }  # fmt: skip
    matter = {
        "department_id": "o.id",
        "implementation_code": "o.credit_code || substr(m.implementation_code, 19)",
        "handling_code": "CASE WHEN m.handling_code = '' THEN '' ELSE o.credit_code || substr(m.handling_code, 19) END",
        "code": "o.credit_code || substr(m.code, 19)",
        "local_task_code": "''",
    }
    with connection.cursor() as cursor:
        columns, values = _columns(Department, "d", office)
        cursor.execute(OFFICES.format(columns=columns, values=values), [places])
        indexes = _without_indexes(cursor)
        columns, values = _columns(Matter, "m", matter)
        cursor.execute(
            f"INSERT INTO matters_matter ({columns}) SELECT DISTINCT ON (o.id, substr(m.code, 19)) {values} "
            "FROM matters_matter m JOIN hall_department o ON o.code LIKE 'place%' "
            "WHERE m.department_id NOT IN (SELECT id FROM hall_department WHERE code LIKE 'place%')"
        )
        columns, values = _columns(MatterVersion, "v", {"matter_id": "copy.id"})
        cursor.execute(
            f"INSERT INTO matters_matterversion ({columns}) SELECT DISTINCT ON (copy.id) {values} "
            "FROM matters_matter copy JOIN hall_department o ON o.id = copy.department_id AND o.code LIKE 'place%' "
            "JOIN matters_matter m ON substr(m.code, 19) = substr(copy.code, 19) AND m.name = copy.name "
            "JOIN matters_matterversion v ON v.matter_id = m.id AND v.state = 'published'"
        )
        for index in indexes:
            cursor.execute(index)
        cursor.execute("VACUUM ANALYZE")
    return Matter.objects.count()


def _without_indexes(cursor: Any) -> list[str]:
    """Drop the inverted indexes of matters, to be made again over all rows at once. Returns how they are made."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'matters_matter' AND indexdef LIKE '% USING gin %'"
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [made for _, made in found]


def _columns(model: Any, row: str, other: dict[str, str]) -> tuple[str, str]:
    """The columns to write and what to write, as they are in the row but for `other`."""
    kept = [field.column for field in model._meta.concrete_fields if not field.primary_key and not field.generated]
    values = [other.get(column, f'{row}."{column}"') for column in kept]
    return ", ".join(f'"{column}"' for column in kept), ", ".join(values)
