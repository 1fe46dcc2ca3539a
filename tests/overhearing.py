"""Hear what of a request is read: what nobody reads cannot change the answer."""

from collections.abc import Iterator
from typing import Any

from django.core.handlers.wsgi import WSGIRequest, get_bytes_from_wsgi
from django.http import HttpResponse, QueryDict
from django.http.request import HttpHeaders
from django.test.client import ClientHandler
from django.utils.functional import cached_property

EVERYTHING = "*"
"""In place of names: somebody read the whole, or only whether there is anything."""


class Listener(ClientHandler):
    """The handler of a test client; ``names_read``: of the parameters, fields and headers that
    were read for the last answer.
    """

    names_read: set[str]

    def get_response(self, request: WSGIRequest) -> HttpResponse:
        self.names_read = set()
        overheard = Overheard(request.environ, self.names_read)
        overheard._dont_enforce_csrf_checks = request._dont_enforce_csrf_checks
        return super().get_response(overheard)


class Overheard(WSGIRequest):
    """A request that notes in ``names_read`` what is asked of it."""

    def __init__(self, environ: dict[str, Any], names_read: set[str]) -> None:
        super().__init__(environ)
        self.names_read = names_read
        self.META = self.environ = Environment(environ)
        self.META.names_read = names_read
        self._query = get_bytes_from_wsgi(environ, "QUERY_STRING", "")

    @cached_property
    def GET(self) -> QueryDict:  # noqa: N802 - as Django has it
        return _heard(QueryDict(self._query, encoding=self.encoding), self.names_read)

    @cached_property
    def headers(self) -> HttpHeaders:
        headers = Headers(self.META)
        headers.names_read = self.names_read
        return headers

    def _load_post_and_files(self) -> None:
        super()._load_post_and_files()
        self._post = _heard(self._post, self.names_read)


class Values(QueryDict):
    """Parameters of an address, or fields of a form."""

    names_read: set[str] = set()  # of a copy: whoever made it read everything

    def __getitem__(self, name: str) -> Any:
        self.names_read.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.names_read.add(str(name))
        return super().__contains__(name)

    def getlist(self, name: str, default: Any = None) -> list[Any]:
        self.names_read.add(name)
        return super().getlist(name, default)

    def __iter__(self) -> Iterator[str]:
        self.names_read.add(EVERYTHING)
        return super().__iter__()

    def __len__(self) -> int:
        self.names_read.add(EVERYTHING)
        return super().__len__()

    def keys(self) -> Any:
        self.names_read.add(EVERYTHING)
        return super().keys()

    def lists(self) -> Any:
        self.names_read.add(EVERYTHING)
        return super().lists()


class Headers(HttpHeaders):
    """The headers of a request, by their own names."""

    names_read: set[str]

    def __getitem__(self, name: str) -> str:
        self.names_read.add(name.title())
        return super().__getitem__(name)

    def __iter__(self) -> Iterator[str]:
        self.names_read.add(EVERYTHING)
        return super().__iter__()


class Environment(dict[str, Any]):
    """What the server says of a request, in which parameters and headers stand too."""

    names_read: set[str]

    def __getitem__(self, name: str) -> Any:
        self._note(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self._note(name)
        return super().get(name, default)

    def _note(self, name: str) -> None:
        if name == "QUERY_STRING":
            self.names_read.add(EVERYTHING)
        elif name.startswith("HTTP_"):
            self.names_read.add(name.removeprefix("HTTP_").replace("_", "-").title())


def _heard(values: QueryDict, names_read: set[str]) -> QueryDict:
    heard = Values(mutable=True, encoding=values.encoding)
    for name, each in values.lists():
        heard.setlist(name, each)
    heard.names_read, heard._mutable = names_read, False
    return heard
