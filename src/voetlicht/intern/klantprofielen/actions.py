"""All writes of the room: drawing up a klantprofiel, and its status."""

from collections.abc import Collection
from datetime import date

from django.db import connection, transaction

from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.errors import Conflict
from voetlicht.basis.web.histories import Histories
from voetlicht.intern.klantprofielen.enums import Profielstatus
from voetlicht.intern.klantprofielen.models import Klantprofiel, Statusperiode
from voetlicht.intern.klantprofielen.rules import may_follow, status_from, status_on
from voetlicht.intern.personen.actions import hold_personen
from voetlicht.intern.personen.models import Persoon
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.models import Organisatie

REGISTER = "klantprofielen.registreren"

MAKE = """
INSERT INTO klantprofielen_klantprofiel (uuid, persoon_id, organisatie_id)
SELECT gen_random_uuid(), * FROM unnest(%s::bigint[], %s::bigint[])
ON CONFLICT (persoon_id, organisatie_id) DO NOTHING
"""
FIND = """
SELECT persoon_id, organisatie_id, id FROM klantprofielen_klantprofiel
WHERE persoon_id = ANY(%s)
"""


@transaction.atomic
def draw_up_klantprofiel(
    *, by: Actor, persoon: Persoon, organisatie: Organisatie, vanaf: date
) -> Klantprofiel:
    """The klantprofiel that an organisatie draws up with a klant, as concept from ``vanaf``.

    There is one for each organisatie; one that lapsed is taken up again.
    """
    ids = register_klantprofielen(by=by, pairs=[(persoon.pk, organisatie.pk)])
    klantprofiel = Klantprofiel.objects.get(pk=ids[persoon.pk, organisatie.pk])
    set_profielstatus(by=by, klantprofiel=klantprofiel, status=Profielstatus.CONCEPT, vanaf=vanaf)
    return klantprofiel


@transaction.atomic
def register_klantprofielen(
    *, by: Actor, pairs: Collection[tuple[int, int]]
) -> dict[tuple[int, int], int]:
    """(persoon id, organisatie id) -> id of their klantprofiel, for many; new ones are made."""
    by.demand(REGISTER)
    wanted = set(pairs)
    persoon_ids = [persoon for persoon, _ in pairs]
    with connection.cursor() as cursor:
        cursor.execute(MAKE, [persoon_ids, [organisatie for _, organisatie in pairs]])
        cursor.execute(FIND, [persoon_ids])
        return {(p, o): pk for p, o, pk in cursor if (p, o) in wanted}


@transaction.atomic
def set_profielstatus(
    *, by: Actor, klantprofiel: Klantprofiel, status: Profielstatus, vanaf: date
) -> bool:
    """The status of a klantprofiel from a day on; whether it was news.

    Conflict when it cannot follow the status of that day (``rules.FOLLOWS``).
    """
    by.demand(REGISTER)
    now = hold_personen([klantprofiel.persoon_id])
    histories = Histories.of(Statusperiode, [klantprofiel.persoon_id])
    key = (klantprofiel.persoon_id, klantprofiel.pk)
    known = histories.known(*key)
    previous = status_on(known, vanaf)
    if not may_follow(previous, status):
        raise Conflict(
            f"Een klantprofiel kan niet van ‘{previous or 'nog niet opgesteld'}’ naar ‘{status}’."
        )
    if not histories.apply(status_from(known, status=status, vanaf=vanaf, now=now), *key):
        return False
    histories.write()
    record_event(
        by=by,
        what="klantprofielen.status_vastgelegd",
        about=str(klantprofiel.uuid),
        details={"status": status.value},
    )
    return True
