"""Nobody sees a persoon out of reach (``toegang/policies.py``)."""

from django.db import migrations

from voetlicht.intern.toegang.policies import guard


class Migration(migrations.Migration):
    dependencies = [("leveringen", "0001_initial"), ("toegang", "0003_bereik")]

    operations = [*guard("leveringen_leveringsregel")]
