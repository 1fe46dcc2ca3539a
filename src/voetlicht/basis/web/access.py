"""What a view may do, declared on the view: which methods write, and why it reads.

A declared view runs in one transaction per request. For methods that only read, the transaction
is READ ONLY in the database, so a forgotten write fails instead of slipping through. A test walks
the URLs and fails on a view without both declarations.

    @access(purpose=Purpose.PUBLICATIE)
    @http_methods(read=("GET", "HEAD"))
    def regio_page(request, ...): ...
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from voetlicht.basis.kern.actor import Purpose


class View(Protocol):
    """A view function; path parameters follow the request."""

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse: ...


@dataclass(frozen=True, slots=True)
class Methods:
    """The methods that only read, and those that may write."""

    read: tuple[str, ...]
    write: tuple[str, ...]

    @property
    def allowed(self) -> tuple[str, ...]:
        return self.read + self.write


READING = ("GET", "HEAD")


def http_methods(
    *, read: tuple[str, ...] = READING, write: tuple[str, ...] = ()
) -> Callable[[View], View]:
    """Allow these methods only; run each request in one transaction, READ ONLY for ``read``."""
    methods = Methods(read, write)

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods.allowed:
                return HttpResponseNotAllowed(methods.allowed)
            with transaction.atomic():
                if request.method in methods.read:
                    forbid_writing()
                return view(request, *args, **kwargs)

        wrapped.methods = methods  # type: ignore[attr-defined]  # a mark
        return wrapped

    return decorate


def access(*, purpose: Purpose) -> Callable[[View], View]:
    """State the purpose (doelbinding) for which the view reads."""

    def decorate(view: View) -> View:
        view.purpose = purpose  # type: ignore[attr-defined]  # a mark
        return view

    return decorate


def forbid_writing() -> None:
    """Make the rest of the present transaction READ ONLY in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
