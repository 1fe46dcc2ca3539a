"""What was judged onterecht does not run on: it ends at the moment of the judgement.

Who asked kept the dossier for the rest of the three hours.
"""

from importlib import import_module

from django.db import migrations

REVIEW = import_module("voetlicht.intern.toegang.migrations.0009_noodtoegang").REVIEW
AGAIN = REVIEW.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
ENDING = AGAIN.replace(
    "terecht = oordeel, toelichting = uitleg\n",
    """terecht = oordeel, toelichting = uitleg,
        tot = CASE WHEN oordeel THEN noodtoegang.tot ELSE greatest(
            noodtoegang.gevraagd_op, least(noodtoegang.tot, zitting.moment)) END
""",
)


class Migration(migrations.Migration):
    dependencies = [("toegang", "0016_noodtoegang_to_a_dossier")]

    operations = [migrations.RunSQL(ENDING, AGAIN)]
