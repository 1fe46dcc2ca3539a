"""All reads of the room; those on persons state who reads and what for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import NotFound
from voetlicht.basis.kern.two_times import Told
from voetlicht.basis.kern.velden import Getoond, strictest
from voetlicht.basis.web.fixed_query import NOBODY, FixedQuery
from voetlicht.basis.web.histories import told_row
from voetlicht.intern.personen.rules import Naam
from voetlicht.intern.sonar.models import Dienstverlening, EigenKlant, Inschrijving, Klant
from voetlicht.intern.sonar.rules import Bediening
from voetlicht.intern.sonar.velden import VELDEN
from voetlicht.intern.toegang.enums import Organisatiesoort
from voetlicht.intern.toegang.inzage.noting import note
from voetlicht.intern.toegang.models import Bereik

READ = "sonar.inzien"
# What the queries below show; the field register says of which class that is.
LIJST: Getoond = {
    "sonar.EigenKlant": (
        *("uuid", "persoon", "voornaam", "voorvoegsel", "achternaam", "geboortedatum"),
    )
}
INSCHRIJVINGEN: Getoond = {"sonar.Inschrijving": ("organisatie", "valid", "recorded")}
DIENSTEN: Getoond = {
    "sonar.Dienstverlening": ("organisatie", "geopend_op", "valid", "recorded"),
}
PAGE_SIZE = 25
"""Klanten on one page of a list; no screen shows more of them at once."""

LIST = """
SELECT uuid, persoon_id, voornaam, voorvoegsel, achternaam, geboortedatum, count(*) OVER ()
FROM {rows} ORDER BY zoeknaam, persoon_id LIMIT %s OFFSET %s
"""
OWN = EigenKlant._meta.db_table
FOUND = "sonar_zoek_in_bereik(%s::text[], %s::date, %s::bytea)"
"""What a list is of; both begin at the reach of who acts and belong to the owner."""


@dataclass(frozen=True, slots=True, repr=False)
class Zoekvraag:
    """What klanten are looked for by; all that is given must hold.

    ``words`` each begin a word of the name (``personen.rules.search_words``).
    """

    words: tuple[str, ...] = ()
    geboortedatum: date | None = None
    bsn_index: bytes | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Klantregel:
    """A klant on a list of one's own reach."""

    klant: UUID
    persoon_id: int
    naam: Naam
    geboortedatum: date | None


@dataclass(frozen=True, slots=True)
class Klantenlijst:
    """One page of a list, and how many there are on all pages."""

    klanten: tuple[Klantregel, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier within reach: under which uuid it is known, and whose it is."""

    klant: UUID
    persoon_id: int


@dataclass(frozen=True, slots=True)
class Dienst:
    """Who serves, of which soort, and since when."""

    organisatie_id: int
    organisatie: str
    soort: Organisatiesoort
    geopend_op: date

    @property
    def bediening(self) -> Bediening:
        """As far as it matters to who leads."""
        return Bediening(self.organisatie_id, self.soort, self.geopend_op)


def dossier(klant: UUID, *, actor: Actor, purpose: Purpose) -> Dossier:
    """The dossier with this uuid; NotFound when there is none, or none within reach."""
    actor.demand(READ)
    actor.demand_purpose(purpose)
    found = _DOSSIER.rows(klant)
    if not found:
        raise NotFound("Dit dossier is er niet.")
    return Dossier(klant, found[0][0])


def klanten(
    vraag: Zoekvraag, *, page: int, actor: Actor, purpose: Purpose, size: int = PAGE_SIZE
) -> Klantenlijst:
    """The klanten within reach that are looked for, by name. Shown, so noted, each of the page."""
    actor.demand(READ)
    about = (list(vraag.words), vraag.geboortedatum, vraag.bsn_index)
    return _listed(FOUND, about, page=page, size=min(size, PAGE_SIZE), actor=actor, purpose=purpose)


def own_klanten(*, page: int, actor: Actor, purpose: Purpose) -> Klantenlijst:
    """The klanten in the caseload of who acts today, by name. Shown, so noted."""
    actor.demand(READ)
    return _listed(OWN, (), page=page, size=PAGE_SIZE, actor=actor, purpose=purpose)


def _listed(
    rows: str,
    about: tuple[Any, ...],
    *,
    page: int,
    size: int,
    actor: Actor,
    purpose: Purpose,
) -> Klantenlijst:
    """One page and the total in one query; the first page instead of one past the end."""
    with connection.cursor() as cursor:
        cursor.execute(LIST.format(rows=rows), [*about, size, (page - 1) * size])
        shown = cursor.fetchall()
    if not shown and page > 1:
        return _listed(rows, about, page=1, size=size, actor=actor, purpose=purpose)
    klanten = tuple(
        Klantregel(uuid, persoon_id, Naam(voornaam, voorvoegsel, achternaam), geboortedatum)
        for uuid, persoon_id, voornaam, voorvoegsel, achternaam, geboortedatum, _ in shown
    )
    ids = [each.persoon_id for each in klanten]
    note(ids, actor=actor, purpose=purpose, veldklasse=strictest(VELDEN, LIJST))
    return Klantenlijst(klanten, shown[0][-1] if shown else 0, page)


def inschrijvingen_of(persoon_id: int, *, actor: Actor, purpose: Purpose) -> tuple[Told[str], ...]:
    """The organisatie of every inschrijving ever told of a persoon within reach. Noted."""
    actor.demand(READ)
    note([persoon_id], actor=actor, purpose=purpose, veldklasse=strictest(VELDEN, INSCHRIJVINGEN))
    return tuple(
        told_row(organisatie, valid, recorded)
        for organisatie, valid, recorded in _INSCHRIJVINGEN.rows(persoon_id)
    )


def diensten_of(persoon_id: int, *, actor: Actor, purpose: Purpose) -> tuple[Told[Dienst], ...]:
    """Every dienstverlening ever told of a persoon within reach, in both times. Noted."""
    actor.demand(READ)
    note([persoon_id], actor=actor, purpose=purpose, veldklasse=strictest(VELDEN, DIENSTEN))
    return tuple(
        told_row(Dienst(organisatie_id, naam, Organisatiesoort(soort), geopend_op), valid, recorded)
        for organisatie_id, naam, soort, geopend_op, valid, recorded in _DIENSTEN.rows(persoon_id)
    )


def klanten_of(persoon_ids: Collection[int], *, actor: Actor, purpose: Purpose) -> dict[int, UUID]:
    """Under which uuid the dossiers of those among these personen are known that are within reach.

    A uuid tells nothing of anybody, so nothing is noted.
    """
    actor.demand(READ)
    actor.demand_purpose(purpose)
    rows = Klant.objects.filter(
        persoon__in=persoon_ids, persoon_id__in=Bereik.objects.values("persoon")
    )
    return dict(rows.values_list("persoon_id", "uuid"))


def personen_of(klanten: Collection[UUID], *, actor: Actor, purpose: Purpose) -> dict[UUID, int]:
    """The other way round: whose dossiers these are, as far as they are within reach."""
    actor.demand(READ)
    actor.demand_purpose(purpose)
    rows = Klant.objects.filter(uuid__in=klanten, persoon__in=Bereik.objects.values("persoon"))
    return dict(rows.values_list("uuid", "persoon_id"))


_DOSSIER = FixedQuery(
    lambda klant: Klant.objects.filter(
        uuid=klant, persoon__in=Bereik.objects.values("persoon")
    ).values_list("persoon_id"),
    UUID(int=0),
)
_INSCHRIJVINGEN = FixedQuery(
    lambda persoon: (
        Inschrijving.objects.filter(persoon=persoon, persoon__in=Bereik.objects.values("persoon"))
        .order_by("id")
        .values_list("organisatie__naam", "valid", "recorded")
    ),
    NOBODY,
)
_DIENSTEN = FixedQuery(
    lambda persoon: (
        Dienstverlening.objects.filter(
            persoon=persoon, persoon__in=Bereik.objects.values("persoon")
        )
        .order_by("id")
        .values_list(
            *("organisatie_id", "organisatie__naam", "organisatie__soort", "geopend_op"),
            *("valid", "recorded"),
        )
    ),
    NOBODY,
)
