"""Row-level security: the database itself shows nobody a persoon out of reach.

A room hangs ``guard`` on its tables with personal data, in a migration. Role ``intern``, with
which the site, its jobs and the shell connect, then sees the rows of persons in ``toegang_bereik``
and no others: without an aanstelling in the transaction, none. Roles ``verwerking``, with which
deliveries are processed, and ``lader``, which fills an example, are about everybody and pass by
(BYPASSRLS); no process that serves pages has their passwords. Views for the measure belong to the
owner, so that what is counted does not depend on who looks.
"""

from django.db.migrations import RunSQL

SETTING = "voetlicht.aanstelling"
MOMENT = "voetlicht.moment"

# One question about one persoon. In a function, so that a connection plans it once and not again
# for every table of every statement; that is most of what a policy costs.
ASK_REACH = """
CREATE OR REPLACE FUNCTION toegang_reikt(wie bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM toegang_bereik WHERE toegang_bereik.persoon_id = wie);
END
$$
"""
CLOSE_REACH = "REVOKE ALL ON FUNCTION toegang_reikt(bigint) FROM PUBLIC"
REACH = """
CREATE POLICY bereik ON {table} FOR ALL TO intern USING (toegang_reikt({table}.{column}))
"""


def guard(*tables: str, column: str = "persoon_id") -> list[RunSQL]:
    """Operations that give each table its policy; ``column`` holds the number of a persoon."""
    return [
        RunSQL(
            [
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                REACH.format(table=table, column=column),
            ],
            [
                f"DROP POLICY bereik ON {table}",
                f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
            ],
        )
        for table in tables
    ]
