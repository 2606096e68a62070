"""The database keeps published standards as they are: their text, their materials, their beginning."""

from django.db import migrations

SEAL_WHAT_WAS_PUBLISHED = """
UPDATE matters_matterversion v
SET sealed_at = COALESCE(lower(v.in_force), now()), name = CASE WHEN v.name = '' THEN m.name ELSE v.name END
FROM matters_matter m
WHERE m.id = v.matter_id AND v.sealed_at IS NULL AND v.state IN ('published', 'paused', 'replaced', 'withdrawn');
"""

KEEP = """
CREATE FUNCTION matters_keep_published_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may_change CONSTANT text[] := ARRAY['state', 'in_force', 'pause_reason'];
BEGIN
    IF OLD.sealed_at IS NULL THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change
        OR NEW.state NOT IN ('published', 'paused', 'replaced', 'withdrawn')
        OR (NOT isempty(NEW.in_force) AND lower(NEW.in_force) IS DISTINCT FROM lower(OLD.in_force)) THEN
        RAISE EXCEPTION 'published version % of matter % never changes', OLD.number, OLD.matter_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_version_never_changes';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER published_version_never_changes BEFORE UPDATE OR DELETE ON matters_matterversion
    FOR EACH ROW EXECUTE FUNCTION matters_keep_published_version();

CREATE FUNCTION matters_keep_what_belongs_to_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    versions bigint[] := ARRAY[]::bigint[];
BEGIN
    IF TG_OP <> 'INSERT' THEN versions := versions || OLD.version_id; END IF;
    IF TG_OP <> 'DELETE' THEN versions := versions || NEW.version_id; END IF;
    IF EXISTS (SELECT FROM matters_matterversion WHERE id = ANY (versions) AND sealed_at IS NOT NULL) THEN
        RAISE EXCEPTION '% of published version % never changes', TG_TABLE_NAME, versions
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_version_never_changes';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER published_materials_never_change BEFORE INSERT OR UPDATE OR DELETE ON matters_material
    FOR EACH ROW EXECUTE FUNCTION matters_keep_what_belongs_to_published();
"""

LEAVES_ONLY = """
CREATE FUNCTION matters_matter_hangs_on_a_leaf() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM matters_basicitem WHERE parent_id = NEW.basic_item_id) THEN
        RAISE EXCEPTION 'basic item % has sub-items: only a leaf can be applied for', NEW.basic_item_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'matter_hangs_on_a_leaf';
    END IF;
    IF right(NEW.implementation_code, 12) <> (SELECT code FROM matters_basicitem WHERE id = NEW.basic_item_id) THEN
        RAISE EXCEPTION 'implementation code % does not end in its basic code', NEW.implementation_code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'implementation_code_ends_in_basic_code';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER matter_hangs_on_a_leaf BEFORE INSERT OR UPDATE OF basic_item_id, implementation_code ON matters_matter
    FOR EACH ROW EXECUTE FUNCTION matters_matter_hangs_on_a_leaf();

CREATE FUNCTION matters_item_with_matters_gets_no_sub_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM matters_matter WHERE basic_item_id = NEW.parent_id) THEN
        RAISE EXCEPTION 'basic item % is applied for itself and takes no sub-items', NEW.parent_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'matter_hangs_on_a_leaf';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER item_with_matters_gets_no_sub_items BEFORE INSERT OR UPDATE OF parent_id ON matters_basicitem
    FOR EACH ROW EXECUTE FUNCTION matters_item_with_matters_gets_no_sub_items();
"""

LET_GO = """
DROP TRIGGER item_with_matters_gets_no_sub_items ON matters_basicitem;
DROP TRIGGER matter_hangs_on_a_leaf ON matters_matter;
DROP FUNCTION matters_item_with_matters_gets_no_sub_items();
DROP FUNCTION matters_matter_hangs_on_a_leaf();
DROP TRIGGER published_materials_never_change ON matters_material;
DROP TRIGGER published_version_never_changes ON matters_matterversion;
DROP FUNCTION matters_keep_what_belongs_to_published();
DROP FUNCTION matters_keep_published_version();
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0003_fields_of_the_standard")]

    operations = [
        migrations.RunSQL(SEAL_WHAT_WAS_PUBLISHED, migrations.RunSQL.noop),
        migrations.RunSQL(KEEP + LEAVES_ONLY, LET_GO),
    ]
