"""The grondslagen of the landelijk doelgroepregister as dated data, from ``data/``."""

import csv
from datetime import date
from pathlib import Path

from django.db import migrations
from django.db.backends.postgresql.psycopg_any import DateRange

FILE = Path(__file__).parent.parent / "data" / "grondslagen.csv"


def _day(text):
    return date.fromisoformat(text) if text else None


def load(apps, schema_editor):
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    grondslag = apps.get_model("doelgroepregister", "Grondslag")
    grondslag.objects.using(schema_editor.connection.alias).bulk_create(
        grondslag(
            code=row["code"],
            omschrijving=row["omschrijving"],
            wetsartikel=row["wetsartikel"],
            telt_mee=row["telt_mee"] == "ja",
            valid=DateRange(_day(row["van"]), _day(row["tot"])),
        )
        for row in rows
    )


def unload(apps, schema_editor):
    grondslag = apps.get_model("doelgroepregister", "Grondslag")
    grondslag.objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("doelgroepregister", "0002_guard_recorded_time")]

    operations = [migrations.RunPython(load, unload)]
