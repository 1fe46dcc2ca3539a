"""P2 for who hands out the keys: a beheerder reads no klant, and cannot become one who does.

She tries every address of the site; then, with all that a beheerder may do, she tries alone to get
a role with reach: for herself, for a colleague whom she made up, or by becoming somebody else.
"""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

import medewerkers as made
from crawler import Crawler
from population import Population, populate
from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import VoetlichtError
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.personen.models import Persoon
from voetlicht.intern.toegang.actions.accountaanvragen import (
    Form,
    carry_out_aanvraag,
    register_aanvraag,
)
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import (
    Aanmeldvoorziening,
    Aanstelling,
    Accountaanvraag,
    Bereik,
    Organisatie,
)
from voetlicht.intern.toegang.queries.accountaanvragen import change_by
from voetlicht.intern.toegang.rollen import ROLLEN, WITH_BEREIK
from voetlicht.intern.toegang.rules.accounts import Wanted
from voetlicht.intern.toegang.transaction import acting

pytestmark = pytest.mark.django_db(databases=["default", "spoor", "toezicht"])

SIZE = 20
CHOOSER = "/aanmelden/voorbeeld"
"""Where anybody becomes anybody; it exists with invented people only, and has its own attack."""


@pytest.fixture
def population(db) -> Population:
    return populate(SIZE)


@pytest.fixture
def uwv(db) -> Organisatie:
    return made.organisatie("uwv", naam="UWV")


@pytest.fixture
def beheerder(uwv: Organisatie) -> Aanstelling:
    return made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, uwv, naam="Bea Beheer")


@pytest.fixture
def adviseur(uwv: Organisatie, population: Population) -> Aanstelling:
    """Somebody who serves them all, in her caseload and in her team."""
    her = made.medewerker(Rol.ADVISEUR_WERK, uwv, made.team(uwv), naam="Iris Adviseur")
    for known in population.people:
        made.toewijzing(known.klant, her)
        made.toewijzing(known.klant, her.team)
    return her


def test_no_page_and_no_form_shows_a_beheerder_any_klant(beheerder, adviseur, population):
    uuids = [
        *(str(known.klant.uuid) for known in population.people[:2]),
        *(str(each.uuid) for each in (adviseur, adviseur.account, adviseur.team)),
    ]
    exchanges = Crawler(
        client=made.sign_in(Client(raise_request_exception=False), beheerder),
        slots={"uuid": uuids, "int": ["1"], "str": ["uwv"], "slug": ["uwv"], "path": ["uwv"]},
        typed={
            "email": "verzonnen@uwv.test",
            "op": "01-01-2026",
            "vanaf": f"{clock.today():%d-%m-%Y}",
            "": "Zwaluw",
        },
    ).crawl()
    named = {
        f"{one.method} {one.url} van {one.referer}"
        for one in exchanges
        if population.named_in(one.text) and not one.referer.startswith(CHOOSER)
    }
    assert named == set()
    assert [f"{one.method} {one.url}" for one in exchanges if one.status == 500] == []
    seen = {one.view for one in exchanges if one.status == 200}
    assert {"beheer:account", "beheer:aanvragen", "beheer:nieuw_bij", "beheer:team"} <= seen


def test_the_database_shows_her_nobody_whatever_she_asks(beheerder, adviseur):
    with acting(made.actor(beheerder)), connection.cursor() as cursor:
        assert not Bereik.objects.exists()
        assert not Persoon.objects.exists()
        cursor.execute(
            "SELECT (SELECT count(*) FROM toegang_toewijzing),"
            " (SELECT count(*) FROM sonar_klant), (SELECT count(*) FROM personen_adres)"
        )
        assert cursor.fetchone() == (0, 0, 0)
    with acting(made.actor(adviseur)):
        assert Bereik.objects.exists(), "the attack can find something"


def form_for(email: str, *, aanvrager: str = "baas@uwv.test", team: int | None = None) -> Form:
    return Form(
        email=email,
        naam="Verzonnen Collega",
        reden="Begint",
        aanvrager="De Baas",
        aanvrager_email=aanvrager,
        aangevraagd_op=clock.today(),
        elearning_op=clock.today() - timedelta(days=1),
        wanted=(Wanted(Rol.ADVISEUR_WERK, team, Period(clock.today())),),
    )


def mark_of(form: Accountaanvraag, by: Actor) -> str:
    return change_by(form, actor=by, purpose=Purpose.BEHEER).mark


def tries(by: Actor, uwv: Organisatie, form: Form) -> str:
    """What stops one beheerder who does all of it by herself; empty when nothing does."""
    try:
        entered = register_aanvraag(by=by, organisatie=uwv, form=form)
        carry_out_aanvraag(by=by, uuid=entered.uuid, mark=mark_of(entered, by))
    except VoetlichtError as refusal:
        return str(refusal)
    return ""


def with_reach() -> set[str]:
    held = Aanstelling.objects.filter(rol__in=WITH_BEREIK, valid__upper_inf=True)
    return set(held.values_list("account__email", flat=True))


def test_alone_she_gives_nobody_a_role_with_reach(beheerder, adviseur, uwv):
    by, own = made.actor(beheerder), beheerder.account.email
    before = with_reach()
    team = adviseur.team_id
    for form in (
        form_for(own),
        form_for(own.upper(), team=team),
        form_for(f" {own} ", team=team),
        form_for("verzonnen@uwv.test", team=team),
        form_for("verzonnen@uwv.test", aanvrager=own),
        form_for(adviseur.account.email),
    ):
        assert tries(by, uwv, form), form
    assert with_reach() == before


def test_a_colleague_gives_it_to_somebody_else_but_not_to_herself(beheerder, uwv):
    """The control: with two of them it goes, so the attack above can find something."""
    by = made.actor(beheerder)
    colleague = made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, uwv)
    entered = register_aanvraag(by=by, organisatie=uwv, form=form_for("echt@uwv.test"))
    other = made.actor(colleague)
    carry_out_aanvraag(by=other, uuid=entered.uuid, mark=mark_of(entered, other))
    assert "echt@uwv.test" in with_reach()
    own = register_aanvraag(by=by, organisatie=uwv, form=form_for(colleague.account.email))
    with pytest.raises(VoetlichtError, match="over u zelf"):
        carry_out_aanvraag(by=other, uuid=own.uuid, mark=mark_of(own, other))


def test_what_beheerders_may_do_opens_no_klant():
    """Her role has no reach, and none of its rights is one that reads klanten."""
    about = ROLLEN[Rol.FUNCTIONEEL_BEHEERDER]
    assert not about.bereik
    assert {right.partition(".")[0] for right in about.rechten} <= {"toegang", "keten"}


def test_she_cannot_act_in_the_aanstelling_of_somebody_else(beheerder, adviseur):
    client = made.sign_in(Client(), beheerder)
    for value in (str(adviseur.pk), str(adviseur.uuid), str(adviseur.account.uuid)):
        client.post("/aanmelden/rol", {"aanstelling": value})
        page = client.get("/beheer/")
        assert page.status_code == 200
        assert "Bea Beheer" in page.content.decode()


def test_one_beheerder_cannot_sign_in_as_somebody_else(beheerder, adviseur):
    """She asks all the help there is; what would let her in goes to the adviseur's mailbox."""
    account = adviseur.account
    client = made.sign_in(Client(), beheerder)
    said = ""
    for help_asked in ("tweede_stap", "link", "deblokkeren"):
        answer = client.post(f"/aanmelden/hulp/{account.uuid}", {"hulp": help_asked})
        said += answer.content.decode() + str(answer.headers)
    assert "/aanmelden/wachtwoord/" not in said
    (sent,) = mail.outbox
    assert sent.to == [account.email]
    assert account.email not in sent.subject + sent.body
    assert sent.body.partition("?sleutel=")[2].split()[0] not in said


def test_one_beheerder_cannot_let_in_whom_her_own_provider_vouches_for(beheerder, adviseur):
    """Whoever runs the provider of an organisatie is anybody there; so two decide which it is."""
    client = made.sign_in(Client(), beheerder)
    given = {
        "adres": "https://aanmelden.eigen.example",
        "toepassing": "voetlicht",
        "geheim": "van haarzelf",
        "domeinen": adviseur.account.email.partition("@")[2],
        "actief": "on",
    }
    for geheim in ("van haarzelf", "", "nog een", ""):
        client.post("/aanmelden/voorziening", given | {"geheim": geheim})
        assert not Aanmeldvoorziening.objects.filter(actief=True).exists()
    assert Aanmeldvoorziening.objects.exists(), "the attack did set one"
