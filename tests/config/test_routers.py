"""Each room's tables are reached through the alias of its own side."""

import pytest
from django.test import override_settings

from voetlicht.config.routers import SideRouter
from voetlicht.extern.publicaties.models import Archiefeditie
from voetlicht.extern.werkgevers.models import Account as WerkgeverAccount
from voetlicht.intern.toegang.models import Account, Organisatie

router = SideRouter()


@override_settings(EXTERN_READ="extern", EXTERN_WRITE="koppeling")
@pytest.mark.parametrize(
    ("model", "read", "write"),
    [
        (Organisatie, None, None),
        (Archiefeditie, "extern", "koppeling"),
        (WerkgeverAccount, "extern", "extern"),
    ],
)
def test_extern_rooms_go_through_their_own_aliases(model, read, write):
    assert router.db_for_read(model) == read
    assert router.db_for_write(model) == write


def test_no_relation_crosses_the_wall():
    assert router.allow_relation(Account(), Organisatie())
    assert not router.allow_relation(Account(), WerkgeverAccount())


@pytest.mark.parametrize(
    ("side", "alias", "label", "allowed"),
    [
        ("intern", "default", "publicaties", False),
        ("extern", "default", "publicaties", True),
        ("intern", "default", "toegang", None),
        ("intern", "koppeling", "publicaties", False),
        ("intern", "lader", "toegang", False),
    ],
)
def test_tables_are_made_on_their_own_side_only(side, alias, label, allowed):
    with override_settings(ZIJDE=side):
        assert router.allow_migrate(alias, label) is allowed
