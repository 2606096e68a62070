"""The official record is appended, never edited: the database refuses everything but sealing."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION hall_step_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.position IS NULL
     AND ROW(OLD.id, OLD.hall_id, OLD.subject_type, OLD.subject_id, OLD.subject_number, OLD.verb, OLD.before, OLD.after,
             OLD.by_id, OLD.at, OLD.reason, OLD.data)
         IS NOT DISTINCT FROM
         ROW(NEW.id, NEW.hall_id, NEW.subject_type, NEW.subject_id, NEW.subject_number, NEW.verb, NEW.before, NEW.after,
             NEW.by_id, NEW.at, NEW.reason, NEW.data)
  THEN RETURN NEW;
  END IF;
  RAISE EXCEPTION 'hall_step is append-only';
END $$;
CREATE TRIGGER hall_step_append_only BEFORE UPDATE OR DELETE ON hall_step
  FOR EACH ROW EXECUTE FUNCTION hall_step_is_append_only();
"""
BACKWARD = "DROP TRIGGER hall_step_append_only ON hall_step; DROP FUNCTION hall_step_is_append_only();"


class Migration(migrations.Migration):
    dependencies = [("hall", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
