"""Two questions about toewijzingen that a functioneel beheerder may put without seeing one.

Row-level security hides every toewijzing from a role without reach, and so from who ends an
aanstelling. These functions belong to the owner: the first gives back a number, the second a yes
or a no, neither says of whom.
"""

from django.db import migrations

# Only where she no longer works in a role with reach: who calls it cannot take a klant from
# anybody who serves it.
CLOSE = """
CREATE FUNCTION toegang_sluit_toewijzingen(wie bigint, waar bigint, vanaf date) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
        )
    RETURNING 1
)
SELECT count(*)::integer FROM gesloten
$$
"""
SERVES = """
CREATE FUNCTION toegang_team_bedient(welk bigint, vanaf date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT EXISTS (
    SELECT FROM toegang_toewijzing
    WHERE team_id = welk AND (upper_inf(valid) OR upper(valid) > vanaf)
)
$$
"""
FUNCTIONS = {
    "toegang_sluit_toewijzingen(bigint, bigint, date)": CLOSE,
    "toegang_team_bedient(bigint, date)": SERVES,
}


class Migration(migrations.Migration):
    dependencies = [("toegang", "0004_accountaanvragen")]

    operations = [
        migrations.RunSQL(
            [
                body,
                f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC",
                f"GRANT EXECUTE ON FUNCTION {name} TO intern",
            ],
            f"DROP FUNCTION {name}",
        )
        for name, body in FUNCTIONS.items()
    ]
