"""Need to know in the database: the twin of ``rules/bereik.py``; a test holds them equal.

``toegang_zitting`` is the aanstelling in which this transaction acts, as far as it holds at the
transaction's moment; ``toegang_bereik`` are the persons within its reach. Both settings are made
for one transaction by ``transaction.py``; without them both views are empty.
"""

from django.db import migrations

from voetlicht.intern.toegang.policies import ASK_REACH, CLOSE_REACH, guard

ZITTING = """
CREATE VIEW toegang_zitting AS
SELECT aanstelling.id, aanstelling.account_id, aanstelling.organisatie_id, aanstelling.team_id,
    aanstelling.rol, nu.moment, (nu.moment AT TIME ZONE 'Europe/Amsterdam')::date AS vandaag
FROM (
    SELECT nullif(current_setting('voetlicht.aanstelling', true), '')::bigint AS aanstelling_id,
        nullif(current_setting('voetlicht.moment', true), '')::timestamptz AS moment
) AS nu
JOIN toegang_aanstelling AS aanstelling ON aanstelling.id = nu.aanstelling_id
JOIN toegang_account AS account ON account.id = aanstelling.account_id AND account.is_active
WHERE aanstelling.valid @> (nu.moment AT TIME ZONE 'Europe/Amsterdam')::date
"""
BEREIK = """
CREATE VIEW toegang_bereik AS
SELECT toewijzing.persoon_id
FROM toegang_zitting AS zitting
JOIN toegang_toewijzing AS toewijzing ON toewijzing.account_id = zitting.account_id
    AND toewijzing.organisatie_id = zitting.organisatie_id
WHERE {holds}
UNION ALL
SELECT toewijzing.persoon_id
FROM toegang_zitting AS zitting
JOIN toegang_toewijzing AS toewijzing ON toewijzing.team_id = zitting.team_id
    AND toewijzing.organisatie_id = zitting.organisatie_id
WHERE {holds}
UNION ALL
SELECT noodtoegang.persoon_id
FROM toegang_zitting AS zitting
JOIN toegang_noodtoegang AS noodtoegang ON noodtoegang.aanstelling_id = zitting.id
WHERE {reaches} AND noodtoegang.persoon_id IS NOT NULL
    AND noodtoegang.gevraagd_op <= zitting.moment AND zitting.moment < noodtoegang.tot
"""
REACHES = (
    "zitting.rol IN ('adviseur_werk', 'klantmanager', 'teamleider', 'adviseur_werkgeversdiensten')"
)
HOLDS = f"""{REACHES} AND lower(toewijzing.valid) <= zitting.vandaag
    AND (upper_inf(toewijzing.valid) OR zitting.vandaag < upper(toewijzing.valid) + 30)"""


class Migration(migrations.Migration):
    dependencies = [("toegang", "0002_teams_and_reach")]

    operations = [
        migrations.RunSQL(ZITTING, "DROP VIEW toegang_zitting"),
        migrations.RunSQL(BEREIK.format(holds=HOLDS, reaches=REACHES), "DROP VIEW toegang_bereik"),
        migrations.RunSQL([ASK_REACH, CLOSE_REACH], "DROP FUNCTION toegang_reikt(bigint)"),
        *guard("toegang_toewijzing"),
    ]
