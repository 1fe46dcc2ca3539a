"""Nobody sees a persoon out of reach (``toegang/policies.py``)."""

from django.db import migrations

from voetlicht.intern.toegang.policies import guard


class Migration(migrations.Migration):
    dependencies = [("klantprofielen", "0002_guard_recorded_time"), ("toegang", "0003_bereik")]

    operations = [*guard("klantprofielen_klantprofiel", "klantprofielen_statusperiode")]
