"""Policies of an installation that was made before they asked a function ask it from now on."""

from django.db import migrations

from voetlicht.intern.toegang.policies import ASK_REACH, CLOSE_REACH

# The column is ``id`` for the table of personen itself, and ``persoon_id`` for all others.
ASK_FUNCTION = """
DO $$
DECLARE held record;
BEGIN
    FOR held IN SELECT tablename FROM pg_policies WHERE policyname = 'bereik' LOOP
        EXECUTE format(
            'ALTER POLICY bereik ON %I USING (toegang_reikt(%I.%I))', held.tablename,
            held.tablename,
            CASE held.tablename WHEN 'personen_persoon' THEN 'id' ELSE 'persoon_id' END
        );
    END LOOP;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("toegang", "0012_relaties")]

    operations = [
        migrations.RunSQL([ASK_REACH, CLOSE_REACH, ASK_FUNCTION], migrations.RunSQL.noop),
    ]
