"""Today is worked out once per statement, and not again for every row that is compared with it.

That was most of what a list of a large team cost: the setting was read, cast and moved to the
Dutch time zone four times per toewijzing. ``OFFSET 0`` keeps the planner from copying the sum into
each condition.
"""

from importlib import import_module

from django.db import migrations

BEFORE: str = import_module("voetlicht.intern.toegang.migrations.0003_bereik").ZITTING
ONCE = """
CREATE OR REPLACE VIEW toegang_zitting AS
SELECT aanstelling.id, aanstelling.account_id, aanstelling.organisatie_id, aanstelling.team_id,
    aanstelling.rol, nu.moment, nu.vandaag
FROM (
    SELECT gezegd.aanstelling_id, gezegd.moment,
        (gezegd.moment AT TIME ZONE 'Europe/Amsterdam')::date AS vandaag
    FROM (
        SELECT nullif(current_setting('voetlicht.aanstelling', true), '')::bigint AS aanstelling_id,
            nullif(current_setting('voetlicht.moment', true), '')::timestamptz AS moment
    ) AS gezegd
    OFFSET 0
) AS nu
JOIN toegang_aanstelling AS aanstelling ON aanstelling.id = nu.aanstelling_id
JOIN toegang_account AS account ON account.id = aanstelling.account_id AND account.is_active
WHERE aanstelling.valid @> nu.vandaag
"""


class Migration(migrations.Migration):
    dependencies = [("toegang", "0021_somebody_reviews")]

    operations = [migrations.RunSQL(ONCE, BEFORE.replace("CREATE VIEW", "CREATE OR REPLACE VIEW"))]
