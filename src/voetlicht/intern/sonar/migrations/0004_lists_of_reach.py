"""Lists of klanten that begin at the reach of who acts, whatever is filtered afterwards.

The views belong to the owner: what they show is decided by ``toegang_bereik``, once per
statement, instead of by a policy for each row. ``security_barrier`` keeps a condition of who
asks from being tried on other rows.
"""

import django.db.models.deletion
from django.db import migrations, models

COLUMNS = """klant.persoon_id, klant.uuid, persoon.voornaam, persoon.voorvoegsel,
    persoon.achternaam, persoon.zoeknaam, persoon.geboortedatum, persoon.bsn_index"""
IN_BEREIK = f"""
CREATE VIEW sonar_klantinbereik WITH (security_barrier) AS
SELECT {COLUMNS}
FROM (SELECT DISTINCT persoon_id FROM toegang_bereik) AS bereik
JOIN sonar_klant AS klant ON klant.persoon_id = bereik.persoon_id
JOIN personen_persoon AS persoon ON persoon.id = bereik.persoon_id
"""  # noqa: S608 - columns of our own
EIGEN = f"""
CREATE VIEW sonar_eigenklant WITH (security_barrier) AS
SELECT {COLUMNS}
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
"""  # noqa: S608 - columns of our own


class Migration(migrations.Migration):
    dependencies = [
        ("personen", "0004_bereik"),
        ("sonar", "0003_bereik"),
        ("toegang", "0012_relaties"),
    ]

    operations = [
        migrations.CreateModel(
            name="EigenKlant",
            fields=[
                (
                    "persoon",
                    models.OneToOneField(
                        db_column="persoon_id",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="personen.persoon",
                    ),
                ),
                ("uuid", models.UUIDField()),
                ("voornaam", models.CharField(max_length=100)),
                ("voorvoegsel", models.CharField(max_length=20)),
                ("achternaam", models.CharField(max_length=200)),
                ("zoeknaam", models.CharField(max_length=320)),
                ("geboortedatum", models.DateField(null=True)),
                ("bsn_index", models.BinaryField(max_length=32)),
            ],
            options={
                "verbose_name": "eigen klant",
                "verbose_name_plural": "eigen klanten",
                "db_table": "sonar_eigenklant",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="KlantInBereik",
            fields=[
                (
                    "persoon",
                    models.OneToOneField(
                        db_column="persoon_id",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="personen.persoon",
                    ),
                ),
                ("uuid", models.UUIDField()),
                ("voornaam", models.CharField(max_length=100)),
                ("voorvoegsel", models.CharField(max_length=20)),
                ("achternaam", models.CharField(max_length=200)),
                ("zoeknaam", models.CharField(max_length=320)),
                ("geboortedatum", models.DateField(null=True)),
                ("bsn_index", models.BinaryField(max_length=32)),
            ],
            options={
                "verbose_name": "klant in bereik",
                "verbose_name_plural": "klanten in bereik",
                "db_table": "sonar_klantinbereik",
                "managed": False,
            },
        ),
        migrations.RunSQL(IN_BEREIK, "DROP VIEW sonar_klantinbereik"),
        migrations.RunSQL(EIGEN, "DROP VIEW sonar_eigenklant"),
    ]
