"""P4 No mass export: no answer identifies more than one klant, save work lists of one's own reach.

Every role tries every address, with whatever a page offers and with parameters that it does not,
while she serves more klanten than any page may show. What she gets is counted in persons.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from crawler import SESSIONS, Crawler, Exchange
from medewerkers import actor, in_role, medewerker, organisatie, sign_in, team, toewijzing
from population import Known, Population, populate
from voetlicht.config import urls_intern
from voetlicht.intern.personen.actions import ask_noodtoegang
from voetlicht.intern.personen.models import Persoon
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling, Bereik
from voetlicht.intern.toegang.transaction import acting

WORK_LISTS = {
    "medewerker:start": "her caseload, on the home page",
    "medewerker:search": "what a search among the klanten within her reach finds",
    "medewerker:palette": "the first of those, to go to by keyboard",
    "team:klanten": "the klanten of the team that she leads",
    "team:assign": "those of them whom she is about to assign",
}
"""Views that may show several klanten: those of her own reach, a page at a time."""

PAGE = 100
"""Persons on one page of a work list, at most, whatever its parameters say."""

SIZE = 110
CAN_SEE = {
    Rol.ADVISEUR_WERK: {"medewerker:start": 11, "medewerker:dossier": 1},
    Rol.TEAMLEIDER: {"team:klanten": 11},
}
"""The attack can find something: so many persons, at least, it must have seen on one page."""
FORMATS = {"text/html", "text/plain", "application/json"}
HEALTH = "health"


@pytest.fixture(scope="module")
def everybody(django_db_setup, django_db_blocker) -> Iterator[Population]:
    """Made once, and never committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield populate(SIZE)
        transaction.set_rollback(True)


@pytest.fixture
def population(everybody: Population) -> Iterator[Population]:
    """All of them; what a test adds is undone."""
    with transaction.atomic(), transaction.atomic(using=SESSIONS):
        yield everybody
        transaction.set_rollback(True)
        transaction.set_rollback(True, using=SESSIONS)


def strongest(rol: Rol, population: Population, *, unreached: int = 5) -> Aanstelling:
    """A medewerker who serves all but a few: in her caseload, through her team, or both."""
    of = organisatie("GM0599")
    her = medewerker(rol, of, team(of))
    colleague = medewerker(Rol.KLANTMANAGER, of, her.team)
    emergency(colleague, population.people[0])
    if may(her, "toegang.noodtoegang_vragen"):
        emergency(her, population.people[1])
    for number, known in enumerate(population.people[unreached:]):
        toewijzing(known.klant, her)
        if number % 2:
            toewijzing(known.klant, her.team)
    return her


def may(who: Aanstelling, right: str) -> bool:
    return actor(who).may(right)


def emergency(who: Aanstelling, known: Known) -> None:
    """She asked for the dossier of somebody who is not hers, just now."""
    with acting(actor(who)):
        ask_noodtoegang(
            by=actor(who),
            bsn=known.bsn,
            geboortedatum=known.geboortedatum,
            reden="Er is brand en niemand anders is er",
        )


def crawled(her: Aanstelling, population: Population) -> list[Exchange]:
    first, last = population.people[0], population.people[-1]
    uuids = [
        str(uuid)
        for known in (first, last)
        for uuid in (known.klant.uuid, known.klant.persoon.uuid)
    ] + [str(her.uuid), str(her.account.uuid), str(her.team.uuid)]
    return Crawler(
        client=sign_in(Client(raise_request_exception=False), her),
        slots={"uuid": uuids, "int": ["1"], "str": ["zoek"], "slug": ["zoek"], "path": ["zoek"]},
        typed={
            "bsn": last.bsn,
            "geboortedatum": last.geboortedatum.isoformat(),
            "password": "onbekend",
            "email": her.account.email,
            "": "Zwaluw",
        },
    ).crawl()


def breaches(exchanges: list[Exchange], population: Population, reach: set[int]) -> Iterator[str]:
    """What in these answers hands out more than promised."""
    for one in exchanges:
        named = population.named_in(one.text)
        if one.view in WORK_LISTS:
            if named - reach:
                yield f"{one.view} {one.url}: {len(named - reach)} buiten bereik"
            if len(named) > PAGE:
                yield f"{one.view} {one.url}: {len(named)} op één pagina"
        elif len(named) > 1:
            yield f"{one.view} {one.url}: {len(named)} personen"
        if one.media_type not in FORMATS and one.content:
            yield f"{one.view} {one.url}: is een bestand ({one.media_type})"
        if any(name == "Content-Disposition" for name, _ in one.headers):
            yield f"{one.view} {one.url}: is te downloaden"


def reach_of(her: Aanstelling, population: Population) -> set[int]:
    """As the database says it, which its own attacks hold to the rule."""
    with acting(actor(her)):
        return set(Bereik.objects.values_list("persoon_id", flat=True))


@pytest.mark.parametrize("rol", Rol)
def test_no_answer_hands_out_more_than_one_klant_or_a_page_of_ones_own(
    rol: Rol, population: Population
) -> None:
    her = strongest(rol, population)
    exchanges = crawled(her, population)
    assert list(breaches(exchanges, population, reach_of(her, population))) == []
    failed = [f"{one.method} {one.url}" for one in exchanges if one.status == 500]
    assert failed == []
    assert [one for one in exchanges if one.status == 200 and one.view != HEALTH]
    for view, least in CAN_SEE.get(rol, {}).items():
        seen = [len(population.named_in(one.text)) for one in exchanges if one.view == view]
        assert max(seen) >= least, f"{view} is niet bereikt"


def leaky(request: HttpRequest) -> HttpResponse:
    """A page that forgot to whom it answers."""
    with in_role("verwerking"):
        names = list(Persoon.objects.values_list("achternaam", flat=True).order_by("id")[:2])
    return HttpResponse("<p>" + ", ".join(names) + "</p>")


def leaky_file(request: HttpRequest) -> HttpResponse:
    """One klant of her own, but to take home."""
    own = Persoon.objects.filter(pk__in=Bereik.objects.values("persoon")).first()
    return HttpResponse(
        f"naam\n{own.achternaam if own else ''}\n",
        content_type="text/csv",
        headers={"Content-Disposition": "attachment"},
    )


def unbounded(request: HttpRequest) -> HttpResponse:
    """A work list that takes the size of its page from whoever asks."""
    size = int(request.GET.get("per_page", "25"))
    with in_role("verwerking"):
        names = list(Persoon.objects.values_list("achternaam", flat=True).order_by("-id")[:size])
    return HttpResponse("<p>" + ", ".join(names) + "</p>")


@pytest.mark.parametrize(
    ("view", "name", "told"),
    [
        pytest.param(leaky, "lek", "2 personen", id="two persons"),
        pytest.param(leaky_file, "lek", "te downloaden", id="a file"),
        pytest.param(unbounded, "search", "op één pagina", id="an unbounded page"),
        pytest.param(leaky, "search", "buiten bereik", id="a list of others"),
    ],
)
def test_a_page_that_hands_out_too_much_is_noticed(
    view, name, told, population: Population, settings
) -> None:
    class Urls:
        urlpatterns = [
            path("lek/", include(([path("", view, name=name)], "medewerker"))),
        ]
        handler400 = urls_intern.handler400
        handler404 = urls_intern.handler404
        handler500 = urls_intern.handler500

    settings.ROOT_URLCONF = Urls
    her = strongest(Rol.ADVISEUR_WERK, population)
    found = list(breaches(crawled(her, population), population, reach_of(her, population)))
    assert [breach for breach in found if told in breach]
