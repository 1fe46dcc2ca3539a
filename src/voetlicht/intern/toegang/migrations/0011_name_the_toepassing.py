"""The client id of a provider gets a name of its own: a klant is the client here."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("toegang", "0010_toezicht")]

    operations = [migrations.RenameField("aanmeldvoorziening", "client_id", "toepassing")]
