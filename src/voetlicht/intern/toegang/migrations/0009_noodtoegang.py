"""Who may ask for noodtoegang, end it and review it; who may divide klanten: held here.

Role ``intern`` reads its own rows of ``toegang_noodtoegang`` and those it may review, and writes
none: three functions of the owner do, each for the aanstelling that acts in this transaction and
no other. A toewijzing is written by a teamleider only, within reach and at the own organisatie;
so nobody prolongs a reach of her own. A test holds the roles named here to ``rollen.py``.
"""

from django.db import migrations

from voetlicht.intern.toegang.policies import guard

# A review is for another's noodtoegang: of the own team for a teamleider, of the own organisatie
# for a privacy officer. Of who it was about they see initials.
TO_REVIEW = """
CREATE VIEW toegang_beoordeelbaar AS
SELECT noodtoegang.id AS noodtoegang_id, vrager.account_id,
    left(persoon.voornaam, 1) || '.' || left(persoon.achternaam, 1) || '.' AS initialen
FROM toegang_zitting AS zitting
JOIN toegang_aanstelling AS vrager ON vrager.organisatie_id = zitting.organisatie_id
    AND vrager.account_id <> zitting.account_id
    AND (zitting.rol = 'privacy_officer'
        OR (zitting.rol = 'teamleider' AND vrager.team_id = zitting.team_id))
JOIN toegang_noodtoegang AS noodtoegang ON noodtoegang.aanstelling_id = vrager.id
LEFT JOIN personen_persoon AS persoon ON persoon.id = noodtoegang.persoon_id
"""
# Looked up and written down in one statement: there is no answer without the line.
ASK = """
CREATE FUNCTION toegang_vraag_noodtoegang(gezocht bytea, geboren date, waarom text)
RETURNS TABLE (kenmerk uuid, gevonden bigint)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
INSERT INTO toegang_noodtoegang
    (uuid, persoon_id, aanstelling_id, gevraagd_op, tot, reden, toelichting)
SELECT gen_random_uuid(), persoon.id, zitting.id, zitting.moment,
    zitting.moment + interval '3 hours', waarom, ''
FROM toegang_zitting AS zitting
LEFT JOIN personen_persoon AS persoon
    ON persoon.bsn_index = gezocht AND persoon.geboortedatum = geboren
WHERE zitting.rol IN ('adviseur_werk', 'klantmanager')
RETURNING uuid, persoon_id
$$
"""
END = """
CREATE FUNCTION toegang_beeindig_noodtoegang(welke uuid) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
WITH beeindigd AS (
    UPDATE toegang_noodtoegang AS noodtoegang SET tot = zitting.moment
    FROM toegang_zitting AS zitting
    JOIN toegang_aanstelling AS vrager ON vrager.account_id = zitting.account_id
    WHERE noodtoegang.uuid = welke AND noodtoegang.aanstelling_id = vrager.id
        AND noodtoegang.gevraagd_op <= zitting.moment AND zitting.moment < noodtoegang.tot
    RETURNING 1
)
SELECT EXISTS (SELECT FROM beeindigd)
$$
"""
REVIEW = """
CREATE FUNCTION toegang_beoordeel_noodtoegang(welke uuid, oordeel boolean, uitleg text)
RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
WITH beoordeeld AS (
    UPDATE toegang_noodtoegang AS noodtoegang
    SET beoordeeld_op = zitting.moment, beoordeeld_door_id = zitting.account_id,
        terecht = oordeel, toelichting = uitleg
    FROM toegang_zitting AS zitting, toegang_beoordeelbaar AS beoordeelbaar
    WHERE noodtoegang.uuid = welke AND beoordeelbaar.noodtoegang_id = noodtoegang.id
        AND noodtoegang.beoordeeld_op IS NULL
    RETURNING 1
)
SELECT EXISTS (SELECT FROM beoordeeld)
$$
"""
FUNCTIONS = {
    "toegang_vraag_noodtoegang(bytea, date, text)": ASK,
    "toegang_beeindig_noodtoegang(uuid)": END,
    "toegang_beoordeel_noodtoegang(uuid, boolean, text)": REVIEW,
}
OWN = """
CREATE POLICY eigen ON toegang_noodtoegang FOR SELECT TO intern USING (EXISTS (
    SELECT FROM toegang_zitting AS zitting
    JOIN toegang_aanstelling AS vrager ON vrager.account_id = zitting.account_id
    WHERE vrager.id = toegang_noodtoegang.aanstelling_id
))
"""
REVIEWABLE = """
CREATE POLICY beoordelen ON toegang_noodtoegang FOR SELECT TO intern USING (EXISTS (
    SELECT FROM toegang_beoordeelbaar
    WHERE toegang_beoordeelbaar.noodtoegang_id = toegang_noodtoegang.id
))
"""
READ = """
CREATE POLICY bereik ON toegang_toewijzing FOR SELECT TO intern
USING (toegang_reikt(toegang_toewijzing.persoon_id))
"""
DIVIDES = """toegang_reikt(toegang_toewijzing.persoon_id) AND EXISTS (
    SELECT FROM toegang_zitting AS zitting
    WHERE zitting.rol = 'teamleider' AND zitting.organisatie_id = toegang_toewijzing.organisatie_id
)"""
ADD = f"CREATE POLICY verdelen ON toegang_toewijzing FOR INSERT TO intern WITH CHECK ({DIVIDES})"
CHANGE = f"CREATE POLICY wijzigen ON toegang_toewijzing FOR UPDATE TO intern USING ({DIVIDES})"


class Migration(migrations.Migration):
    dependencies = [("toegang", "0008_take_back_toewijzingen")]

    operations = [
        migrations.RunSQL(TO_REVIEW, "DROP VIEW toegang_beoordeelbaar"),
        *[
            migrations.RunSQL(
                [body, f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC"], f"DROP FUNCTION {name}"
            )
            for name, body in FUNCTIONS.items()
        ],
        migrations.RunSQL(
            ["ALTER TABLE toegang_noodtoegang ENABLE ROW LEVEL SECURITY", OWN, REVIEWABLE],
            [
                "DROP POLICY beoordelen ON toegang_noodtoegang",
                "DROP POLICY eigen ON toegang_noodtoegang",
                "ALTER TABLE toegang_noodtoegang DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            ["DROP POLICY bereik ON toegang_toewijzing", READ, ADD, CHANGE],
            [
                "DROP POLICY wijzigen ON toegang_toewijzing",
                "DROP POLICY verdelen ON toegang_toewijzing",
                "DROP POLICY bereik ON toegang_toewijzing",
                guard("toegang_toewijzing")[0].sql[1],
            ],
        ),
    ]
