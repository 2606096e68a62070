"""The database keeps published lists as they are, histories as they were written, and lets nobody empty these tables."""

from django.db import migrations

KEEP = """
CREATE FUNCTION matters_keep_published_list() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may_change CONSTANT text[] := ARRAY['state', 'days'];
BEGIN
    IF OLD.state NOT IN ('published', 'replaced') THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change
        OR NEW.state NOT IN ('published', 'replaced') THEN
        RAISE EXCEPTION 'published list % never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_list_never_changes';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER published_list_never_changes BEFORE UPDATE OR DELETE ON matters_matterlist
    FOR EACH ROW EXECUTE FUNCTION matters_keep_published_list();

CREATE FUNCTION matters_keep_entries_of_published_list() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lists bigint[] := ARRAY[]::bigint[];
BEGIN
    IF TG_OP <> 'INSERT' THEN lists := lists || OLD.list_id; END IF;
    IF TG_OP <> 'DELETE' THEN lists := lists || NEW.list_id; END IF;
    IF EXISTS (SELECT FROM matters_matterlist WHERE id = ANY (lists) AND state IN ('published', 'replaced')) THEN
        RAISE EXCEPTION 'entries of published list % never change', lists
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_list_never_changes';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER published_entries_never_change BEFORE INSERT OR UPDATE OR DELETE ON matters_matterlistentry
    FOR EACH ROW EXECUTE FUNCTION matters_keep_entries_of_published_list();

CREATE FUNCTION matters_keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - 'history_user_id' IS DISTINCT FROM to_jsonb(OLD) - 'history_user_id' THEN
        RAISE EXCEPTION 'history % is only added to', TG_TABLE_NAME
            USING ERRCODE = 'check_violation', CONSTRAINT = 'history_is_only_added_to';
    END IF;
    RETURN NEW;
END $$;

-- A database of tests is emptied between tests, unless a test asks to see the rule itself.
CREATE FUNCTION matters_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_database() NOT LIKE 'test\\_%' OR current_setting('matters.keep', true) = 'on' THEN
        RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME
            USING ERRCODE = 'check_violation', CONSTRAINT = 'catalogue_is_never_emptied';
    END IF;
    RETURN NULL;
END $$;
"""

HISTORIES = ("matters_historicalmatterversion", "matters_historicalmatter", "matters_historicalwordingexception")
KEPT = (
    "matters_matterversion", "matters_material", "matters_matterlist", "matters_matterlistentry",
    "matters_descriptionchange", *HISTORIES,
)  # fmt: skip
ON_HISTORIES = "".join(
    f"CREATE TRIGGER history_is_only_added_to BEFORE UPDATE OR DELETE ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION matters_keep_history();\n"
    for table in HISTORIES
)
ON_ALL = "".join(
    f"CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION matters_refuse_truncate();\n"
    for table in KEPT
)
LET_GO = (
    "".join(f"DROP TRIGGER never_emptied ON {table};\n" for table in KEPT)
    + "".join(f"DROP TRIGGER history_is_only_added_to ON {table};\n" for table in HISTORIES)
    + """
DROP TRIGGER published_entries_never_change ON matters_matterlistentry;
DROP TRIGGER published_list_never_changes ON matters_matterlist;
DROP FUNCTION matters_refuse_truncate();
DROP FUNCTION matters_keep_history();
DROP FUNCTION matters_keep_entries_of_published_list();
DROP FUNCTION matters_keep_published_list();
"""
)


class Migration(migrations.Migration):
    dependencies = [("matters", "0014_description_changes")]

    operations = [migrations.RunSQL(KEEP + ON_HISTORIES + ON_ALL, LET_GO)]
