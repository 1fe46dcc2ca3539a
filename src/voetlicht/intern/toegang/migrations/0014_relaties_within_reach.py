"""Relations that are counted are relations that reach: the rest of them is nobody's to see.

One that ended longer ago than the handover window, is still to begin, or belongs to a role
without reach would else lead to a persoon out of reach.
"""

from importlib import import_module

from django.db import migrations

# A relation reaches as it does in ``toegang_bereik``: the same text.
HOLDS: str = import_module("voetlicht.intern.toegang.migrations.0003_bereik").HOLDS
BEFORE: str = import_module("voetlicht.intern.toegang.migrations.0012_relaties").RELATIE


def within_reach(view: str) -> str:
    """The view with the condition in both of its halves, in the place of the one that was."""
    mine, ours = "    UNION ALL\n", ") AS relatie\n"
    made = view.replace(mine, f"    WHERE {HOLDS}\n{mine}").replace(
        ours, f"    WHERE {HOLDS}\n{ours}"
    )
    return made.replace("CREATE VIEW", "CREATE OR REPLACE VIEW")


class Migration(migrations.Migration):
    dependencies = [("toegang", "0013_reach_in_a_function")]

    operations = [
        migrations.RunSQL(
            within_reach(BEFORE), BEFORE.replace("CREATE VIEW", "CREATE OR REPLACE VIEW")
        )
    ]
