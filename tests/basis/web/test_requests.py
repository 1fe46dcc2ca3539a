"""What every request meets: declared methods, a transaction, headers, an id."""

import pytest
from django.db import InternalError, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from structlog.contextvars import get_contextvars

from voetlicht.basis.kern.actor import Actor, ActorKind, Purpose
from voetlicht.basis.web.access import Methods, access, http_methods
from voetlicht.basis.web.headers import HEADERS, SecurityHeaders
from voetlicht.basis.web.health import health
from voetlicht.basis.web.requests import RequestId
from voetlicht.intern.toegang.models import Organisatie


@access(purpose=Purpose.BEHEER)
@http_methods(write=("POST",))
def writing_view(request, code):
    Organisatie.objects.create(code=code, naam=code, soort="uwv")
    return HttpResponse(code)


def asking(method: str) -> HttpRequest:
    """A request of a medewerker whose role reads for beheer."""
    request = getattr(RequestFactory(), method)("/")
    request.actor = Actor(
        kind=ActorKind.MEDEWERKER, id="1f0c", purposes=frozenset({Purpose.BEHEER})
    )
    return request


def test_a_view_says_what_it_may_do():
    assert writing_view.methods == Methods(read=("GET", "HEAD"), write=("POST",))
    assert writing_view.purpose is Purpose.BEHEER
    assert writing_view.__name__ == "writing_view"


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_reading_request_cannot_write_whatever_the_view_does(method):
    request = asking(method)
    with pytest.raises(InternalError, match="read-only transaction"), transaction.atomic():
        writing_view(request, "uwv")
    assert not Organisatie.objects.exists()


@pytest.mark.django_db
def test_reading_does_not_make_what_follows_read_only():
    health(RequestFactory().get("/gezond"))
    writing_view(asking("post"), "uwv")
    assert Organisatie.objects.count() == 1


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_a_method_that_is_not_declared_is_refused_before_the_database(method):
    response = writing_view(asking(method), "uwv")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, POST"


@pytest.mark.django_db(transaction=True)
def test_a_request_that_fails_leaves_nothing_behind():
    @http_methods(write=("POST",))
    def failing(request):
        writing_view(request, "uwv")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing(asking("post"))
    assert not Organisatie.objects.exists()


@pytest.mark.django_db
def test_health_needs_the_database(client):
    assert client.get("/gezond").content == b"ok"
    assert client.post("/gezond").status_code == 405


@pytest.mark.django_db
def test_every_response_carries_the_headers_and_an_id(client):
    first, second = client.get("/gezond"), client.get("/gezond")
    for name, value in HEADERS.items():
        assert first[name] == value
    assert len(first["X-Request-Id"]) == 32
    assert first["X-Request-Id"] != second["X-Request-Id"]


def test_the_policy_admits_no_inline_code_and_no_other_site():
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert [word for word in ("unsafe", "http", "*", "nonce") if word in policy] == []


def test_a_view_may_be_stricter_than_the_rule():
    def strict(request):
        return HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    response = SecurityHeaders(strict)(RequestFactory().get("/"))
    assert response["Content-Security-Policy"] == "sandbox"
    assert response["X-Frame-Options"] == "DENY"


def test_the_id_is_in_the_log_lines_of_its_own_request_only():
    seen = {}

    def view(request):
        seen.update(get_contextvars())
        return HttpResponse()

    response = RequestId(view)(RequestFactory().get("/", headers={"x-request-id": "van buiten"}))
    assert seen["request_id"] == response["X-Request-Id"] != "van buiten"
    assert "request_id" not in get_contextvars()
