"""Looking for klanten within reach: the names are sifted before the dossiers are looked up.

Behind a view with a ``security_barrier`` a condition on a name waits until all else of every row
within reach has been fetched. Inside a function of the owner it waits for the names alone: they are
fetched first (``MATERIALIZED``), or else PostgreSQL might try it on people out of reach, and its
time or its failing would tell of them. Words become patterns in the function itself, so that none
fails.
"""

from django.db import migrations

NAME = "sonar_zoek_in_bereik(text[], date, bytea)"
# A word begins a word of the name, in which a hyphen and an apostrophe are as good as a space.
SEARCH = r"""
CREATE FUNCTION sonar_zoek_in_bereik(woorden text[], geboren date, gezocht_bsn bytea)
RETURNS TABLE (persoon_id bigint, uuid uuid, voornaam varchar, voorvoegsel varchar,
    achternaam varchar, zoeknaam varchar, geboortedatum date)
LANGUAGE sql STABLE ROWS 10 SECURITY DEFINER SET search_path = public, pg_temp AS $$
WITH persoon AS MATERIALIZED (
    SELECT id, personen_persoon.voornaam, personen_persoon.voorvoegsel,
        personen_persoon.achternaam, personen_persoon.zoeknaam, personen_persoon.geboortedatum,
        bsn_index
    FROM (SELECT DISTINCT bereik.persoon_id FROM toegang_bereik AS bereik) AS binnen
    JOIN personen_persoon ON id = binnen.persoon_id
)
SELECT klant.persoon_id, klant.uuid, persoon.voornaam, persoon.voorvoegsel, persoon.achternaam,
    persoon.zoeknaam, persoon.geboortedatum
FROM persoon JOIN sonar_klant AS klant ON klant.persoon_id = persoon.id
WHERE ' ' || translate(persoon.zoeknaam, '-''', '  ') LIKE ALL (ARRAY(
        SELECT format('%% %s%%',
            regexp_replace(translate(woord, '-''', '  '), '([\\%_])', '\\\1', 'g'))
        FROM unnest(woorden) AS woord
    ))
    AND (geboren IS NULL OR persoon.geboortedatum = geboren)
    AND (gezocht_bsn IS NULL OR persoon.bsn_index = gezocht_bsn)
$$
"""
COLUMNS = """klant.persoon_id, klant.uuid, persoon.voornaam, persoon.voorvoegsel,
    persoon.achternaam, persoon.zoeknaam, persoon.geboortedatum"""
IN_BEREIK = f"""
CREATE VIEW sonar_klantinbereik WITH (security_barrier) AS
SELECT {COLUMNS}, persoon.bsn_index
FROM (SELECT DISTINCT persoon_id FROM toegang_bereik) AS bereik
JOIN sonar_klant AS klant ON klant.persoon_id = bereik.persoon_id
JOIN personen_persoon AS persoon ON persoon.id = bereik.persoon_id
"""  # noqa: S608 - columns of our own
EIGEN = """
CREATE VIEW sonar_eigenklant WITH (security_barrier) AS
SELECT {columns}
FROM (
    SELECT DISTINCT toewijzing.persoon_id
    FROM toegang_zitting AS zitting
    JOIN toegang_toewijzing AS toewijzing ON toewijzing.account_id = zitting.account_id
        AND toewijzing.organisatie_id = zitting.organisatie_id
    WHERE toewijzing.valid @> zitting.vandaag AND zitting.rol IN (
        'adviseur_werk', 'klantmanager', 'teamleider', 'adviseur_werkgeversdiensten'
    )
) AS eigen
JOIN sonar_klant AS klant ON klant.persoon_id = eigen.persoon_id
JOIN personen_persoon AS persoon ON persoon.id = eigen.persoon_id
"""
AWAY = "DROP VIEW sonar_eigenklant"


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
        migrations.RunSQL("DROP VIEW sonar_klantinbereik", IN_BEREIK),
        migrations.DeleteModel("KlantInBereik"),
        # No list of one's own is sifted by BSN.
        migrations.RunSQL(
            [AWAY, EIGEN.format(columns=COLUMNS)],
            [AWAY, EIGEN.format(columns=f"{COLUMNS}, persoon.bsn_index")],
        ),
        migrations.RemoveField("EigenKlant", "bsn_index"),
    ]
