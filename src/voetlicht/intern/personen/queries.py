"""All reads of the room; each states who reads and what for."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection

from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import NotFound
from voetlicht.intern.personen import bsn as numbers
from voetlicht.intern.personen.models import Persoon, Verblijf

REGISTER = "personen.registreren"
READ = "personen.inzien"
READ_BSN = "personen.bsn_inzien"

# An array instead of a list of parameters: deliveries look up thousands of persons at once.
FIND = "SELECT bsn_index, id FROM personen_persoon WHERE bsn_index = ANY(%s)"


def persoon_by_bsn(bsn: str, *, actor: Actor, purpose: Purpose) -> Persoon:
    """The Persoon with this BSN; NotFound, without the number, when there is none."""
    actor.demand(READ)
    index = numbers.index_of(numbers.normalise(bsn))
    found = Persoon.objects.filter(bsn_index=index).first()
    if found is None:
        raise NotFound("Er is geen persoon met dit burgerservicenummer.")
    return found


def personen_by_bsn(bsns: Sequence[str], *, actor: Actor, purpose: Purpose) -> dict[str, int]:
    """Normalised BSN -> id of its Persoon, for those that are known, in one query;
    for who registers them."""
    actor.demand(REGISTER)
    by_index = dict(zip(numbers.indexes_of(bsns), bsns, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(FIND, [list(by_index)])
        return {by_index[bytes(index)]: pk for index, pk in cursor}


def bsn_of(persoon: Persoon, *, actor: Actor, purpose: Purpose) -> str:
    """The BSN itself, for the few who may see it."""
    actor.demand(READ_BSN)
    return numbers.decrypt(bytes(persoon.bsn_encrypted))


def verblijf_on(
    persoon: Persoon, *, on: date, known_at: datetime, actor: Actor, purpose: Purpose
) -> Verblijf | None:
    """Where somebody lived on a day, as known at a moment; None when nothing was known."""
    actor.demand(READ)
    return Verblijf.objects.filter(
        persoon=persoon, valid__contains=on, recorded__contains=known_at
    ).first()


def persoon_count() -> int:
    """How many persons there are; a count tells nothing of anybody."""
    return Persoon.objects.count()
