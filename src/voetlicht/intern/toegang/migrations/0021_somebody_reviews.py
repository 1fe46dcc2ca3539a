"""Noodtoegang that nobody of the own organisatie can review is for a privacy officer of UWV.

A small gemeente may have no privacy officer, and somebody without a team no teamleider: what she
asked was then nobody's to judge.
"""

from importlib import import_module

from django.db import migrations

BEFORE: str = import_module("voetlicht.intern.toegang.migrations.0009_noodtoegang").TO_REVIEW
AGAIN = BEFORE.replace("CREATE VIEW", "CREATE OR REPLACE VIEW")
HERE = """JOIN toegang_aanstelling AS vrager ON vrager.organisatie_id = zitting.organisatie_id
    AND vrager.account_id <> zitting.account_id
    AND (zitting.rol = 'privacy_officer'
        OR (zitting.rol = 'teamleider' AND vrager.team_id = zitting.team_id))
"""
ELSEWHERE = """JOIN toegang_organisatie AS plaats ON plaats.id = zitting.organisatie_id
JOIN toegang_aanstelling AS vrager ON vrager.account_id <> zitting.account_id AND (
    (vrager.organisatie_id = zitting.organisatie_id AND (zitting.rol = 'privacy_officer'
        OR (zitting.rol = 'teamleider' AND vrager.team_id = zitting.team_id)))
    OR (zitting.rol = 'privacy_officer' AND plaats.code = 'uwv' AND NOT EXISTS (
        SELECT FROM toegang_aanstelling AS ander
        JOIN toegang_account AS account ON account.id = ander.account_id AND account.is_active
        WHERE ander.organisatie_id = vrager.organisatie_id
            AND ander.account_id <> vrager.account_id AND ander.valid @> zitting.vandaag
            AND (ander.rol = 'privacy_officer'
                OR (ander.rol = 'teamleider' AND ander.team_id = vrager.team_id))
    ))
)
"""


class Migration(migrations.Migration):
    dependencies = [("toegang", "0020_looks_at_relatives")]

    operations = [migrations.RunSQL(AGAIN.replace(HERE, ELSEWHERE), AGAIN)]
