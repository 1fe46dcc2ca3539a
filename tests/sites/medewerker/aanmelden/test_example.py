"""The chooser of invented medewerkers: handy in an example, absent from anything else."""

import importlib

import pytest
from django.core.checks import run_checks
from django.urls import clear_url_caches, reverse

from medewerkers import account, medewerker, organisatie, team
from voetlicht.basis.kern.errors import NotFound
from voetlicht.intern.toegang.actions.aanmelden import choose_aanstelling
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Account
from voetlicht.intern.toegang.queries.aanmelden import choosable, example_keuzes
from voetlicht.intern.toegang.rules.aanmelden import EXAMPLE
from voetlicht.intern.toegang.systeemactoren import AANMELDEN
from voetlicht.sites.medewerker.aanmelden import urls, voorbeeld

pytestmark = pytest.mark.django_db(databases=["default", "spoor"])

CHOOSER = "/aanmelden/voorbeeld"


@pytest.fixture
def eva(db):
    uwv = organisatie("uwv", naam="UWV")
    return medewerker(Rol.ADVISEUR_WERK, uwv, team(uwv, "Team Noord"), naam="Eva de Wit")


def test_one_chooses_somebody_and_is_her(client, eva) -> None:
    text = client.get(CHOOSER).content.decode()
    assert "Eva de Wit, UWV (Team Noord)" in text
    answer = client.post(f"{CHOOSER}?next=/keten/", {"medewerker": str(eva.uuid)})
    assert answer["Location"] == "/keten/"
    assert client.session["aanstelling"] == eva.pk


def test_the_list_is_short_and_has_every_role_that_is_held(client, eva) -> None:
    for _ in range(5):
        medewerker(Rol.KLANTMANAGER, organisatie("GM0599"))
    gone = medewerker(Rol.TEAMLEIDER, organisatie("GM0599"))
    Account.objects.filter(pk=gone.account_id).update(is_active=False)
    held = [each.rol for each in example_keuzes()]
    assert held == [Rol.ADVISEUR_WERK, *[Rol.KLANTMANAGER] * 3]


def test_choosing_again_is_being_somebody_else_in_a_new_session(client, eva) -> None:
    other = medewerker(Rol.TEAMLEIDER, organisatie("uwv"))
    client.post(CHOOSER, {"medewerker": str(eva.uuid)})
    before = client.session.session_key
    client.post(CHOOSER, {"medewerker": str(other.uuid)})
    assert client.session["aanstelling"] == other.pk
    assert client.session.session_key != before


def test_nobody_outside_the_list_can_be_chosen(client, eva) -> None:
    hidden = medewerker(Rol.ADVISEUR_WERK, organisatie("uwv"), until=eva.valid[0])
    for asked in (str(hidden.uuid), "onzin", ""):
        assert client.post(CHOOSER, {"medewerker": asked})["Location"] == CHOOSER
    assert "aanstelling" not in client.session


def test_with_real_persons_there_is_no_such_page_and_no_such_action(client, eva, settings) -> None:
    settings.SOORT = "echt"
    assert client.get(CHOOSER).status_code == 404
    assert client.post(CHOOSER, {"medewerker": str(eva.uuid)}).status_code == 404
    assert "_auth_user_id" not in client.session
    with pytest.raises(NotFound):
        example_keuzes()
    assert choosable(eva.account, signed_in_by=EXAMPLE) == ()
    with pytest.raises(NotFound):
        choose_aanstelling(
            by=AANMELDEN, account=eva.account, aanstelling=eva.uuid, signed_in_by=EXAMPLE
        )
    assert CHOOSER not in client.get(reverse("account_login")).content.decode()


def test_a_session_of_the_chooser_does_not_live_on_with_real_persons(client, eva, settings) -> None:
    client.post(CHOOSER, {"medewerker": str(eva.uuid)})
    settings.SOORT = "echt"
    assert client.get(reverse("aanmelden_rol"))["Location"] == reverse("aanmelden_onbekend")
    assert "_auth_user_id" not in client.session


def test_with_real_persons_the_address_is_not_there(settings) -> None:
    settings.SOORT = "echt"
    assert [each.id for each in run_checks() if each.id == "aanmelden.E001"] == ["aanmelden.E001"]
    try:
        importlib.reload(urls)
        names = {each.name for each in urls.urlpatterns}
        assert "aanmelden_voorbeeld" not in names
        assert "account_login" in names
        assert voorbeeld.no_chooser_elsewhere() == []
    finally:
        settings.SOORT = "voorbeeld"
        importlib.reload(urls)
        clear_url_caches()


def test_nobody_is_chosen_where_nobody_is(client, db) -> None:
    account()
    assert "Er zijn nog geen medewerkers" in client.get(CHOOSER).content.decode()
