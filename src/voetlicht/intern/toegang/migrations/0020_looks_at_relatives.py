"""A look at a relative counts once, however many lines it left.

A dossier leaves a line for each class of field, and a list one for each klant.
"""

from importlib import import_module

from django.db import migrations

BEFORE: str = import_module("voetlicht.intern.toegang.migrations.0010_toezicht").RELATIVES
AGAIN = BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
LOOKS = (
    AGAIN.replace("sum(verwant.aantal)::bigint", "count(DISTINCT regel.trace_id)")
    .replace(
        "(array_agg(verwant.persoon_id ORDER BY verwant.laatst DESC))[1:10]",
        "(array_agg(DISTINCT verwant.persoon_id))[1:10]",
    )
    .replace(
        "FROM verwant\nGROUP",
        """FROM verwant
JOIN toegang_inzageregel AS regel ON regel.persoon_id = verwant.persoon_id
    AND regel.actor_id = verwant.actor_id AND regel.rol = verwant.rol
    AND regel.organisatie = waar AND regel.moment >= van AND regel.moment < tot
    AND regel.actor_kind = 'medewerker'
GROUP""",
    )
)


class Migration(migrations.Migration):
    dependencies = [("toegang", "0019_movers_let_go")]

    operations = [migrations.RunSQL(LOOKS, AGAIN)]
