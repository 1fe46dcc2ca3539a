"""Whatever goes wrong, in either process, gives a page in Dutch that says what to do next.

These tests have no database: a page that asked for one would fail.
"""

from collections.abc import Iterator

import pytest
from django.core.checks.urls import check_custom_error_handlers
from django.http import HttpResponse
from django.test import Client

SIDES = ("intern", "extern")


@pytest.fixture(autouse=True)
def _no_database(django_db_blocker) -> Iterator[None]:
    with django_db_blocker.block():
        yield


@pytest.fixture(params=SIDES)
def side(request: pytest.FixtureRequest, settings) -> str:
    """The side whose URLs are answered."""
    settings.ROOT_URLCONF = f"voetlicht.config.urls_{request.param}"
    return request.param


@pytest.fixture
def client() -> Client:
    """A browser without the proof that a form is ours, which lives to see an error."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def bad_request(client: Client) -> HttpResponse:
    return client.get("/", headers={"host": "elders.example"})


def permission_denied(client: Client) -> HttpResponse:
    return client.post("/gezond")


def not_found(client: Client) -> HttpResponse:
    return client.get("/nergens")


def method_not_allowed(client: Client) -> HttpResponse:
    return client.options("/gezond")


def server_error(client: Client) -> HttpResponse:
    return client.get("/gezond")  # which needs the database that this test has not


@pytest.mark.usefixtures("side")
@pytest.mark.parametrize(
    ("ask", "status", "heading", "remedy"),
    [
        (bad_request, 400, "Onleesbare aanvraag", "Kijk of het adres goed is geschreven"),
        (permission_denied, 403, "Geen toegang", "ververs die en probeer het opnieuw"),
        (not_found, 404, "Niet gevonden", "Zo komt u verder"),
        (method_not_allowed, 405, "Dat kan hier niet", "Open de pagina opnieuw"),
        (server_error, 500, "Er ging iets mis", "Probeer het over een paar minuten opnieuw"),
    ],
)
def test_an_error_is_a_page_that_says_what_to_do_next(
    client: Client, ask, status: int, heading: str, remedy: str
) -> None:
    answer = ask(client)
    text = " ".join(answer.content.decode().split())
    assert answer.status_code == status
    assert '<html lang="nl"' in text
    assert f"<h1>{heading}</h1>" in text
    assert remedy in text
    assert 'href="/' in text.partition("<main")[2].partition("</main>")[0]
    assert "Voorbeeldcijfers: verzonnen personen." in text
    assert "script-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.usefixtures("side")
@pytest.mark.parametrize("ask", [bad_request, permission_denied, method_not_allowed, server_error])
def test_an_error_is_not_kept(client: Client, ask) -> None:
    assert ask(client)["Cache-Control"] == "no-store"


def test_an_error_looks_like_the_site_it_is_of(client: Client, side: str) -> None:
    sites = {"intern": "Voor medewerkers", "extern": "Transparantie van klantprofielen"}
    name = f'<span class="voetlicht-mark__site">{sites[side]}</span>'
    for ask in (bad_request, permission_denied, not_found, method_not_allowed, server_error):
        assert name in ask(client).content.decode()


@pytest.mark.usefixtures("side")
def test_a_refused_method_names_those_that_are_allowed(client: Client) -> None:
    assert method_not_allowed(client)["Allow"] == "GET, HEAD"


@pytest.mark.usefixtures("side")
def test_our_own_fault_has_the_number_of_the_request(client: Client) -> None:
    answer = server_error(client)
    assert f"met dit nummer: {answer['X-Request-Id']}." in answer.content.decode()


@pytest.mark.usefixtures("side")
def test_django_accepts_the_handlers() -> None:
    assert check_custom_error_handlers(None) == []
