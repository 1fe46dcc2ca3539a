"""The archive cannot be changed, and takes an edition in once.

Grants already keep every role but the owner from UPDATE and DELETE; the trigger also stops the
owner's mistakes. ``take_in_once`` runs as the owner because the role that inserts may not read.
"""

from django.db import migrations

REFUSE_CHANGE = """
CREATE FUNCTION publicaties_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Het archief van edities verandert niet: % op % is geweigerd.',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'VL002';
END
$$;
CREATE TRIGGER archiefeditie_immutable BEFORE UPDATE OR DELETE ON publicaties_archiefeditie
    FOR EACH ROW EXECUTE FUNCTION publicaties_refuse_change();
CREATE TRIGGER archiefbestand_immutable BEFORE UPDATE OR DELETE ON publicaties_archiefbestand
    FOR EACH ROW EXECUTE FUNCTION publicaties_refuse_change();
"""

# The lock lets two deliveries of one edition wait for each other, so that the second sees the
# first; statements in a plpgsql function each see what was committed before they began.
TAKE_IN_ONCE = """
CREATE FUNCTION publicaties_take_in_once() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    known text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(
        concat_ws(':', 'archief', NEW.herkomst, NEW.kwartaal, NEW.regio_code, NEW.versie), 0));
    SELECT checksum INTO known FROM publicaties_archiefeditie
    WHERE herkomst = NEW.herkomst AND kwartaal = NEW.kwartaal AND versie = NEW.versie
        AND regio_code IS NOT DISTINCT FROM NEW.regio_code;
    IF known IS NULL THEN
        RETURN NEW;
    ELSIF known = NEW.checksum THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'Het archief heeft al een andere editie % versie %.',
        NEW.kwartaal, NEW.versie USING ERRCODE = 'VL001';
END
$$;
CREATE TRIGGER archiefeditie_take_in_once BEFORE INSERT ON publicaties_archiefeditie
    FOR EACH ROW EXECUTE FUNCTION publicaties_take_in_once();
"""

# Files are compressed already; PostgreSQL need not try again.
STORE_AS_IS = "ALTER TABLE publicaties_archiefbestand ALTER COLUMN content SET STORAGE EXTERNAL;"

DROP = """
DROP TRIGGER archiefeditie_take_in_once ON publicaties_archiefeditie;
DROP TRIGGER archiefeditie_immutable ON publicaties_archiefeditie;
DROP TRIGGER archiefbestand_immutable ON publicaties_archiefbestand;
DROP FUNCTION publicaties_take_in_once();
DROP FUNCTION publicaties_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("publicaties", "0001_initial")]

    operations = [
        migrations.RunSQL([REFUSE_CHANGE, TAKE_IN_ONCE, STORE_AS_IS], DROP),
    ]
