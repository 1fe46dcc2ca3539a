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
    loads boolean := EXISTS (SELECT FROM pg_roles WHERE rolname = 'lader'
                             AND pg_has_role(current_user, oid, 'USAGE'));
    moment timestamptz;
    unchanged record;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF loads OR pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID),
                                'USAGE') THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'Rijen van % worden gesloten, niet verwijderd.', TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'INSERT' THEN
        moment := lower(NEW.recorded);
        IF NOT loads AND NOT upper_inf(NEW.recorded) THEN
            RAISE EXCEPTION 'Een nieuwe rij van % is nog niet gesloten.', TG_TABLE_NAME
                USING ERRCODE = 'insufficient_privilege';
        END IF;
    ELSE
        moment := upper(NEW.recorded);
        unchanged := NEW;
        unchanged.recorded := OLD.recorded;
        IF unchanged IS DISTINCT FROM OLD OR moment IS NULL OR NOT upper_inf(OLD.recorded)
           OR lower(NEW.recorded) <> lower(OLD.recorded) THEN
            RAISE EXCEPTION 'Van een rij van % kan alleen de bekendheid worden gesloten.',
                TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
        END IF;
    END IF;
    IF NOT loads AND (moment < now() - interval '1 minute'
                      OR moment > clock_timestamp() + interval '1 second') THEN
        RAISE EXCEPTION 'Bekendheid van % begint en eindigt nu, niet eerder of later.',
            TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$
"""
TRIGGER = """
CREATE TRIGGER guard_recorded_time BEFORE INSERT OR UPDATE OR DELETE ON personen_verblijf
FOR EACH ROW EXECUTE FUNCTION guard_recorded_time()
"""


class Migration(migrations.Migration):
    dependencies = [("personen", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION guard_recorded_time()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER guard_recorded_time ON personen_verblijf"),
    ]
