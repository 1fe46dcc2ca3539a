"""The guard on recorded time that the room personen made, on this room's tables."""

from django.db import migrations

TABLES = ("doelgroepregister_registratie",)


class Migration(migrations.Migration):
    dependencies = [
        ("doelgroepregister", "0001_initial"),
        ("personen", "0002_guard_recorded_time"),
    ]

    operations = [
        migrations.RunSQL(
            f"CREATE TRIGGER guard_recorded_time BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION guard_recorded_time()",
            f"DROP TRIGGER guard_recorded_time ON {table}",
        )
        for table in TABLES
    ]
