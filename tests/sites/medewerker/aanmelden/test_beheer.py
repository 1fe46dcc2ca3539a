"""The functioneel beheerder: the provider of her organisatie, and help for who cannot sign in."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from medewerkers import account, actor, medewerker, organisatie, sign_in
from signing_in import PASSWORD, code_of, give_password, local, set_up_app, sign_in_by, with_app
from voetlicht.basis.kern.actor import Purpose
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanmeldvoorziening, Account, Gebeurtenis
from voetlicht.intern.toegang.queries.aanmelden import is_locked, secret_of

pytestmark = pytest.mark.django_db(databases=["default", "spoor"])

ANNA = "anna@rotterdam.example"
NEW = "een nieuw lang wachtwoord 9"


@pytest.fixture
def colleague(db) -> Client:
    """The browser of another functioneel beheerder there."""
    held = medewerker(Rol.FUNCTIONEEL_BEHEERDER, organisatie("GM0599", naam="Rotterdam"))
    return sign_in(Client(), held)


@pytest.fixture
def beheerder(db) -> Client:
    """The browser of the functioneel beheerder of GM0599."""
    held = medewerker(Rol.FUNCTIONEEL_BEHEERDER, organisatie("GM0599", naam="Rotterdam"))
    return sign_in(Client(), held)


def help_page(who: Account) -> str:
    return reverse("aanmelden_hulp", kwargs={"uuid": who.uuid})


def link_for(beheerder: Client, who: Account) -> str:
    """As it stands in the mailbox of the account, and nowhere else."""
    page = beheerder.post(help_page(who), {"hulp": "link"}).content.decode()
    (sent,) = mail.outbox
    assert sent.to == [who.email]
    link = next(line for line in sent.body.splitlines() if "/aanmelden/" in line)
    assert link.rpartition("=")[2] not in page
    return link.removeprefix("http://testserver")


def set_password(client: Client, link: str, password: str = NEW):
    to_form = client.get(link)
    assert to_form.status_code == 302
    given = {"password1": password, "password2": password}
    return client.post(to_form["Location"], given)


def test_a_link_sets_a_first_password_once_and_leads_to_a_second_step(beheerder, client) -> None:
    joiner = account("Nieuw", email="nieuw@rotterdam.example")
    medewerker(Rol.KLANTMANAGER, organisatie("GM0599"), account=joiner)
    link = link_for(beheerder, joiner)
    answer = set_password(client, link)
    assert answer["Location"] == f"{reverse('account_login')}?wachtwoord=ingesteld"
    assert "Uw wachtwoord is ingesteld" in client.get(answer["Location"]).content.decode()
    to_app = give_password(client, "nieuw@rotterdam.example", NEW)
    assert to_app["Location"] == reverse("mfa_activate_totp")
    set_up_app(client)
    again = Client()
    assert again.get(again.get(link)["Location"]).status_code == 404
    told = set(Gebeurtenis.objects.values_list("what", flat=True))
    assert {"toegang.wachtwoordlink_gemaakt", "toegang.wachtwoord_ingesteld"} <= told


def test_the_token_leaves_the_address_before_anything_is_shown(beheerder, client, anna) -> None:
    link = link_for(beheerder, anna.account)
    assert "?sleutel=" in link, "not in the path, which is logged"
    shown = client.get(link)["Location"]
    assert link.rpartition("=")[2] not in shown
    assert link.rpartition("=")[2] not in client.get(shown).content.decode()


def test_a_link_of_another_day_or_another_account_does_not_work(
    beheerder, client, anna, settings
) -> None:
    link = link_for(beheerder, anna.account)
    token = link.rpartition("=")[2]
    other = account()
    path = reverse("aanmelden_wachtwoord", kwargs={"uuid": other.uuid}, query={"sleutel": token})
    assert client.get(client.get(path)["Location"]).status_code == 404
    settings.PASSWORD_RESET_TIMEOUT = -1
    page = client.get(client.get(link)["Location"])
    assert page.status_code == 404
    assert "Deze link werkt niet meer" in page.content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("kort", "kort"), "Dit wachtwoord is te kort"),
        (("123456789012", "123456789012"), "bevat alleen cijfers"),
        ((NEW, "iets heel anders"), "Dit is een ander wachtwoord"),
        (("anna@rotterdam.example", "anna@rotterdam.example"), "lijkt te veel"),
    ],
)
def test_a_weak_password_is_refused_in_dutch(
    beheerder, client, anna, given: tuple[str, str], said: str
) -> None:
    form = client.get(link_for(beheerder, anna.account))["Location"]
    answer = client.post(form, {"password1": given[0], "password2": given[1]})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert Account.objects.get(pk=anna.account_id).check_password(PASSWORD)


def test_a_new_link_does_not_take_the_second_step_away(beheerder, client, anna) -> None:
    with_app(ANNA)
    set_password(client, link_for(beheerder, anna.account))
    assert give_password(client, ANNA, NEW)["Location"] == reverse("mfa_authenticate")


def test_a_second_step_that_is_lost_is_set_up_anew(beheerder, client, anna) -> None:
    with_app(ANNA)
    inside = Client()
    give_password(inside, ANNA)
    beheerder.post(help_page(anna.account), {"hulp": "tweede_stap"})
    assert not Authenticator.objects.exists()
    assert inside.get(reverse("mfa_authenticate")).status_code == 302
    assert give_password(client, ANNA)["Location"] == reverse("mfa_activate_totp")


def test_somebody_who_is_locked_out_can_be_let_in_again(beheerder, client, anna) -> None:
    for _ in range(5):
        give_password(client, ANNA, "fout")
    helper = medewerker(Rol.FUNCTIONEEL_BEHEERDER, organisatie("GM0599"))
    asked = {"actor": actor(helper), "purpose": Purpose.BEHEER}
    assert is_locked(anna.account, **asked)
    assert "geblokkeerd" in beheerder.get(help_page(anna.account)).content.decode()
    beheerder.post(help_page(anna.account), {"hulp": "deblokkeren"})
    assert not is_locked(anna.account, **asked)
    assert give_password(client, ANNA).status_code == 302


def test_who_was_locked_out_from_many_addresses_is_let_in_too(
    beheerder, client, anna, settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/h/key"}
    for address in ("10.0.0.1", "10.0.0.2"):
        give_password(client, ANNA, "fout", REMOTE_ADDR=address)
    assert give_password(client, ANNA).status_code == 200
    beheerder.post(help_page(anna.account), {"hulp": "deblokkeren"})
    assert give_password(client, ANNA).status_code == 302


def test_sessions_of_somebody_can_be_ended(beheerder, client, anna) -> None:
    sign_in(client, anna)
    beheerder.post(help_page(anna.account), {"hulp": "sessies"})
    assert client.get("/aanmelden/apparaten").status_code == 302


def test_the_accounts_of_another_organisatie_do_not_exist_for_a_beheerder(beheerder) -> None:
    elsewhere = medewerker(Rol.ADVISEUR_WERK, organisatie("uwv"))
    both = medewerker(Rol.KLANTMANAGER, organisatie("GM0599"), account=elsewhere.account)
    for who in (elsewhere.account, both.account):
        assert beheerder.get(help_page(who)).status_code == 404
        assert beheerder.post(help_page(who), {"hulp": "link"}).status_code == 404


def test_a_link_is_not_for_who_left_or_signs_in_elsewhere(beheerder, anna) -> None:
    Account.objects.filter(pk=anna.account_id).update(is_active=False)
    assert "gesloten" in beheerder.post(help_page(anna.account), {"hulp": "link"}).content.decode()
    Account.objects.filter(pk=anna.account_id).update(is_active=True)
    Aanmeldvoorziening.objects.create(
        organisatie=anna.organisatie, adres="https://x.example", geheim=b"x", domeinen=["x.example"]
    )
    answer = beheerder.post(help_page(anna.account), {"hulp": "link"}).content.decode()
    assert "meldt zich aan via de eigen organisatie" in answer
    refused = beheerder.post(help_page(anna.account), {"hulp": "iets"}).content.decode()
    assert "Kies wat u wilt doen" in refused


def test_others_have_no_such_pages(client, anna) -> None:
    sign_in(client, anna)
    assert client.get(help_page(anna.account)).status_code == 403
    assert client.get(reverse("aanmelden_voorziening")).status_code == 403


def provider_form(**given: str) -> dict[str, str]:
    return {
        "adres": "https://aanmelden.rotterdam.example",
        "toepassing": "voetlicht",
        "geheim": "heel geheim",
        "domeinen": "Rotterdam.example, @010.example",
        "actief": "on",
    } | given


def test_a_beheerder_sets_the_provider_and_its_secret_never_comes_out(beheerder) -> None:
    page = reverse("aanmelden_voorziening")
    assert beheerder.post(page, provider_form())["Location"] == page
    kept = Aanmeldvoorziening.objects.get()
    assert kept.domeinen == ["010.example", "rotterdam.example"]
    assert b"heel geheim" not in bytes(kept.geheim)
    assert secret_of(kept) == "heel geheim"
    text = beheerder.get(page).content.decode()
    assert "heel geheim" not in text
    assert "/aanmelden/bij/GM0599/terug" in text
    assert beheerder.post(page, provider_form(geheim="", actief="")).status_code == 302
    assert secret_of(Aanmeldvoorziening.objects.get()) == "heel geheim"
    assert "geheim" not in str(Gebeurtenis.objects.last().details.values())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"geheim": ""}, "Vul het geheim in"),
        ({"adres": "http://aanmelden.rotterdam.example"}, "begint met https://"),
        ({"domeinen": "rotterdam"}, "is geen e-maildomein"),
        ({"domeinen": " , "}, "Noem ten minste één e-maildomein"),
    ],
)
def test_a_provider_that_cannot_be_used_is_refused(beheerder, given: dict, said: str) -> None:
    answer = beheerder.post(reverse("aanmelden_voorziening"), provider_form(**given))
    assert said in answer.content.decode()
    assert not Aanmeldvoorziening.objects.exists()


def test_a_known_secret_is_not_sent_to_another_address(beheerder) -> None:
    page = reverse("aanmelden_voorziening")
    beheerder.post(page, provider_form())
    answer = beheerder.post(page, provider_form(adres="https://elders.example", geheim=""))
    assert "Vul bij een ander adres ook het geheim opnieuw in" in answer.content.decode()


def test_what_two_beheerders_set_is_what_one_signs_in_with(
    beheerder, colleague, client, provider
) -> None:
    page = reverse("aanmelden_voorziening")
    given = {"adres": provider.url, "domeinen": "rotterdam.example"}
    beheerder.post(page, provider_form(**given))
    colleague.post(page, provider_form(**given, geheim=""))
    holder = account("Eva", email="eva@rotterdam.example")
    held = medewerker(Rol.KLANTMANAGER, organisatie("GM0599"), account=holder)
    provider.knows("r-eva", email="eva@rotterdam.example", email_verified=True)
    assert sign_in_by(client, "GM0599", "r-eva")["Location"] == "/"
    assert client.session["aanstelling"] == held.pk


def test_a_beheerder_can_mend_a_broken_provider_with_a_local_account(
    beheerder, colleague, client
) -> None:
    mender = local("beheer@rotterdam.example", rol=Rol.FUNCTIONEEL_BEHEERDER)
    for who, geheim in ((beheerder, "heel geheim"), (colleague, "")):
        who.post(reverse("aanmelden_voorziening"), provider_form(geheim=geheim))
    secret = with_app("beheer@rotterdam.example")
    give_password(client, "beheer@rotterdam.example")
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.session["aanstelling"] == mender.pk


def test_nobody_switches_on_a_provider_that_she_changed(beheerder, colleague) -> None:
    page, known = reverse("aanmelden_voorziening"), provider_form(geheim="")
    beheerder.post(page, provider_form())
    assert not Aanmeldvoorziening.objects.get().actief
    assert "zelf gewijzigd" in beheerder.post(page, known).content.decode()
    assert not Aanmeldvoorziening.objects.get().actief
    colleague.post(page, known)
    assert Aanmeldvoorziening.objects.get().actief
    beheerder.post(page, known)
    assert Aanmeldvoorziening.objects.get().actief
    beheerder.post(page, known | {"domeinen": "elders.example"})
    assert not Aanmeldvoorziening.objects.get().actief


@pytest.mark.parametrize(
    ("backend", "said"),
    [
        ("django.core.mail.backends.dummy.EmailBackend", "kan geen e-mail versturen"),
        ("django.core.mail.backends.smtp.EmailBackend", "De e-mail is niet verstuurd"),
    ],
)
def test_without_a_mail_server_no_link_is_made(beheerder, anna, settings, backend, said) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = backend, "127.0.0.1", 9
    page = beheerder.post(help_page(anna.account), {"hulp": "link"}).content.decode()
    assert said in page
    assert "/aanmelden/wachtwoord/" not in page
