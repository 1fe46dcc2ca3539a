"""The crawler tries what a page may listen to: whichever way it listens, and nothing besides."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import Client
from django.urls import path

from crawler import MANIPULATIONS, Crawler, Exchange
from voetlicht.config import urls_intern

pytestmark = pytest.mark.django_db(databases=["default", "spoor"])

FORM = '<form method="post"><input name="naam"></form>'
PARAMETERS = {
    "one by name": lambda request: request.GET.get("pagina", ""),
    "all of one name": lambda request: request.GET.getlist("pagina"),
    "whether one is there": lambda request: "pagina" in request.GET,
    "whether there are any": lambda request: bool(request.GET),
    "each": lambda request: [*request.GET],
    "their names": lambda request: request.GET.keys(),
    "their values": lambda request: [*request.GET.values()],
    "pairs": lambda request: [*request.GET.items()],
    "a dict": lambda request: dict(request.GET),
    "a copy": lambda request: request.GET.copy(),
    "written out again": lambda request: request.GET.urlencode(),
    "the address": lambda request: request.get_full_path(),
    "the whole address": lambda request: request.build_absolute_uri(),
    "as the server says it": lambda request: request.META["QUERY_STRING"],
    "whether the server names any": lambda request: "QUERY_STRING" in request.META,
    "spread out": lambda request: {**request.META},
    "as a text": lambda request: str(request.GET),
    "whether they are others": lambda request: QueryDict("") == request.GET,
    "from the end": lambda request: [*reversed(request.GET)],
    "together with others": lambda request: request.GET | {"naam": ""},
    "by another name": lambda request: request.environ.get("QUERY_STRING"),
}
HEADERS = {
    "a part": lambda request: request.headers.get("HX-Request"),
    "a part, in lower case": lambda request: request.headers["hx-request"],
    "a part, of the server": lambda request: request.META.get("HTTP_HX_REQUEST"),
    "a part, of the library": lambda request: bool(request.htmx),
    "a format": lambda request: request.accepted_types,
    "a format, of the server": lambda request: request.META.get("HTTP_ACCEPT", ""),
    "whether a part": lambda request: "HTTP_HX_REQUEST" in request.META,
    "all headers": lambda request: dict(request.headers),
}
FIELDS = {
    "one by name": lambda request: request.POST.get("pagina", ""),
    "all of them": lambda request: [*request.POST.items()],
    "what was sent": lambda request: request.body,
    "what comes in": lambda request: request.read(),
}


def crawled(answer: Callable[[HttpRequest], object], settings) -> list[Exchange]:
    """All that is tried of one page with one form, whose text is what ``answer`` says."""

    def view(request: HttpRequest) -> HttpResponse:
        try:
            return HttpResponse(f"<p>{answer(request)}</p>{FORM}")
        except LookupError:
            return HttpResponse(FORM)

    class Urls:
        urlpatterns = [path("luistert", view, name="luistert")]
        handler500 = urls_intern.handler500

    settings.ROOT_URLCONF = Urls
    settings.MIDDLEWARE = ["django_htmx.middleware.HtmxMiddleware"]  # ours reads for every page
    return Crawler(client=Client(), slots={}, typed={"": "Zwaluw"}).crawl()


def nested(request: HttpRequest) -> str:
    """A page that looks at the second parameter where the first asks for it."""
    asked = request.GET if request.method == "GET" else request.POST
    return asked.get("pagina", "") if asked.get("export") else "1"


def gets(exchanges: list[Exchange]) -> list[Exchange]:
    return [one for one in exchanges if one.method == "GET"]


def test_a_page_that_listens_to_nothing_is_visited_once(settings):
    exchanges = crawled(lambda request: "", settings)
    assert [one.method for one in exchanges] == ["GET", "POST"]


@pytest.mark.parametrize("listening", PARAMETERS.values(), ids=PARAMETERS)
def test_parameters_are_tried_where_a_page_listens(listening, settings):
    tried = {one.url for one in gets(crawled(listening, settings))}
    assert len(tried) == 1 + len(MANIPULATIONS)


def test_what_a_page_reads_because_of_a_parameter_is_tried_too(settings):
    exchanges = crawled(nested, settings)
    for method in ("GET", "POST"):
        answers = {one.content for one in exchanges if one.method == method}
        assert any(b"<p>2</p>" in answer for answer in answers), method


def test_parameters_that_a_page_takes_for_the_same_are_tried_once(settings):
    found = gets(crawled(lambda request: request.GET.get("per_page"), settings))
    assert [one.url.partition("?")[2][:15] for one in found] == ["", "per_page=100000"]


@pytest.mark.parametrize("listening", HEADERS.values(), ids=HEADERS)
def test_formats_are_tried_where_a_page_listens(listening, settings):
    found = gets(crawled(listening, settings))
    assert len(found) == (8 if listening is HEADERS["all headers"] else 2)
    assert len({one.content for one in found}) > 1


@pytest.mark.parametrize("listening", FIELDS.values(), ids=FIELDS)
def test_fields_are_added_where_a_form_listens(listening, settings):
    posts = [one for one in crawled(listening, settings) if one.method == "POST"]
    assert (len(posts), len({one.content for one in posts})) == (3, 3)
