"""Who moves to another team lets go of the klanten of the team that she left.

``toegang_sluit_toewijzingen`` closed what somebody had where she works no more. Now also what she
had of a team where she works no more, as long as that team serves the klant. Who works outside any
team keeps all.
"""

from django.db import migrations

CLOSE = """
CREATE OR REPLACE FUNCTION toegang_sluit_toewijzingen(wie bigint, waar bigint, vanaf date)
RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
WITH gesloten AS (
    UPDATE toegang_toewijzing
    SET valid = daterange(lower(valid), greatest(vanaf, lower(valid) + 1))
    WHERE account_id = wie AND organisatie_id = waar
        AND (upper_inf(valid) OR upper(valid) > greatest(vanaf, lower(valid) + 1))
        AND NOT EXISTS (
            SELECT FROM toegang_aanstelling AS aanstelling
            WHERE aanstelling.account_id = wie AND aanstelling.organisatie_id = waar
                AND aanstelling.rol IN (
                    'adviseur_werk', 'klantmanager', 'teamleider', 'adviseur_werkgeversdiensten'
                )
                AND (upper_inf(aanstelling.valid) OR upper(aanstelling.valid) > vanaf)
                {there}
        )
    RETURNING 1
)
SELECT count(*)::integer FROM gesloten
$$
"""
# True, false, or null for a klant whom no team of the organisatie serves.
IN_A_TEAM_OF_THE_KLANT = """AND (aanstelling.team_id IS NULL OR coalesce((
                    SELECT bool_or(van_team.team_id = aanstelling.team_id)
                    FROM toegang_toewijzing AS van_team
                    WHERE van_team.persoon_id = toegang_toewijzing.persoon_id
                        AND van_team.organisatie_id = waar AND van_team.team_id IS NOT NULL
                        AND (upper_inf(van_team.valid) OR upper(van_team.valid) > vanaf)
                ), true))"""


class Migration(migrations.Migration):
    dependencies = [("toegang", "0018_nobody_assigns_herself")]

    operations = [
        migrations.RunSQL(
            CLOSE.format(there=IN_A_TEAM_OF_THE_KLANT),
            CLOSE.format(there=""),
        )
    ]
