"""All reads of the room; each states who reads and what for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import NotFound
from voetlicht.basis.kern.two_times import Told
from voetlicht.basis.kern.velden import Getoond, strictest
from voetlicht.basis.web.fixed_query import NOBODY, FixedQuery
from voetlicht.basis.web.histories import told_row
from voetlicht.intern.personen import bsn as numbers
from voetlicht.intern.personen.models import Persoon, Verblijf
from voetlicht.intern.personen.rules import Naam, Postadres
from voetlicht.intern.personen.velden import VELDEN
from voetlicht.intern.toegang.inzage.noting import note
from voetlicht.intern.toegang.models import Bereik

REGISTER = "personen.registreren"
READ = "personen.inzien"
READ_BSN = "personen.bsn_inzien"

# What the queries below show; the field register says of which class that is.
NAMEN: Getoond = {"personen.Persoon": ("voornaam", "voorvoegsel", "achternaam")}
GEGEVENS: Getoond = {
    "personen.Persoon": (*NAMEN["personen.Persoon"], "geboortedatum", "overlijdensdatum"),
    "personen.Adres": ("straatnaam", "huisnummer", "toevoeging", "postcode", "woonplaats"),
}
VERBLIJVEN: Getoond = {"personen.Verblijf": ("gemeente_code", "valid", "recorded")}
BSN: Getoond = {"personen.Persoon": ("bsn_encrypted",)}

# An array instead of a list of parameters: deliveries look up thousands of persons at once.
FIND = "SELECT bsn_index, id FROM personen_persoon WHERE bsn_index = ANY(%s)"


def personen_by_bsn(bsns: Sequence[str], *, actor: Actor, purpose: Purpose) -> dict[str, int]:
    """Normalised BSN -> id of its Persoon, for those that are known, in one query;
    for who registers them."""
    actor.demand(REGISTER)
    by_index = dict(zip(numbers.indexes_of(bsns), bsns, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(FIND, [list(by_index)])
        return {by_index[bytes(index)]: pk for index, pk in cursor}


@dataclass(frozen=True, slots=True, repr=False)
class Persoonsgegevens:
    """Who somebody is, as far as is known now."""

    naam: Naam
    geboortedatum: date | None
    overlijdensdatum: date | None
    adres: Postadres | None


def gegevens_of(persoon_id: int, *, actor: Actor, purpose: Purpose) -> Persoonsgegevens:
    """Who a persoon within reach is; NotFound for anybody else. Shown, so noted."""
    actor.demand(READ)
    found = _GEGEVENS.rows(persoon_id)
    if not found:
        raise NotFound("Deze persoon is er niet.")
    note([persoon_id], actor=actor, purpose=purpose, veldklasse=strictest(VELDEN, GEGEVENS))
    voornaam, voorvoegsel, achternaam, geboren, overleden, *adres = found[0]
    naam = Naam(voornaam, voorvoegsel, achternaam)
    return Persoonsgegevens(naam, geboren, overleden, _postadres(*adres))


def namen_of(persoon_ids: Collection[int], *, actor: Actor, purpose: Purpose) -> dict[int, Naam]:
    """The names of those among these personen that are within reach. Shown, so noted."""
    actor.demand(READ)
    found = {each.pk: naam_of(each) for each in _within_reach().filter(pk__in=persoon_ids)}
    note(found, actor=actor, purpose=purpose, veldklasse=strictest(VELDEN, NAMEN))
    return found


def verblijven_of(persoon_id: int, *, actor: Actor, purpose: Purpose) -> tuple[Told[str], ...]:
    """Every gemeente (code) that was ever told of a persoon within reach, in both times."""
    actor.demand(READ)
    note([persoon_id], actor=actor, purpose=purpose, veldklasse=strictest(VELDEN, VERBLIJVEN))
    return tuple(
        told_row(gemeente_code, valid, recorded)
        for gemeente_code, valid, recorded in _VERBLIJVEN.rows(persoon_id)
    )


def bsn_within_reach(persoon_id: int, *, actor: Actor, purpose: Purpose) -> str:
    """The BSN of a persoon within reach, which one asks for; NotFound for anybody else."""
    actor.demand(READ_BSN)
    found = _within_reach().filter(pk=persoon_id).first()
    if found is None:
        raise NotFound("Deze persoon is er niet.")
    note([persoon_id], actor=actor, purpose=purpose, veldklasse=strictest(VELDEN, BSN))
    return numbers.decrypt(bytes(found.bsn_encrypted))


def may_ask_bsn(actor: Actor) -> bool:
    """Whether a role sees a BSN at all."""
    return actor.may(READ_BSN) and actor.sees(strictest(VELDEN, BSN))


def naam_of(persoon: Persoon) -> Naam:
    """How a persoon that was read is called."""
    return Naam(persoon.voornaam, persoon.voorvoegsel, persoon.achternaam)


def _within_reach() -> QuerySet[Persoon]:
    return Persoon.objects.filter(pk__in=Bereik.objects.values("persoon"))


def _postadres(
    straatnaam: str | None, huisnummer: int, toevoeging: str, postcode: str, woonplaats: str
) -> Postadres | None:
    if straatnaam is None:  # no address: a join that found nothing
        return None
    return Postadres(straatnaam, huisnummer, toevoeging, postcode, woonplaats)


_GEGEVENS = FixedQuery(
    lambda persoon: (
        _within_reach()
        .filter(pk=persoon)
        .values_list(
            *GEGEVENS["personen.Persoon"],
            *(f"adres__{column}" for column in GEGEVENS["personen.Adres"]),
        )
    ),
    NOBODY,
)
_VERBLIJVEN = FixedQuery(
    lambda persoon: (
        Verblijf.objects.filter(persoon=persoon, persoon__in=Bereik.objects.values("persoon"))
        .order_by("id")
        .values_list(*VERBLIJVEN["personen.Verblijf"])
    ),
    NOBODY,
)


def persoon_count() -> int:
    """How many persons there are; a count tells nothing of anybody."""
    return Persoon.objects.count()
