"""Which publication lies at an address, and what lies around it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from voetlicht.basis.kern.errors import NotFound
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.extern.publicaties import queries
from voetlicht.extern.publicaties.values import Bestand, Publicatie, Versie
from voetlicht.sites.publiek.addresses import Address


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest quarters with a computed edition, before and after; None when there is none."""

    previous: Kwartaal | None
    next: Kwartaal | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the page of an edition tells beside its own figures.

    ``computed`` is the newest computed edition, only for an edition that was read from a document;
    ``gelezen`` tells whether there is a document for this regio and quarter.
    """

    versions: tuple[Versie, ...]
    neighbours: Neighbours
    bestanden: tuple[Bestand, ...]
    gelezen: bool
    computed: Publicatie | None


def publicatie_at(address: Address) -> Publicatie:
    """The publication that the address asks for; NotFound explains why there is none."""
    if address.gelezen and address.regio is not None:
        return queries.gelezen(address.kwartaal, regio=address.regio)
    if address.versie is not None:
        return queries.version(address.kwartaal, address.versie)
    return queries.newest(address.kwartaal)


def surroundings_of(address: Address, publicatie: Publicatie) -> Surroundings:
    """All that the page of this publication needs, in a fixed number of queries."""
    documents = {(one.kwartaal, one.regio_code) for one in queries.all_gelezen()}
    return Surroundings(
        versions=queries.versions(address.kwartaal),
        neighbours=neighbours_of(address.kwartaal, queries.kwartalen()),
        bestanden=queries.bestanden(publicatie, regio=address.regio),
        gelezen=(address.kwartaal, address.regio) in documents,
        computed=_computed(address.kwartaal) if address.gelezen else None,
    )


def neighbours_of(kwartaal: Kwartaal, known: tuple[Kwartaal, ...]) -> Neighbours:
    """The quarters, of those known, to go to from this one, which itself need not exist."""
    return Neighbours(
        previous=max((other for other in known if other < kwartaal), default=None),
        next=min((other for other in known if other > kwartaal), default=None),
    )


def newest_quarter() -> Kwartaal:
    """The newest quarter with a computed edition; NotFound while the archive is empty."""
    known = queries.kwartalen()
    if not known:
        raise NotFound(_("Er is nog geen editie gepubliceerd. Kijk later nog eens."))
    return known[0]


def _computed(kwartaal: Kwartaal) -> Publicatie | None:
    try:
        return queries.newest(kwartaal)
    except NotFound:
        return None
