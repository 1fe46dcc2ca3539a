"""What the role ``statistiek`` may see of people: views without BSN, name or birth date."""

from django.db import migrations

VIEWS = {
    "statistiek_persoon": "SELECT id AS persoon_id, peilsleutel FROM personen_persoon",
    "statistiek_verblijf": (
        "SELECT persoon_id, gemeente_code, valid, recorded FROM personen_verblijf"
    ),
    "statistiek_grondslag": "SELECT code, telt_mee, valid FROM doelgroepregister_grondslag",
    "statistiek_registratie": (
        "SELECT persoon_id, code_grondslag, valid, recorded FROM doelgroepregister_registratie"
    ),
    "statistiek_dienstverlening": (
        "SELECT persoon_id, soort, geopend_op, valid, recorded FROM sonar_dienstverlening "
        "JOIN toegang_organisatie ON toegang_organisatie.id = organisatie_id"
    ),
    "statistiek_statusperiode": (
        "SELECT persoon_id, status, valid, recorded FROM klantprofielen_statusperiode"
    ),
}


class Migration(migrations.Migration):
    dependencies = [
        ("transparantie", "0001_initial"),
        ("toegang", "0001_initial"),
        ("personen", "0001_initial"),
        ("doelgroepregister", "0001_initial"),
        ("sonar", "0001_initial"),
        ("klantprofielen", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(f"CREATE VIEW {name} AS {query}", f"DROP VIEW {name}")
        for name, query in VIEWS.items()
    ]
