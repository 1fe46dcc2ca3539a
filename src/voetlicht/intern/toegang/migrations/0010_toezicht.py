"""What role ``toezicht`` needs beside the inzagelog itself, and no more.

It knows a persoon by number, uuid and index, and never by name: whether a medewerker looked at
somebody of her own address or name is answered by a function of the owner, for one organisatie
and period at a time.
"""

from django.db import migrations

PERSOON = """
CREATE VIEW toezicht_persoon AS SELECT id, uuid, bsn_index FROM personen_persoon
"""
REST = "CREATE VIEW toezicht_inzagerest AS SELECT moment FROM toegang_inzageregel_rest"
# The same surname says little of who is in one's own caseload, so that is left out; the same
# address is told of anybody.
RELATIVES = """
CREATE FUNCTION toezicht_verwanten(waar text, van timestamptz, tot timestamptz)
RETURNS TABLE (
    actor_id uuid, rol text, soort text, aantal bigint, eerst timestamptz, laatst timestamptz,
    personen bigint[]
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
WITH paren AS (
    SELECT regel.actor_id, regel.rol, regel.persoon_id, count(*) AS aantal,
        min(regel.moment) AS eerst, max(regel.moment) AS laatst
    FROM toegang_inzageregel AS regel
    WHERE regel.organisatie = waar AND regel.moment >= van AND regel.moment < tot
        AND regel.actor_kind = 'medewerker'
    GROUP BY regel.actor_id, regel.rol, regel.persoon_id
), verwant AS (
    SELECT paren.*,
        coalesce(adres.adres_index = account.adres_index, false) AS zelfde_adres
    FROM paren
    JOIN toegang_account AS account ON account.uuid = paren.actor_id
    JOIN personen_persoon AS persoon ON persoon.id = paren.persoon_id
    LEFT JOIN personen_adres AS adres ON adres.persoon_id = persoon.id
    WHERE adres.adres_index = account.adres_index
        OR (
            persoon.achternaam <> ''
            AND right(lower(account.naam), length(persoon.achternaam) + 1)
                = ' ' || lower(persoon.achternaam)
            AND NOT EXISTS (
                SELECT FROM toegang_toewijzing AS toewijzing
                WHERE toewijzing.account_id = account.id
                    AND toewijzing.persoon_id = paren.persoon_id
                    AND toewijzing.valid && daterange(van::date, tot::date, '[]')
            )
        )
)
SELECT verwant.actor_id, min(verwant.rol),
    CASE WHEN zelfde_adres THEN 'zelfde_adres' ELSE 'zelfde_naam' END,
    sum(verwant.aantal)::bigint, min(verwant.eerst), max(verwant.laatst),
    (array_agg(verwant.persoon_id ORDER BY verwant.laatst DESC))[1:10]
FROM verwant
GROUP BY verwant.actor_id, zelfde_adres
$$
"""
NAME = "toezicht_verwanten(text, timestamp with time zone, timestamp with time zone)"


class Migration(migrations.Migration):
    dependencies = [
        ("toegang", "0009_noodtoegang"),
        ("personen", "0003_names_and_addresses"),
    ]

    operations = [
        migrations.RunSQL(PERSOON, "DROP VIEW toezicht_persoon"),
        migrations.RunSQL(REST, "DROP VIEW toezicht_inzagerest"),
        migrations.RunSQL(
            [RELATIVES, f"REVOKE ALL ON FUNCTION {NAME} FROM PUBLIC"], f"DROP FUNCTION {NAME}"
        ),
    ]
