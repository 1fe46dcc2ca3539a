"""Every page of the intern site, for axe and in a narrow window, as somebody whose page it is.

Pages come from the URLconf: one that nobody looks at here fails the first test. Forms with what is
wrong in them, questions before something is done and refusals are states of a page, each with a
visit of its own.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import cache, partial

import pytest
from playwright.sync_api import Browser, Page, Response, expect

import medewerkers as made
from crawler import addresses, view_of
from looking import look, no_complaints
from people_at_work import (
    ADVISEUR,
    BEHEERDERS,
    BORN,
    BSN_ELSEWHERE,
    KWALITEIT,
    PRIVACY_OFFICER,
    TEAMLEIDER,
    Office,
    enter,
    give_password,
    hold_a_key,
    local_medewerker,
)
from sample_archive import alias_at
from signing_in import code_of
from voetlicht.basis.kern import clock
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.personen.actions import ask_noodtoegang
from voetlicht.intern.sonar.models import Klant
from voetlicht.intern.toegang.actions.accountaanvragen import (
    Form,
    register_aanvraag,
    reject_aanvraag,
)
from voetlicht.intern.toegang.actions.accounts import deactivate_account
from voetlicht.intern.toegang.actions.lokaal import password_token
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import (
    Aanstelling,
    Account,
    Hercertificering,
    Organisatie,
)
from voetlicht.intern.toegang.rules.accounts import Wanted
from voetlicht.intern.toegang.transaction import acting
from voetlicht.opdrachten.installatie.databases import connect
from voetlicht.opdrachten.installatie.prepare import Installation

BEHEERDER = BEHEERDERS[0]
COLLEAGUE = "Teun Tweede"
NOBODY = "wie niet is aangemeld"
JOINER = "wie alleen haar wachtwoord gaf en nog geen tweede stap heeft"
LOCAL = "wie zich hier aanmeldde"
HALFWAY = "wie alleen haar wachtwoord gaf"
FORGETFUL = "wie een nieuw wachtwoord kiest"
EMAILS = {
    JOINER: "noor@uwv.example",
    LOCAL: "lotte@uwv.example",
    FORGETFUL: "fien@uwv.example",
}
NO_PAGE = {
    "health": "one word, for who watches over the process",
    "account_logout": "takes a POST only and leads to signing in",
    "openid_connect_login": "leads to the provider of the organisatie",
    "openid_connect_callback": "leads from the provider on to one's work, or to ‘mislukt’",
    "noodtoegang:end": "takes a POST only and leads to one's own noodtoegangen",
}
"""Addresses that never answer with a page, and what they do instead."""

OpenOffice = Callable[[str], AbstractContextManager[Office]]
Step = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class Visit:
    """Who goes where, and does what there; ``path`` may name ``things`` of the office."""

    who: str
    path: str
    steps: tuple[Step, ...] = ()
    status: int = 200


def clicked(button: str) -> Step:
    """Press a button; what comes of it shows later."""
    return lambda page: page.locator("main").get_by_role("button", name=button).first.click()


def pressed(button: str) -> Step:
    """Press a button that leads to a new page."""

    def press(page: Page) -> None:
        with page.expect_navigation():
            clicked(button)(page)

    return press


def followed(link: str) -> Step:
    """Follow a link."""

    def follow(page: Page) -> None:
        with page.expect_navigation():
            page.locator("main").get_by_role("link", name=link).first.click()

    return follow


def wrong(button: str) -> tuple[Step, ...]:
    """Send a form as it is; the page says what is wrong with it."""
    return (clicked(button), lambda page: expect(page.locator("#fouten")).to_be_focused())


def filled(label: str, text: str) -> Step:
    return lambda page: page.get_by_label(label).fill(text)


def emptied(field: str) -> Step:
    return lambda page: page.locator(field).fill("")


def ticked(page: Page) -> None:
    """Choose the first klant of a list."""
    page.get_by_role("checkbox").first.check()


def asked_for_bsn(page: Page) -> None:
    """As without a script: a page of its own, where a script would fetch a part."""
    page.evaluate("document.querySelector('form[action$=\"/bsn\"]').submit()")
    page.wait_for_url("**/bsn")


def refused_for_a_while(page: Page) -> None:
    """Give wrong passwords until the address is locked."""
    for _ in range(5):
        page.get_by_label("E-mailadres").fill("vergeten@uwv.example")
        page.get_by_label("Wachtwoord").fill("onjuist")
        page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Te veel mislukte pogingen")


def divided(page: Page, to: str) -> None:
    """Give the first klant of the team to somebody."""
    ticked(page)
    pressed("Wijs de gekozen klanten toe")(page)
    page.get_by_label("Wie begeleidt deze klanten voortaan?").select_option(to)
    page.get_by_label("Waarom?").fill("Verdeling na vertrek van een collega")
    pressed("Wijs toe")(page)
    expect(page.get_by_text("1 klant toegewezen.")).to_be_visible()


def divided_by_a_colleague(page: Page) -> None:
    """Another teamleider changes what was done, so that it cannot be undone."""
    with page.context.browser.new_context() as window:
        other = window.new_page()
        enter(other, page.url.removesuffix("/team/"), COLLEAGUE)
        other.goto(page.url)
        divided(other, "Niemand: het team doet het samen")


def set_up_app_and_key(page: Page, site: str) -> None:
    """Sign in with a password for the first time, and on with an app and a key."""
    hold_a_key(page)
    give_password(page, site, EMAILS[LOCAL])
    secret = page.locator("code").inner_text()
    filled("Code", code_of(secret))(page)
    pressed("Instellen")(page)
    followed("Verder naar uw werk")(page)
    page.get_by_label("Adviseur werk, UWV").check()
    pressed("Verder")(page)
    page.goto(f"{site}/aanmelden/beveiliging/sleutel")
    filled("Naam van de sleutel", "Deze laptop")(page)
    pressed("Sleutel toevoegen")(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn tweede stap")


ARRIVALS: Mapping[str, Callable[[Page, str], None]] = {
    NOBODY: lambda _page, _site: None,
    JOINER: partial(give_password, email=EMAILS[JOINER]),
    LOCAL: set_up_app_and_key,
    HALFWAY: partial(give_password, email=EMAILS[LOCAL]),
}
"""How they come to be where they are, who are not chosen from a list."""

PAGES: Mapping[str, tuple[Visit, ...]] = {
    "": (Visit(ADVISEUR, "/nergens", status=404), Visit(NOBODY, "/nergens", status=404)),
    # Signing in
    "account_login": (
        Visit(NOBODY, "/"),
        Visit(NOBODY, "/aanmelden/", wrong("Aanmelden")),
        Visit(NOBODY, "/aanmelden/?wachtwoord=ingesteld"),
        Visit(NOBODY, "/aanmelden/", (refused_for_a_while,), status=429),
    ),
    "aanmelden_rol": (Visit(LOCAL, "/aanmelden/rol"),),
    "aanmelden_onbekend": (Visit(NOBODY, "/aanmelden/onbekend", status=403),),
    "aanmelden_mislukt": (Visit(NOBODY, "/aanmelden/mislukt", status=502),),
    "aanmelden_voorbeeld": (Visit(NOBODY, "/aanmelden/voorbeeld"),),
    "aanmelden_apparaten": (Visit(LOCAL, "/aanmelden/apparaten"),),
    "aanmelden_wachtwoord": (
        Visit(NOBODY, "/aanmelden/wachtwoord/{forgetful}?sleutel={token}"),
        Visit(
            NOBODY,
            "/aanmelden/wachtwoord/{forgetful}?sleutel={token}",
            wrong("Wachtwoord instellen"),
        ),
        Visit(NOBODY, "/aanmelden/wachtwoord/{forgetful}?sleutel=x", status=404),
    ),
    "aanmelden_voorziening": (
        Visit(BEHEERDER, "/aanmelden/voorziening"),
        Visit(BEHEERDER, "/aanmelden/voorziening", wrong("Instellen")),
    ),
    "aanmelden_hulp": (
        Visit(BEHEERDER, "/aanmelden/hulp/{forgetful}"),
        Visit(BEHEERDER, "/aanmelden/hulp/{forgetful}", (pressed("Hef de blokkade op"),)),
    ),
    "mfa_authenticate": (
        Visit(HALFWAY, "/aanmelden/tweede-stap"),
        Visit(HALFWAY, "/aanmelden/tweede-stap", wrong("Verder")),
    ),
    "mfa_index": (Visit(LOCAL, "/aanmelden/beveiliging"),),
    "mfa_reauthenticate": (
        Visit(LOCAL, "/aanmelden/beveiliging/code"),
        Visit(LOCAL, "/aanmelden/beveiliging/code", wrong("Verder")),
    ),
    "mfa_activate_totp": (
        Visit(JOINER, "/aanmelden/beveiliging/app"),
        Visit(JOINER, "/aanmelden/beveiliging/app", wrong("Instellen")),
    ),
    "mfa_deactivate_totp": (Visit(LOCAL, "/aanmelden/beveiliging/app/stoppen"),),
    "mfa_add_webauthn": (Visit(JOINER, "/aanmelden/beveiliging/sleutel"),),
    "mfa_remove_webauthn": (
        Visit(LOCAL, "/aanmelden/beveiliging", (followed("Deze laptop verwijderen"),)),
    ),
    "mfa_view_recovery_codes": (Visit(LOCAL, "/aanmelden/beveiliging/codes"),),
    "mfa_generate_recovery_codes": (Visit(LOCAL, "/aanmelden/beveiliging/codes/nieuw"),),
    # Klanten
    "medewerker:start": (
        Visit(ADVISEUR, "/"),
        Visit(TEAMLEIDER, "/"),
        Visit(PRIVACY_OFFICER, "/"),
        Visit(KWALITEIT, "/"),
        Visit(BEHEERDER, "/"),
    ),
    "medewerker:palette": (
        Visit(ADVISEUR, "/ga-naar"),
        Visit(ADVISEUR, "/ga-naar", (filled("Waar wilt u heen?", "vries"), pressed("Zoeken"))),
    ),
    "medewerker:chain": (
        Visit(KWALITEIT, "/keten/"),
        Visit(ADVISEUR, "/keten/", status=403),
    ),
    "medewerker:search": (
        Visit(ADVISEUR, "/klanten/zoeken"),
        Visit(ADVISEUR, "/klanten/zoeken", wrong("Zoeken")),
    ),
    "medewerker:dossier": (
        Visit(ADVISEUR, "/klanten/{klant}/"),
        Visit(ADVISEUR, "/klanten/{elsewhere}/", status=404),
    ),
    "medewerker:bsn": (Visit(ADVISEUR, "/klanten/{klant}/", (asked_for_bsn,)),),
    "medewerker:gallery": (
        Visit(ADVISEUR, "/onderdelen/"),
        Visit(ADVISEUR, "/onderdelen/", wrong("Versturen")),
    ),
    # A team
    "team:klanten": (
        Visit(TEAMLEIDER, "/team/"),
        Visit(TEAMLEIDER, "/team/?wie=zonder"),
    ),
    "team:assign": (
        Visit(TEAMLEIDER, "/team/", (ticked, pressed("Wijs de gekozen klanten toe"))),
        Visit(
            TEAMLEIDER,
            "/team/",
            (ticked, pressed("Wijs de gekozen klanten toe"), *wrong("Wijs toe")),
        ),
    ),
    "team:hand_over": (
        Visit(TEAMLEIDER, "/team/overdragen/{account}/"),
        Visit(TEAMLEIDER, "/team/overdragen/{account}/", wrong("Draag over")),
    ),
    "team:undo": (
        Visit(TEAMLEIDER, "/team/ongedaan/", status=405),
        Visit(
            TEAMLEIDER,
            "/team/",
            (partial(divided, to=ADVISEUR), divided_by_a_colleague, pressed("Maak ongedaan")),
        ),
    ),
    # Noodtoegang
    "noodtoegang:own": (Visit(ADVISEUR, "/noodtoegang/"), Visit(LOCAL, "/noodtoegang/")),
    "noodtoegang:ask": (
        Visit(ADVISEUR, "/noodtoegang/vragen/"),
        Visit(ADVISEUR, "/noodtoegang/vragen/", wrong("Vraag noodtoegang")),
    ),
    "noodtoegang:answer": (
        Visit(ADVISEUR, "/noodtoegang/{found}/"),
        Visit(ADVISEUR, "/noodtoegang/{missed}/"),
    ),
    "noodtoegang:reviews": (
        Visit(TEAMLEIDER, "/noodtoegang/beoordelen/"),
        Visit(TEAMLEIDER, "/noodtoegang/beoordelen/?beoordeeld=ja"),
    ),
    "noodtoegang:review": (
        Visit(TEAMLEIDER, "/noodtoegang/beoordelen/{found}/"),
        Visit(TEAMLEIDER, "/noodtoegang/beoordelen/{missed}/", wrong("Leg het oordeel vast")),
    ),
    # The inzagelog
    "inzagelog:start": (Visit(PRIVACY_OFFICER, "/inzagelog/"),),
    "inzagelog:find_klant": (
        Visit(PRIVACY_OFFICER, "/inzagelog/klant/"),
        Visit(PRIVACY_OFFICER, "/inzagelog/klant/", wrong("Zoek in het inzagelog")),
    ),
    "inzagelog:klant": (Visit(PRIVACY_OFFICER, "/inzagelog/klant/{persoon}/"),),
    "inzagelog:find_medewerker": (
        Visit(PRIVACY_OFFICER, "/inzagelog/medewerkers/"),
        Visit(PRIVACY_OFFICER, "/inzagelog/medewerkers/", wrong("Zoek")),
        Visit(
            PRIVACY_OFFICER,
            "/inzagelog/medewerkers/",
            (filled("Naam van de medewerker", "Iris"), pressed("Zoek")),
        ),
    ),
    "inzagelog:medewerker": (Visit(PRIVACY_OFFICER, "/inzagelog/medewerkers/{account}/"),),
    "inzagelog:patterns": (Visit(PRIVACY_OFFICER, "/inzagelog/patronen/"),),
    "inzagelog:team": (Visit(TEAMLEIDER, "/inzagelog/team/"),),
    # Beheer
    "beheer:start": (Visit(BEHEERDER, "/beheer/"),),
    "beheer:aanvragen": (
        Visit(BEHEERDER, "/beheer/aanvragen/"),
        Visit(BEHEERDER, "/beheer/aanvragen/?status=afgewezen"),
        Visit(BEHEERDER, "/beheer/aanvragen/?status=uitgevoerd"),
    ),
    "beheer:nieuw": (
        Visit(BEHEERDER, "/beheer/aanvragen/nieuw/"),
        Visit(BEHEERDER, "/beheer/aanvragen/nieuw/?organisatie=GM9999"),
    ),
    "beheer:nieuw_bij": (
        Visit(BEHEERDER, "/beheer/aanvragen/nieuw/uwv/"),
        Visit(BEHEERDER, "/beheer/aanvragen/nieuw/uwv/", wrong("Voer de aanvraag in")),
    ),
    "beheer:aanvraag": (
        Visit(BEHEERDER, "/beheer/aanvragen/{waiting}/"),
        Visit(BEHEERDER, "/beheer/aanvragen/{waiting}/", wrong("Voer deze wijziging uit")),
        Visit(BEHEERDER, "/beheer/aanvragen/{rejected}/"),
    ),
    "beheer:afwijzen": (
        Visit(BEHEERDER, "/beheer/aanvragen/{waiting}/afwijzen/"),
        Visit(BEHEERDER, "/beheer/aanvragen/{waiting}/afwijzen/", wrong("Wijs af")),
    ),
    "beheer:accounts": (
        Visit(BEHEERDER, "/beheer/accounts/"),
        Visit(BEHEERDER, "/beheer/accounts/?gesloten=ja"),
        Visit(BEHEERDER, "/beheer/accounts/", wrong("Zoek")),
    ),
    "beheer:account": (
        Visit(BEHEERDER, "/beheer/accounts/{account}/"),
        Visit(BEHEERDER, "/beheer/accounts/{closed}/"),
    ),
    "beheer:sluiten": (
        Visit(BEHEERDER, "/beheer/accounts/{account}/sluiten/"),
        Visit(BEHEERDER, "/beheer/accounts/{self}/sluiten/", wrong("Sluit dit account")),
    ),
    "beheer:heropenen": (Visit(BEHEERDER, "/beheer/accounts/{closed}/heropenen/"),),
    "beheer:beeindigen": (Visit(BEHEERDER, "/beheer/aanstellingen/{aanstelling}/beeindigen/"),),
    "beheer:hercertificering": (
        Visit(BEHEERDER, "/beheer/hercertificering/"),
        Visit(BEHEERDER, "/beheer/hercertificering/?te_laat=ja"),
        Visit(TEAMLEIDER, "/beheer/hercertificering/"),
    ),
    "beheer:vraag": (
        Visit(BEHEERDER, "/beheer/hercertificering/{question}/"),
        Visit(TEAMLEIDER, "/beheer/hercertificering/{question}/", wrong("Leg het antwoord vast")),
    ),
    "beheer:organisaties": (Visit(BEHEERDER, "/beheer/organisaties/"),),
    "beheer:organisatie_nieuw": (
        Visit(BEHEERDER, "/beheer/organisaties/nieuw/"),
        Visit(BEHEERDER, "/beheer/organisaties/nieuw/", wrong("Leg vast")),
    ),
    "beheer:organisatie": (Visit(BEHEERDER, "/beheer/organisaties/uwv/"),),
    "beheer:organisatie_naam": (
        Visit(BEHEERDER, "/beheer/organisaties/uwv/naam/"),
        Visit(
            BEHEERDER,
            "/beheer/organisaties/uwv/naam/",
            (emptied("#id_naam"), *wrong("Leg vast")),
        ),
    ),
    "beheer:team_nieuw": (
        Visit(BEHEERDER, "/beheer/organisaties/uwv/teams/nieuw/"),
        Visit(BEHEERDER, "/beheer/organisaties/uwv/teams/nieuw/", wrong("Leg vast")),
    ),
    "beheer:team": (
        Visit(BEHEERDER, "/beheer/teams/{team}/"),
        Visit(
            BEHEERDER,
            "/beheer/teams/{team}/",
            (filled("Naam van het team", ""), *wrong("Leg vast")),
        ),
    ),
    "beheer:team_opheffen": (
        Visit(BEHEERDER, "/beheer/teams/{team}/opheffen/"),
        Visit(BEHEERDER, "/beheer/teams/{team}/opheffen/", wrong("Hef dit team op")),
    ),
    "beheer:rollen": (Visit(BEHEERDER, "/beheer/rollen/"),),
}
EXAMPLES = {
    "uuid": ["11111111-1111-4111-8111-111111111111"],
    "int": ["1"],
    "str": ["uwv"],
    "slug": ["uwv"],
}


def test_no_page_of_the_site_is_left_out() -> None:
    every = {view_of(address) for address in addresses(EXAMPLES)}
    assert every - PAGES.keys() - NO_PAGE.keys() == set()
    assert NO_PAGE.keys() <= every - PAGES.keys()


@pytest.fixture(scope="module")
def office(open_office: OpenOffice) -> Iterator[Office]:
    """An office of this module's own: what is made here would show on the pages of others."""
    with open_office("paginas") as opened:
        yield opened


@pytest.fixture(scope="module")
def things(installation: Installation, office: Office, django_db_blocker) -> dict[str, object]:
    """What paths name. Made before the browser opens: while that is open, Django refuses."""
    with django_db_blocker.unblock(), alias_at("default", office.database):
        made_here = {**local_accounts(), **people(), **requests(), **noodtoegangen()}
    with connect(installation.data, installation.cluster, database=office.database) as owner:
        owner.execute("UPDATE toegang_noodtoegang SET tot = clock_timestamp()")
    return made_here


def local_accounts() -> dict[str, object]:
    """People with a password here, and the token with which one chooses another."""
    for who, email in EMAILS.items():
        local_medewerker(who, email=email)
    forgetful = Account.objects.get(email=EMAILS[FORGETFUL])
    token = password_token(by=made.actor(held_by(BEHEERDER)), account=forgetful)
    return {"forgetful": forgetful.uuid, "token": token}


def held_by(naam: str) -> Aanstelling:
    return Aanstelling.objects.select_related("account", "organisatie", "team").get(
        account__naam=naam
    )


def people() -> dict[str, object]:
    """Medewerkers and klanten of the office, and a leaver."""
    adviseur, beheerder = held_by(ADVISEUR), held_by(BEHEERDER)
    made.organisatie("GM0599", naam="Rotterdam")
    made.medewerker(Rol.TEAMLEIDER, adviseur.organisatie, adviseur.team, naam=COLLEAGUE)
    leaver = made.medewerker(Rol.KWALITEIT, adviseur.organisatie, naam="Gerda Gegaan")
    deactivate_account(by=made.actor(beheerder), uuid=leaver.account.uuid)
    asked = Hercertificering.objects.get(aanstelling=adviseur)
    with made.in_role("verwerking"):
        own = Klant.objects.select_related("persoon").get(persoon__voornaam="Anna")
        elsewhere = Klant.objects.get(persoon__achternaam="Vriens")
    return {
        "klant": own.uuid,
        "persoon": own.persoon.uuid,
        "elsewhere": elsewhere.uuid,
        "account": adviseur.account.uuid,
        "aanstelling": adviseur.uuid,
        "team": adviseur.team.uuid,
        "self": beheerder.account.uuid,
        "closed": leaver.account.uuid,
        "question": asked.uuid,
    }


def requests() -> dict[str, object]:
    """A form that waits and one that was turned down."""
    by, uwv = made.actor(held_by(BEHEERDER)), Organisatie.objects.get(code="uwv")
    uuids = {}
    for key in ("waiting", "rejected"):
        form = Form(
            email=f"{key}@uwv.test",
            naam="Noor Nieuw",
            reden="Begint bij ons",
            aanvrager="Piet Baas",
            aanvrager_email="piet@uwv.test",
            aangevraagd_op=clock.today(),
            elearning_op=clock.today(),
            wanted=(Wanted(Rol.KWALITEIT, None, Period(clock.today())),),
        )
        uuids[key] = register_aanvraag(by=by, organisatie=uwv, form=form).uuid
    reject_aanvraag(by=by, uuid=uuids["rejected"], toelichting="Geen handtekening")
    return uuids


def noodtoegangen() -> dict[str, object]:
    """One that found somebody, and one that found nobody."""
    by = made.actor(held_by(ADVISEUR))
    bsns = {"found": BSN_ELSEWHERE, "missed": "920000010"}
    with acting(by):
        return {
            key: ask_noodtoegang(by=by, bsn=bsn, geboortedatum=BORN, reden="Een man belt in paniek")
            for key, bsn in bsns.items()
        }


@pytest.fixture(scope="module")
def page_of(
    things: dict[str, object],
    office: Office,
    office_browser: Browser,
    at_work: Callable[[str], Page],
) -> Iterator[Callable[[str], Page]]:
    """The page of anybody who visits; each has one window."""
    with ExitStack() as windows:

        @cache
        def page_of(who: str) -> Page:
            if who not in ARRIVALS:
                return at_work(who)
            if who == HALFWAY:
                page_of(LOCAL)  # has a second step since then
            page = windows.enter_context(office_browser.new_context()).new_page()
            ARRIVALS[who](page, office.site)
            return page

        at_work(ADVISEUR).goto(f"{office.site}/klanten/{things['klant']}/")  # for the inzagelog
        yield page_of


@pytest.mark.parametrize(
    ("view", "visit"),
    [
        pytest.param(view, visit, id=f"{view or 'nowhere'}-{number}")
        for view, visits in PAGES.items()
        for number, visit in enumerate(visits)
    ],
)
def test_axe_and_a_narrow_window_find_nothing(
    view: str,
    visit: Visit,
    office: Office,
    things: dict[str, object],
    page_of: Callable[[str], Page],
) -> None:
    page = page_of(visit.who)
    statuses: list[int] = []

    def hear(answer: Response) -> None:
        if answer.request.is_navigation_request():
            statuses.append(answer.status)

    page.on("response", hear)
    with no_complaints(page, refusals=True):
        page.goto(office.site + visit.path.format_map(things))
        for step in visit.steps:
            step(page)
        assert (view_of(page.url), statuses[-1]) == (view, visit.status)
        look(page, f"-{len(visit.steps)}")
    page.remove_listener("response", hear)
