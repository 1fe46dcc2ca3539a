"""The command ``beheerders``: two beheerders where there is none, and never more."""

import os
import re

import pytest
from django.core import mail
from django.test import Client

from medewerkers import account, days_ago, in_role, medewerker, organisatie
from voetlicht.basis.kern.actor import Actor, ActorKind
from voetlicht.basis.kern.errors import NotAllowed
from voetlicht.intern.toegang.actions.beheerders import begin_beheer
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling, Account, Gebeurtenis, Organisatie
from voetlicht.opdrachten import session
from voetlicht.opdrachten.__main__ import run

pytestmark = pytest.mark.django_db(databases=["default", "spoor"])
TWO = ("--beheerder", "Eva de Wit <eva@uwv.example>", "--beheerder", "Jan Bos <JAN@uwv.example>")
ADDRESS = ("--adres", "http://intern.localhost/")


@pytest.fixture(autouse=True)
def _environment_of_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOETLICHT_DATABASE_URL", "postgresql://intern@localhost/voetlicht")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", os.environ["DJANGO_SETTINGS_MODULE"])
    # Django is set up; again, and logs of later tests would go to the output of this one.
    monkeypatch.setattr(session, "set_up_django", lambda: None)


def nothing_made() -> bool:
    return not (Account.objects.exists() or Organisatie.objects.exists() or mail.outbox)


def test_two_beheerders_get_an_account_and_a_link_each(capsys) -> None:
    assert run(["beheerders", "uwv", "--naam", "UWV", *TWO, *ADDRESS]) == 0
    held = Aanstelling.objects.select_related("account", "organisatie").order_by("account__naam")
    assert [(each.account.email, each.rol, each.organisatie.naam) for each in held] == [
        ("eva@uwv.example", Rol.FUNCTIONEEL_BEHEERDER, "UWV"),
        ("jan@uwv.example", Rol.FUNCTIONEEL_BEHEERDER, "UWV"),
    ]
    assert [each.to for each in mail.outbox] == [["eva@uwv.example"], ["jan@uwv.example"]]
    said = capsys.readouterr().out
    assert "Eva de Wit <eva@uwv.example>" in said
    assert "wachtwoord kiezen" in said
    assert not any(link in said for link in re.findall(r"http\S+", mail.outbox[0].body))
    begun = Gebeurtenis.objects.get(what="toegang.beheer_begonnen")
    assert (begun.actor_kind, begun.actor_id, begun.about) == ("systeem", "inrichting", "uwv")
    assert Gebeurtenis.objects.filter(what="toegang.wachtwoordlink_gemaakt").count() == 2


def test_the_link_of_the_invitation_sets_a_password() -> None:
    run(["beheerders", "uwv", "--naam", "UWV", *TWO, *ADDRESS])
    link = re.search(r"http://intern\.localhost(/\S+)", mail.outbox[0].body)
    assert link
    client = Client()
    page = client.get(link[1], follow=True)
    given = {"password1": "een lang wachtwoord", "password2": "een lang wachtwoord"}
    client.post(page.redirect_chain[-1][0], given)
    assert Account.objects.get(email="eva@uwv.example").check_password("een lang wachtwoord")


@pytest.mark.parametrize("since", [0, -30], ids=["today", "in a month"])
def test_it_is_refused_while_there_is_a_beheerder(since: int, capsys) -> None:
    medewerker(Rol.FUNCTIONEEL_BEHEERDER, organisatie("uwv"), since=days_ago(since))
    assert run(["beheerders", "uwv", *TWO, *ADDRESS]) == 5
    assert "heeft al een functioneel beheerder" in capsys.readouterr().err
    assert Account.objects.count() == 1
    assert not mail.outbox


def test_it_works_again_once_nobody_is_beheerder_any_more() -> None:
    uwv = organisatie("uwv", naam="UWV")
    medewerker(Rol.FUNCTIONEEL_BEHEERDER, uwv, until=days_ago(0))
    closed = medewerker(Rol.FUNCTIONEEL_BEHEERDER, uwv).account
    Account.objects.filter(pk=closed.pk).update(is_active=False)
    assert run(["beheerders", "uwv", *TWO, *ADDRESS]) == 0
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["uwv", "--naam", "UWV", *TWO[:2]], "precies twee"),
        (["uwv", "--naam", "UWV", *TWO, *TWO[:2], "--beheerder", "C <c@uwv.example>"], "precies"),
        (["uwv", "--naam", "UWV", *TWO[:2], "--beheerder", "E <EVA@uwv.example>"], "precies twee"),
        (["uwv", "--naam", "UWV", *TWO[:2], "--beheerder", "jan"], "geen e-mailadres"),
        (["uwv", "--naam", "UWV", *TWO[:2], "--beheerder", "jan@uwv.example"], "de naam"),
        (["uwv", *TWO], "noem ook haar naam"),
        (["rijnmond", "--naam", "Rijnmond", *TWO], "GM0599"),
        (["WSP-RIJNMOND", "--naam", "Rijnmond", *TWO], "bestaat niet bij"),
    ],
)
def test_what_was_given_wrongly_is_named_and_nothing_made(arguments, told: str, capsys) -> None:
    assert run(["beheerders", *arguments, *ADDRESS]) == 2
    assert told in capsys.readouterr().err
    assert nothing_made()


@pytest.mark.parametrize(
    "address", ["http://elders.example/", "intern.localhost", "ftp://localhost"]
)
def test_links_lead_to_this_site_only(address: str, capsys) -> None:
    assert run(["beheerders", "uwv", "--naam", "UWV", *TWO, "--adres", address]) == 2
    assert "VOETLICHT_ALLOWED_HOSTS" in capsys.readouterr().err
    assert nothing_made()


def test_links_are_over_https_where_the_site_is(settings) -> None:
    settings.HTTPS = True
    assert run(["beheerders", "uwv", "--naam", "UWV", *TWO, *ADDRESS]) == 2
    assert run(["beheerders", "uwv", "--naam", "UWV", *TWO, "--adres", "https://localhost"]) == 0
    assert "https://localhost/aanmelden/" in mail.outbox[0].body


def test_an_address_that_has_an_account_is_refused(capsys) -> None:
    account("Eva", email="eva@uwv.example")
    assert run(["beheerders", "uwv", "--naam", "UWV", *TWO, *ADDRESS]) == 5
    assert "eva@uwv.example" in capsys.readouterr().err
    assert not Aanstelling.objects.exists()


def test_without_mail_nothing_is_made(settings, capsys) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert run(["beheerders", "uwv", "--naam", "UWV", *TWO, *ADDRESS]) == 5
    assert "geen e-mail versturen" in capsys.readouterr().err
    assert nothing_made()


def test_the_role_of_the_database_must_be_that_of_the_site(capsys) -> None:
    with in_role("verwerking"):
        assert run(["beheerders", "uwv", "--naam", "UWV", *TWO, *ADDRESS]) == 5
    assert "de rol ‘intern’" in capsys.readouterr().err


def test_it_is_for_an_installation_with_a_database_of_its_own(monkeypatch, capsys) -> None:
    monkeypatch.delenv("VOETLICHT_DATABASE_URL")
    assert run(["beheerders", "uwv", "--naam", "UWV", *TWO, *ADDRESS]) == 5
    assert "docs/omgeving.md" in capsys.readouterr().err


def test_no_medewerker_begins_the_beheer() -> None:
    with pytest.raises(NotAllowed):
        begin_beheer(
            by=Actor(ActorKind.MEDEWERKER, "iemand"), organisatie="uwv", naam="", beheerders=()
        )
