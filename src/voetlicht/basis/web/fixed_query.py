"""Queries whose shape never changes: Django makes their SQL once.

To make the SQL of a query takes Django several times as long as PostgreSQL takes to answer it, and
a dossier asks ten things about one persoon.
"""

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet

NOBODY = -1
"""The mark for the number of a row: no row has it."""

M = TypeVar("M", bound=Model)


class FixedQuery:
    """Rows, as tuples, of the query that ``build`` makes of its parameters.

    It is made once, with ``marks`` for parameters: values of their types that stand nowhere else
    in the query, by which the places of the parameters are found back. What comes out is as the
    database gives it, so choose columns whose fields convert nothing.

        _TEAMS = FixedQuery(lambda on: Team.objects.filter(since=on).values_list("naam"), date.max)
        _TEAMS.rows(clock.today())
    """

    def __init__(
        self,
        build: Callable[..., QuerySet[Any, tuple[Any, ...]]],
        *marks: Hashable,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        self._build, self._marks, self._using = build, marks, using

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """The rows for these values, one for each mark; one query."""
        given: dict[Hashable, Any] = dict(zip(self._marks, values, strict=True))
        sql, parameters = self._statement
        with connections[self._using].cursor() as cursor:
            cursor.execute(sql, [given.get(each, each) for each in parameters])
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    @cached_property
    def _statement(self) -> tuple[str, tuple[Hashable, ...]]:
        sql, parameters = self._build(*self._marks).query.sql_with_params()
        missing = set(self._marks) - set(parameters)
        if missing:
            raise ValueError(f"the query does not have {missing} as a parameter")
        return sql, parameters


def columns_of(model: type[Model], before: str = "") -> tuple[str, ...]:
    """The columns of a whole row, for ``values_list``; ``before`` is the way to a related one."""
    return tuple(before + field.attname for field in model._meta.concrete_fields)


def row_of(model: type[M], values: Sequence[Any]) -> M:
    """The row with these values, in the order of ``columns_of``."""
    return model.from_db(None, columns_of(model), values)
