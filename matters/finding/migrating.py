"""What the migration of finding needs besides tables."""

from typing import Any

MAKE_GRAMS = r"""
CREATE FUNCTION matters_grams(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT gram), '{}') FROM (
        SELECT substr(han, at, size) AS gram
        FROM (SELECT regexp_replace(words, '[^㐀-鿿]+', ' ', 'g') AS han) AS runs,
             generate_series(1, length(han)) AS at, generate_series(1, 2) AS size
        WHERE at + size - 1 <= length(han)
    ) AS pieces WHERE strpos(gram, ' ') = 0
$$
"""
DROP_GRAMS = "DROP FUNCTION matters_grams(text)"


def write_search_texts(apps: Any, schema_editor: Any) -> None:
    """Catalogues loaded before sounds were kept in three ways."""
    from matters.search_text import search_text

    rows = list(apps.get_model("matters", "Matter").objects.select_related("department").iterator())
    results = dict(apps.get_model("matters", "MatterVersion").objects.values_list("matter_id", "result_name"))
    for row in rows:
        row.search_text = search_text(
            row.name, row.main_item, row.aliases, row.department.short_name, [results.get(row.pk, "")]
        )
    apps.get_model("matters", "Matter").objects.bulk_update(rows, ["search_text"], batch_size=500)
