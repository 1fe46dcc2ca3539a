"""Nobody sees a persoon out of reach (``toegang/policies.py``)."""

from django.db import migrations

from voetlicht.intern.toegang.policies import guard


class Migration(migrations.Migration):
    dependencies = [("personen", "0003_names_and_addresses"), ("toegang", "0003_bereik")]

    operations = [
        *guard("personen_persoon", column="id"),
        *guard("personen_adres", "personen_verblijf"),
    ]
