"""The database itself guards recorded time: rows are closed at the present, never changed.

``guard_recorded_time()`` is made here, in the lowest room with two times; the rooms above hang it
on their own tables.

* A row begins to be known at the present: not more than a minute before the transaction began,
  and not in the future (a second is left for clocks that differ). Role ``lader`` may go back.
* Nothing of a row changes but its open end of recorded time, which closes at the present.
* Only the owner of the table and ``lader`` may delete.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION guard_recorded_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    earliest timestamptz := now() - interval '1 minute';
    latest timestamptz := clock_timestamp() + interval '1 second';
    unchanged record;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF may_rewrite_recorded_time(TG_RELID) THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'Rijen van % worden gesloten, niet verwijderd.', TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'INSERT' THEN
        -- The common cases first, for the sake of loading millions of rows.
        IF current_user = 'lader' OR (upper_inf(NEW.recorded)
           AND lower(NEW.recorded) >= earliest AND lower(NEW.recorded) <= latest) THEN
            RETURN NEW;
        END IF;
    ELSE
        unchanged := NEW;
        unchanged.recorded := OLD.recorded;
        IF unchanged IS DISTINCT FROM OLD OR upper_inf(NEW.recorded)
           OR NOT upper_inf(OLD.recorded) OR lower(NEW.recorded) <> lower(OLD.recorded) THEN
            RAISE EXCEPTION 'Van een rij van % kan alleen de bekendheid worden gesloten.',
                TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF upper(NEW.recorded) >= earliest AND upper(NEW.recorded) <= latest THEN
            RETURN NEW;
        END IF;
    END IF;
    IF may_rewrite_recorded_time(NULL) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Bekendheid van % begint en eindigt nu, niet eerder of later.',
        TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$
"""
ROLES = """
CREATE FUNCTION may_rewrite_recorded_time(owned_by oid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM pg_roles
        WHERE (rolname = 'lader' OR oid = (SELECT relowner FROM pg_class WHERE oid = owned_by))
        AND pg_has_role(current_user, oid, 'USAGE')
    )
$$
"""
TRIGGER = """
CREATE TRIGGER guard_recorded_time BEFORE INSERT OR UPDATE OR DELETE ON personen_verblijf
FOR EACH ROW EXECUTE FUNCTION guard_recorded_time()
"""


class Migration(migrations.Migration):
    dependencies = [("personen", "0001_initial")]

    operations = [
        migrations.RunSQL(ROLES, "DROP FUNCTION may_rewrite_recorded_time(oid)"),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION guard_recorded_time()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER guard_recorded_time ON personen_verblijf"),
    ]
