"""Queries of which Django makes the SQL once give what the ORM gives."""

from datetime import date

import pytest

from medewerkers import in_role, medewerker, organisatie
from voetlicht.basis.web.fixed_query import NOBODY, FixedQuery
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Organisatie

pytestmark = pytest.mark.django_db


def test_each_value_takes_the_place_of_its_mark() -> None:
    of = organisatie("GM0599")
    medewerker(Rol.KLANTMANAGER, of)
    query = FixedQuery(
        lambda pk, code: Organisatie.objects.filter(pk=pk, code=code).values_list("code", "naam"),
        NOBODY,
        "?",
    )
    with in_role("verwerking"):
        assert query.rows(of.pk, "GM0599") == [("GM0599", of.naam)]
        assert query.rows(of.pk, "uwv") == []
        assert query.rows(NOBODY, "GM0599") == []


def test_sql_is_made_once(django_assert_num_queries) -> None:
    made = []

    def build(pk):
        made.append(pk)
        return Organisatie.objects.filter(pk=pk).values_list("code")

    query = FixedQuery(build, NOBODY)
    with django_assert_num_queries(2):
        query.rows(1)
        query.rows(2)
    assert made == [NOBODY]


def test_a_mark_that_is_no_parameter_is_refused() -> None:
    query = FixedQuery(
        lambda pk, _: Organisatie.objects.filter(pk=pk).values_list("code"), NOBODY, date.max
    )
    with pytest.raises(ValueError, match="9999"):
        query.rows(1, date.max)
