"""Somebody who tries every address of the intern site, follows what pages offer, and remembers all.

Addresses come from the URLconf, so that a new page is tried without being named. Forms are filled
with whatever the caller wants to be typed. What a POST changes is undone after its answer, so that
one page does not close another. Parameters, fields and headers are added only where the answer
without them came from reading them (``overhearing``): elsewhere it would be the same again.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, resolve
from lxml import html as parser

from overhearing import EVERYTHING, Listener

SLOT = re.compile(r"<(?:(?P<kind>\w+):)?\w+>")
REGEX_GROUP = re.compile(r"\(\?P<\w+>[^()]*\)")
SIZES = {
    **dict.fromkeys(("per_page", "page_size", "limit", "aantal", "per_pagina", "n"), "100000"),
    "format": "csv",
    "export": "1",
    "offset": "0",
}
MANIPULATIONS: tuple[Mapping[str, str], ...] = (
    {**SIZES, "page": "1", "pagina": "1"},
    {**SIZES, "page": "2", "pagina": "2"},
    {"page": "-1", "pagina": "-1"},
    {"page": "999999", "pagina": "999999"},
    {"page": "alle", "pagina": "alle", "format": "json"},
)
WITH_HEADERS = {
    "Hx-Request": {"HTTP_HX_REQUEST": "true"},
    "Accept": {"HTTP_ACCEPT": "application/json, text/csv;q=0.9"},
}
"""A header -> how it is sent: for a part of the page, and for other formats."""
SESSIONS = "spoor"
ALIKE = 8
"""As many addresses of one view are tried: a hundred dossiers answer as the first few do."""
MANIPULATED = 3
"""With as many of those, parameters are tried."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request, as a server would log it, and its answer."""

    method: str
    url: str
    referer: str
    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes

    @property
    def view(self) -> str:
        """The name of the view that answered, in its namespaces; empty when there is none."""
        return view_of(self.url)

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")

    @property
    def media_type(self) -> str:
        return dict(self.headers).get("Content-Type", "").partition(";")[0]


@dataclass(frozen=True, slots=True)
class Form:
    """A form as a page offers it, filled in."""

    method: str
    url: str
    values: Mapping[str, str | list[str]] = field(hash=False)
    page: str


@dataclass(slots=True)
class Crawler:
    """One visitor. ``client`` is signed in; ``slots``: converter of a URL -> what to try there.

    ``typed``: part of a field's name -> what is typed in it. ``after_post`` is called before what
    a POST wrote is undone.
    """

    client: Client
    slots: Mapping[str, Sequence[str]]
    typed: Mapping[str, str]
    after_post: Callable[[], None] = lambda: None
    exchanges: list[Exchange] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _tried: Counter[str] = field(default_factory=Counter)
    _sent: set[tuple[str, str, tuple[str, ...]]] = field(default_factory=set)
    _manipulated: set[str] = field(default_factory=set)
    _read: dict[str, set[str]] = field(default_factory=dict)
    _listener: Listener = field(init=False)

    def __post_init__(self) -> None:
        self._listener = Listener(enforce_csrf_checks=False)
        self.client.handler = self._listener

    def crawl(self) -> list[Exchange]:
        """Every address, what its pages link to, and every form on them."""
        waiting = [(url, "") for url in addresses(self.slots)]
        while waiting:
            url, referer = waiting.pop()
            view = view_of(url)
            if url in self._seen or not _is_ours(url) or self._tried[view] == ALIKE:
                continue
            self._seen.add(url)
            self._tried[view] += bool(view)
            answer = self.get(url, referer=referer)
            self._read[url] = self._listener.names_read
            if answer.status_code == 200 and _is_page(answer):
                if self._tried[view] <= MANIPULATED:
                    self._manipulate(url)
                waiting += [(link, url) for link in links(answer.content, url)]
                self._submit_all(answer, url)
        return self.exchanges

    def get(self, url: str, *, referer: str = "", **headers: str) -> HttpResponse:
        answer = self.client.get(url, **headers)
        self._remember("GET", url, referer, answer)
        return answer

    def _manipulate(self, url: str) -> None:
        """The same page with parameters that it listens to, and as other formats."""
        path = urlsplit(url).path

        def ask(parameters: Mapping[str, str]) -> set[str]:
            asked = "&".join(f"{name}={value}" for name, value in parameters.items())
            if f"{path}?{asked}" in self._manipulated:
                return set()
            self._manipulated.add(f"{path}?{asked}")
            self.get(f"{path}?{asked}", referer=url)
            return self._listener.names_read

        ask_all(MANIPULATIONS, self._read.get(path, {EVERYTHING}), ask)
        for name, header in WITH_HEADERS.items():
            if self._read[url] & {name, EVERYTHING}:
                self.get(url, **header)

    def _submit_all(self, answer: HttpResponse, url: str) -> None:
        for form in forms(answer.content, url, self.typed):
            if self._is_new(form):
                self._submit(form)

    def _is_new(self, form: Form) -> bool:
        """Whether no form with these fields was sent there yet; from now on it was."""
        key = (form.method, form.url, tuple(sorted(form.values)))
        known = key in self._sent or not _is_ours(form.url)
        self._sent.add(key)
        return not known

    def _submit(self, form: Form) -> None:
        if form.method == "GET":
            filled = "&".join(f"{name}={value}" for name, value in form.values.items())
            self.get(f"{urlsplit(form.url).path}?{filled}", referer=form.page)
            return
        read = self._post_and_undo(form, form.values)

        def ask(extra: Mapping[str, str]) -> set[str]:
            return self._post_and_undo(form, {**form.values, **extra})

        ask_all(MANIPULATIONS[:2], read, ask)

    def _post_and_undo(self, form: Form, values: Mapping[str, str | list[str]]) -> set[str]:
        """What was read of the fields; what they changed is as it was."""
        cookies = self.client.cookies.copy()
        with transaction.atomic(), transaction.atomic(using=SESSIONS):
            read = self._post(form, values)
            self.after_post()
            transaction.set_rollback(True)
            transaction.set_rollback(True, using=SESSIONS)
        self.client.cookies = cookies
        return read

    def _post(self, form: Form, values: Mapping[str, str | list[str]]) -> set[str]:
        session = self._session()
        answer = self.client.post(form.url, values)
        read = self._listener.names_read
        self._remember("POST", form.url, form.page, answer)
        for _ in range(3):
            if answer.status_code not in (301, 302, 303):
                break
            onward = urljoin(form.url, answer["Location"])
            if not _is_ours(onward):
                break
            answer = self.get(onward, referer=form.page)
        if answer.status_code == 200 and _is_page(answer) and self._session() == session:
            self._confirm(answer, form)  # whoever signed in as somebody else may see other things
        return read

    def _session(self) -> str:
        held = self.client.cookies.get(settings.SESSION_COOKIE_NAME)
        return held.value if held else ""

    def _confirm(self, answer: HttpResponse, first: Form) -> None:
        """The forms that only this answer offers: a confirmation, a next page of what was found."""
        for form in forms(answer.content, first.url, self.typed):
            if form.method == "POST" and self._is_new(form):
                onward = self.client.post(form.url, form.values)
                self._remember("POST", form.url, first.url, onward)

    def _remember(self, method: str, url: str, referer: str, answer: HttpResponse) -> None:
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        self.exchanges.append(
            Exchange(
                method, url, referer, answer.status_code, tuple(answer.headers.items()), content
            )
        )


def ask_all(
    manipulations: Sequence[Mapping[str, str]],
    read: set[str],
    ask: Callable[[Mapping[str, str]], set[str]],
) -> None:
    """``ask`` with each that tells; what an answer read besides may make others tell too."""
    known, asked = set(read), []
    while waiting := [one for one in telling(manipulations, known) if one not in asked]:
        asked.append(waiting[0])
        known |= ask(waiting[0])


def telling(manipulations: Sequence[Mapping[str, str]], read: set[str]) -> list[Mapping[str, str]]:
    """Those that differ from asking without them, and from each other, in what was read."""
    told: dict[tuple[tuple[str, str], ...], Mapping[str, str]] = {}
    for parameters in manipulations:
        heard = tuple(
            (name, value)
            for name, value in parameters.items()
            if EVERYTHING in read or name in read
        )
        told.setdefault(heard, parameters)
    told.pop((), None)
    return list(told.values())


def view_of(url: str) -> str:
    """The name of the view at an address, in its namespaces; empty when there is none."""
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return ""


def addresses(slots: Mapping[str, Sequence[str]]) -> list[str]:
    """Every address of the intern site, with each of ``slots`` filled in where it fits."""
    urlconf = settings.ROOT_URLCONF
    module = import_module(urlconf) if isinstance(urlconf, str) else urlconf
    return sorted(set(_addresses("/", module.urlpatterns, slots)))


def _addresses(
    prefix: str, entries: Sequence[URLPattern | URLResolver], slots: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    for entry in entries:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _addresses(route, entry.url_patterns, slots)
        else:
            yield from _filled(route, slots)


def _filled(route: str, slots: Mapping[str, Sequence[str]]) -> Iterator[str]:
    plain = REGEX_GROUP.sub("<str:x>", route).replace("^", "").replace("$", "").replace("\\Z", "")
    kinds = [found["kind"] or "str" for found in SLOT.finditer(plain)]
    if not kinds:
        yield plain
        return
    for number in range(max(len(slots[kind]) for kind in kinds)):
        yield SLOT.sub(lambda found, at=number: _of(slots[found["kind"] or "str"], at), plain)


def _of(values: Sequence[str], number: int) -> str:
    return values[number % len(values)]


def links(content: bytes, page: str) -> list[str]:
    """Where a page leads to by a link, or by an attribute for HTMX."""
    tree = parser.fromstring(content)
    found = [*tree.xpath("//a/@href"), *tree.xpath("//@hx-get")]
    return [urljoin(page, str(link)).partition("#")[0] for link in found]


def forms(content: bytes, page: str, typed: Mapping[str, str]) -> list[Form]:
    """The forms of a page, filled in; a form in pieces for HTMX counts too."""
    tree = parser.fromstring(content)
    return [
        Form(
            method=(form.get("method") or "get").upper(),
            url=urljoin(page, form.get("action") or form.get("hx-post") or page),
            values=_values(form, typed),
            page=page,
        )
        for form in tree.xpath("//form")
    ]


def _values(form: parser.HtmlElement, typed: Mapping[str, str]) -> dict[str, str | list[str]]:
    values: dict[str, str | list[str]] = {}
    for element in form.xpath(".//input | .//select | .//textarea | .//button"):
        name, value = element.get("name"), _value(element, typed)
        if not name or value is None or (name in values and element.get("type") != "checkbox"):
            continue
        if element.get("type") == "checkbox" and name in values:
            before = values[name]
            values[name] = [*(before if isinstance(before, list) else [before]), value]
        else:
            values[name] = value
    return values


def _value(element: parser.HtmlElement, typed: Mapping[str, str]) -> str | None:
    kind = element.get("type") or element.tag
    if kind in ("hidden", "submit", "button", "checkbox", "radio"):
        return element.get("value") or ("on" if kind == "checkbox" else "")
    if kind == "select":
        options = [str(one) for one in element.xpath(".//option/@value") if one]
        return next(iter(options), "")
    if kind == "date":
        return "2026-01-31"
    name = element.get("name") or ""
    return next((words for part, words in typed.items() if part in name), typed[""])


def _is_page(answer: HttpResponse) -> bool:
    return answer["Content-Type"].startswith("text/html") and bool(answer.content.strip())


def _is_ours(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.netloc and not parts.path.startswith(settings.STATIC_URL)
