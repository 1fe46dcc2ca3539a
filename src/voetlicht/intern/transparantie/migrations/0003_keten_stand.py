"""Counts of the whole chain for who may see no klanten: numbers alone leave this view."""

from django.db import migrations

STAND = """
CREATE VIEW transparantie_ketenstand AS SELECT
    (SELECT count(*) FROM personen_persoon) AS personen,
    (SELECT count(DISTINCT persoon_id) FROM doelgroepregister_registratie
        WHERE upper_inf(valid) AND upper_inf(recorded)) AS geregistreerd,
    (SELECT count(*) FROM sonar_klant) AS dossiers,
    (SELECT count(DISTINCT persoon_id) FROM sonar_dienstverlening
        WHERE upper_inf(valid) AND upper_inf(recorded)) AS bediend,
    (SELECT count(*) FROM klantprofielen_statusperiode
        WHERE status = 'vastgesteld' AND upper_inf(valid) AND upper_inf(recorded)) AS profielen,
    (SELECT count(*) FROM transparantie_peilbestand) AS peilbestanden,
    (SELECT count(*) FROM transparantie_editieversie) AS edities
"""


class Migration(migrations.Migration):
    dependencies = [("transparantie", "0002_views")]

    operations = [migrations.RunSQL(STAND, "DROP VIEW transparantie_ketenstand")]
