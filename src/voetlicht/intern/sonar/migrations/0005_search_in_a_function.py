"""Looking for klanten within reach: the names are sifted before the dossiers are looked up.

Behind a view with a ``security_barrier`` a condition on a name waits until all else of every row
within reach has been fetched. Inside a function of the owner it need not wait, and nobody adds
conditions of her own to it.
"""

from django.db import migrations

NAME = "sonar_zoek_in_bereik(text[], date, bytea)"
SEARCH = """
CREATE FUNCTION sonar_zoek_in_bereik(patronen text[], geboren date, gezocht_bsn bytea)
RETURNS TABLE (persoon_id bigint, uuid uuid, voornaam varchar, voorvoegsel varchar,
    achternaam varchar, zoeknaam varchar, geboortedatum date)
LANGUAGE sql STABLE ROWS 10 SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT klant.persoon_id, klant.uuid, persoon.voornaam, persoon.voorvoegsel, persoon.achternaam,
    persoon.zoeknaam, persoon.geboortedatum
FROM (SELECT DISTINCT persoon_id FROM toegang_bereik) AS bereik
JOIN personen_persoon AS persoon ON persoon.id = bereik.persoon_id
JOIN sonar_klant AS klant ON klant.persoon_id = bereik.persoon_id
WHERE ' ' || translate(persoon.zoeknaam, '-''', '  ') LIKE ALL (patronen)
    AND (geboren IS NULL OR persoon.geboortedatum = geboren)
    AND (gezocht_bsn IS NULL OR persoon.bsn_index = gezocht_bsn)
$$
"""
VIEW = """
CREATE VIEW sonar_klantinbereik WITH (security_barrier) AS
SELECT klant.persoon_id, klant.uuid, persoon.voornaam, persoon.voorvoegsel,
    persoon.achternaam, persoon.zoeknaam, persoon.geboortedatum, persoon.bsn_index
FROM (SELECT DISTINCT persoon_id FROM toegang_bereik) AS bereik
JOIN sonar_klant AS klant ON klant.persoon_id = bereik.persoon_id
JOIN personen_persoon AS persoon ON persoon.id = bereik.persoon_id
"""


class Migration(migrations.Migration):
    dependencies = [("sonar", "0004_lists_of_reach"), ("toegang", "0022_moment_once")]

    operations = [
        migrations.RunSQL(
            [
                SEARCH,
                f"REVOKE ALL ON FUNCTION {NAME} FROM PUBLIC",
                f"GRANT EXECUTE ON FUNCTION {NAME} TO intern",
            ],
            f"DROP FUNCTION {NAME}",
        ),
        migrations.RunSQL("DROP VIEW sonar_klantinbereik", VIEW),
        migrations.DeleteModel("KlantInBereik"),
    ]
