"""Tracebacks for log lines and crash files, without what the database says of a row.

PostgreSQL quotes the row that broke a rule: ``Failing row contains (..., 1980-03-17, ...)``. That
may be a person, so its message is never written down. What it broke is.
"""

import sys
import traceback
from collections.abc import Iterator
from types import TracebackType

import psycopg
from django.db.utils import Error as DjangoError


def traceback_text(error: BaseException) -> str:
    """The error and what led to it, the oldest first, as Python shows them."""
    return "\n\n".join(reversed([_shown(part) for part in _led_to(error)]))


def show_uncaught(
    kind: type[BaseException], error: BaseException, frames: TracebackType | None
) -> None:
    """For ``sys.excepthook``: what no part of a program caught, on stderr."""
    sys.stderr.write(traceback_text(error.with_traceback(frames)) + "\n")


def _led_to(error: BaseException | None) -> Iterator[BaseException]:
    """The error, the one that it came from, and so on."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _shown(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"Traceback (most recent call last):\n{frames}{_said(error)}"


def _said(error: BaseException) -> str:
    """What kind of error it is, and its message unless that may quote a row."""
    source = error.__cause__ if isinstance(error, DjangoError) else error
    if not isinstance(source, psycopg.Error) or not _may_quote(source):
        return "".join(traceback.format_exception_only(error)).rstrip()
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    about = source.diag
    facts = {
        "sqlstate": source.sqlstate,
        "table": about.table_name,
        "column": about.column_name,
        "constraint": about.constraint_name,
    }
    told = ", ".join(f"{fact} {value}" for fact, value in facts.items() if value)
    return f"{name}: {told or 'no more is written down'}"


def _may_quote(error: psycopg.Error) -> bool:
    """A message of the server, or about a value that it cannot take; not one about connecting."""
    return error.sqlstate is not None or isinstance(error, psycopg.DataError)
