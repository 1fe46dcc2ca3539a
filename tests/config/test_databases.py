"""The test databases are what they say: the application's roles, with their own rights only."""

import pytest
from django.db import ProgrammingError, connections, transaction

from voetlicht.intern.toegang.models import Organisatie

ALIASES = {
    "default": "intern",
    "koppeling": "koppeling",
    "extern": "extern",
    "lader": "lader",
    "statistiek": "statistiek",
}


@pytest.mark.django_db(databases=list(ALIASES))
def test_every_alias_connects_as_its_own_role():
    for alias, role in ALIASES.items():
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == (role,)


@pytest.mark.django_db(databases=list(ALIASES))
@pytest.mark.parametrize("alias", ALIASES)
def test_no_role_may_create_a_table(alias):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(using=alias),
        connections[alias].cursor() as cursor,
    ):
        cursor.execute("CREATE TABLE public.eigen (id int)")


@pytest.mark.django_db(transaction=True)
def test_committed_rows_do_not_reach_the_next_test_a():
    assert not Organisatie.objects.exists()
    Organisatie.objects.create(code="uwv", naam="UWV", soort="uwv")


@pytest.mark.django_db(transaction=True)
def test_committed_rows_do_not_reach_the_next_test_b():
    assert not Organisatie.objects.exists()
    Organisatie.objects.create(code="uwv", naam="UWV", soort="uwv")
