"""Hear what of a request is read: what nobody reads cannot change the answer.

One way stays unheard: what C reads of an empty mapping without asking it (``json.dumps``).
"""

from collections.abc import Callable, Iterable
from functools import wraps
from inspect import getattr_static
from types import FunctionType, MethodDescriptorType, WrapperDescriptorType
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

    _loading = False

    def __init__(self, environ: dict[str, Any], names_read: set[str]) -> None:
        super().__init__(environ)
        self.names_read, self._sent = names_read, environ
        self.META = self.environ = Environment(environ)
        self.META.names_read = names_read
        self._query = get_bytes_from_wsgi(environ, "QUERY_STRING", "")

    @cached_property
    def GET(self) -> QueryDict:  # noqa: N802 - as Django has it
        return _heard(QueryDict(self._query, encoding=self.encoding), self.names_read)

    @cached_property
    def headers(self) -> HttpHeaders:
        headers = Headers(self._sent)
        headers.names_read = self.names_read
        return headers

    @property
    def body(self) -> bytes:
        self._note_body()
        return super().body

    def read(self, *size: int) -> bytes:
        self._note_body()
        return super().read(*size)

    def readline(self, *size: int) -> bytes:
        self._note_body()
        return super().readline(*size)

    def _note_body(self) -> None:
        if not self._loading:  # Django itself reads it to make fields of it
            self.names_read.add(EVERYTHING)

    def _load_post_and_files(self) -> None:
        self._loading = True
        try:
            super()._load_post_and_files()
        finally:
            self._loading = False
        self._post = _heard(self._post, self.names_read)


def _whole(kind: type, *, but: Iterable[str]) -> Callable[[type], type]:
    """Make every method of ``kind`` note that all was read, but those that the class has itself,
    those that write, and those named: what they call notes a name."""
    quiet = {"__new__", "__init__", "__class__", "__getattribute__", "__setattr__", "__delattr__"}
    quiet |= {"__init_subclass__", "__subclasshook__", "__class_getitem__", "__dir__", "__hash__"}
    quiet |= {"__setitem__", "__delitem__", "__getstate__", "__reduce__", "__reduce_ex__", *but}

    def noting(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def read_all(self: Any, *args: Any, **kwargs: Any) -> Any:
            self.names_read.add(EVERYTHING)
            return method(self, *args, **kwargs)

        return read_all

    def decorate(listening: type) -> type:
        for name in {*dir(kind)} - quiet - vars(listening).keys():
            method = getattr_static(kind, name)
            if isinstance(method, FunctionType | MethodDescriptorType | WrapperDescriptorType):
                setattr(listening, name, noting(method))
        return listening

    return decorate


@_whole(QueryDict, but=("get", "setlist", "appendlist", "_assert_mutable", "encoding"))
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
        return super(QueryDict, self)._getlist(name, default, force_list=True)


@_whole(HttpHeaders, but=("get", "__contains__", "to_wsgi_name", "to_asgi_name"))
class Headers(HttpHeaders):
    """The headers of a request, by their own names."""

    names_read: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.names_read.add(name.replace("_", "-").title())
        return super().__getitem__(name)


@_whole(dict, but=())
class Environment(dict[str, Any]):
    """What the server says of a request, in which parameters and headers stand too."""

    names_read: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self._note(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._note(str(name))
        return super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self._note(name)
        return super().get(name, default)

    def _note(self, name: str) -> None:
        if name in ("QUERY_STRING", "wsgi.input"):
            self.names_read.add(EVERYTHING)
        elif name.startswith("HTTP_"):
            self.names_read.add(name.removeprefix("HTTP_").replace("_", "-").title())


def _heard(values: QueryDict, names_read: set[str]) -> QueryDict:
    heard = Values(mutable=True, encoding=values.encoding)
    for name, each in values.lists():
        heard.setlist(name, each)
    heard.names_read, heard._mutable = names_read, False
    return heard
