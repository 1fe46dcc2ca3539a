"""Nobody sees a persoon out of reach (``toegang/policies.py``)."""

from django.db import migrations

from voetlicht.intern.toegang.policies import guard


class Migration(migrations.Migration):
    dependencies = [("doelgroepregister", "0003_grondslagen"), ("toegang", "0003_bereik")]

    operations = [*guard("doelgroepregister_registratie")]
