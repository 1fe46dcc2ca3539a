"""A toewijzing to oneself is no division: the database refuses it to the site's role."""

from django.db import migrations

OTHERS = """ALTER POLICY verdelen ON toegang_toewijzing WITH CHECK (EXISTS (
    SELECT FROM toegang_zitting AS zitting
    JOIN toegang_bereik AS bereik ON bereik.persoon_id = toegang_toewijzing.persoon_id
    WHERE zitting.rol = 'teamleider' AND zitting.organisatie_id = toegang_toewijzing.organisatie_id
        {others}
))"""


class Migration(migrations.Migration):
    dependencies = [("toegang", "0017_onterecht_ends_noodtoegang")]

    operations = [
        migrations.RunSQL(
            OTHERS.format(
                others="AND toegang_toewijzing.account_id IS DISTINCT FROM zitting.account_id"
            ),
            OTHERS.format(others=""),
        )
    ]
