"""By which relation a klant is served, for who acts: counted without asking policies per row.

The view belongs to the owner and begins at ``toegang_zitting``, so it shows who acts her own
relations and those of her team, and nobody else's.
"""

from django.db import migrations

RELATIE = """
CREATE VIEW toegang_relatie WITH (security_barrier) AS
SELECT relatie.persoon_id, relatie.valid, relatie.eigen, relatie.vandaag,
    EXISTS (
        SELECT FROM toegang_toewijzing AS andere
        WHERE andere.persoon_id = relatie.persoon_id
            AND andere.organisatie_id = relatie.organisatie_id
            AND andere.account_id IS NOT NULL AND andere.valid @> relatie.vandaag
    ) AS bediend
FROM (
    SELECT toewijzing.persoon_id, toewijzing.valid, true AS eigen, zitting.vandaag,
        zitting.organisatie_id
    FROM toegang_zitting AS zitting
    JOIN toegang_toewijzing AS toewijzing ON toewijzing.account_id = zitting.account_id
        AND toewijzing.organisatie_id = zitting.organisatie_id
    UNION ALL
    SELECT toewijzing.persoon_id, toewijzing.valid, false AS eigen, zitting.vandaag,
        zitting.organisatie_id
    FROM toegang_zitting AS zitting
    JOIN toegang_toewijzing AS toewijzing ON toewijzing.team_id = zitting.team_id
        AND toewijzing.organisatie_id = zitting.organisatie_id
) AS relatie
"""


class Migration(migrations.Migration):
    dependencies = [("toegang", "0011_name_the_toepassing")]

    operations = [migrations.RunSQL(RELATIE, "DROP VIEW toegang_relatie")]
