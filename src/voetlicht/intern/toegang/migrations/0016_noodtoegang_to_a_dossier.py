"""Noodtoegang is to a dossier: who is in the register alone, is found by nobody.

The answer said "niet gevonden" for want of a dossier, while the line said that somebody was found.
"""

from importlib import import_module

from django.db import migrations

ASK = import_module("voetlicht.intern.toegang.migrations.0009_noodtoegang").ASK
AGAIN = ASK.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
WITH_DOSSIER = AGAIN.replace(
    "persoon.geboortedatum = geboren\n",
    """persoon.geboortedatum = geboren
    AND EXISTS (SELECT FROM sonar_klant WHERE sonar_klant.persoon_id = persoon.id)
""",
)


class Migration(migrations.Migration):
    dependencies = [
        ("toegang", "0015_one_running_toewijzing"),
        ("sonar", "0004_lists_of_reach"),
    ]

    operations = [migrations.RunSQL(WITH_DOSSIER, AGAIN)]
