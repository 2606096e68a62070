"""What was told to a person stays as it was told: the database refuses to change or delete it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION complaints_reply_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'complaints_reply is append-only';
END $$;
CREATE TRIGGER complaints_reply_append_only BEFORE UPDATE OR DELETE ON complaints_reply
  FOR EACH ROW EXECUTE FUNCTION complaints_reply_stays();
"""
BACKWARD = "DROP TRIGGER complaints_reply_append_only ON complaints_reply; DROP FUNCTION complaints_reply_stays();"


class Migration(migrations.Migration):
    dependencies = [("complaints", "0003_complaints_and_the_desk")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
