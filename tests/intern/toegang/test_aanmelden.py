"""Signing in without a browser: the rules, the secrets, and what actions refuse."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from hypothesis import given
from hypothesis import strategies as st

from medewerkers import account, actor, in_role, medewerker, organisatie
from signing_in import connect_to
from voetlicht.basis.kern.actor import Actor, ActorKind
from voetlicht.basis.kern.errors import InputError, NotAllowed, NotFound
from voetlicht.intern.toegang.aanmelden.geheimen import pseudonym, seal, unseal
from voetlicht.intern.toegang.aanmelden.lockout import name_of
from voetlicht.intern.toegang.actions.aanmelden import choose_aanstelling, identified_account
from voetlicht.intern.toegang.actions.aanmeldvoorzieningen import set_voorziening
from voetlicht.intern.toegang.actions.lokaal import (
    password_token,
    reset_second_factor,
    set_password,
    unlock,
)
from voetlicht.intern.toegang.actions.sessies import end_sessions
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Account, Gebeurtenis
from voetlicht.intern.toegang.queries.aanmelden import (
    example_account,
    nobody_yet,
    signs_in_locally,
)
from voetlicht.intern.toegang.rules.aanmelden import (
    LOCAL,
    demand_address,
    demand_domains,
    device_of,
    may_act,
    session_end,
    vouches_for,
)
from voetlicht.intern.toegang.systeemactoren import AANMELDEN

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
BOTH = pytest.mark.django_db(databases=["default", "spoor"])
POWERLESS = Actor(kind=ActorKind.SYSTEEM, id="niemand")


@pytest.fixture
def _as_site(db) -> Iterator[None]:
    """The site signs people in; commands, as whom these rooms are tested, do not."""
    with in_role("intern"):
        yield


minutes = st.integers(0, 2000).map(lambda number: timedelta(minutes=number))


@given(idle=minutes, longest=minutes, used=minutes)
def test_a_session_ends_by_whichever_comes_first(idle, longest, used) -> None:
    seen = NOON + used
    end = session_end(NOON, seen, idle=idle, longest=longest)
    assert end <= seen + idle
    assert end <= NOON + longest
    assert end in (seen + idle, NOON + longest)


codes = st.sampled_from(["uwv", "GM0599", "GM0606"])


@given(
    by=codes | st.just(LOCAL),
    at=codes,
    rol=st.sampled_from(list(Rol)),
    with_provider=st.frozensets(codes),
)
def test_a_provider_vouches_for_its_own_organisatie_alone(by, at, rol, with_provider) -> None:
    allowed = may_act(signed_in_by=by, organisatie=at, rol=rol, with_provider=with_provider)
    if by != LOCAL:
        assert allowed == (by == at)
    elif at in with_provider:
        assert allowed == (rol is Rol.FUNCTIONEEL_BEHEERDER)
    else:
        assert allowed


@pytest.mark.parametrize(
    ("email", "verified", "believed"),
    [
        ("eva@uwv.example", True, True),
        ("eva@UWV.Example", True, True),
        ("eva@uwv.example", False, False),
        ("eva@sub.uwv.example", True, False),
        ("eva@uwv.example.elders.example", True, False),
        ("eva@elders.example@uwv.example", True, True),
        ("@uwv.example", True, False),
        ("uwv.example", True, False),
        ("", True, False),
    ],
)
def test_a_provider_is_believed_about_its_own_domains(email, verified, believed) -> None:
    assert vouches_for(email, verified=verified, domeinen=["uwv.example"]) is believed


@pytest.mark.parametrize(
    "domeinen", [[], ["uwv"], ["@uwv.nl"], ["UWV.nl"], ["uwv.nl "], ["u wv.nl"]]
)
def test_a_domain_is_a_domain(domeinen: list[str]) -> None:
    with pytest.raises(InputError, match="e-maildomein"):
        demand_domains(domeinen)
    demand_domains(["uwv.nl", "werk.rotterdam.nl"])


@pytest.mark.parametrize(
    "adres", ["http://uwv.example", "ftp://uwv.example", "http://localhost.elders.example", "x"]
)
def test_a_provider_is_read_over_https(adres: str) -> None:
    with pytest.raises(InputError, match="https"):
        demand_address(adres)
    demand_address("https://uwv.example/oidc")
    demand_address("http://127.0.0.1:8000")


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        ("(Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge op Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari op iPhone"),
        ("", "Onbekende browser op onbekend apparaat"),
    ],
)
def test_a_device_is_named_for_people(user_agent: str, device: str) -> None:
    assert device_of(user_agent) == device


@given(secret=st.text(), purpose=st.sampled_from(["een", "twee"]))
def test_what_is_sealed_opens_for_its_own_purpose_alone(secret: str, purpose: str) -> None:
    sealed = seal(secret, purpose=purpose)
    assert unseal(sealed, purpose=purpose) == secret
    assert seal(secret, purpose=purpose) != sealed
    with pytest.raises(InputError, match="andere sleutel"):
        unseal(sealed, purpose="drie")
    with pytest.raises(InputError, match="andere sleutel"):
        unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), purpose=purpose)


def test_another_key_opens_and_recognises_nothing(settings) -> None:
    sealed, name = seal("geheim", purpose="een"), pseudonym("anna", purpose="een")
    settings.AANMELD_KEY = bytes(32)
    with pytest.raises(InputError, match="VOETLICHT_AANMELD_SLEUTEL"):
        unseal(sealed, purpose="een")
    assert pseudonym("anna", purpose="een") != name


def test_attempts_are_counted_whatever_the_case() -> None:
    assert name_of(" Anna@Rotterdam.example") == name_of("anna@rotterdam.example")
    assert "anna" not in name_of("anna")


@BOTH
@pytest.mark.usefixtures("_as_site")
def test_without_the_right_nothing_of_signing_in_is_done() -> None:
    held = medewerker(Rol.ADVISEUR_WERK, organisatie("uwv"))
    who = held.account
    refused = [
        lambda: identified_account(
            by=POWERLESS, organisatie="uwv", uid="1", email="", verified=True
        ),
        lambda: choose_aanstelling(
            by=POWERLESS, account=who, aanstelling=held.uuid, signed_in_by=LOCAL
        ),
        lambda: set_password(by=POWERLESS, account=who, token="", password="x"),
        lambda: password_token(by=actor(held), account=who),
        lambda: reset_second_factor(by=actor(held), account=who),
        lambda: unlock(by=actor(held), account=who),
        lambda: end_sessions(by=POWERLESS, account=who),
    ]
    for action in refused:
        with pytest.raises(NotAllowed):
            action()
    assert not Gebeurtenis.objects.filter(what__startswith="toegang.wachtwoord").exists()


@BOTH
@pytest.mark.usefixtures("_as_site")
def test_a_provider_is_set_by_ones_own_beheerder() -> None:
    beheerder = medewerker(Rol.FUNCTIONEEL_BEHEERDER, organisatie("GM0599"))
    given = {
        "adres": "https://x.example",
        "toepassing": "voetlicht",
        "geheim": "geheim",
        "domeinen": ["x.example"],
        "actief": True,
    }
    with pytest.raises(NotAllowed, match="eigen organisatie"):
        set_voorziening(by=actor(beheerder), organisatie=organisatie("uwv"), **given)
    with pytest.raises(NotAllowed):
        set_voorziening(by=POWERLESS, organisatie=organisatie("uwv"), **given)


@BOTH
@pytest.mark.usefixtures("_as_site")
@pytest.mark.parametrize(
    ("change", "links"),
    [
        ({}, ["GM0599", "uwv"]),
        ({"domeinen": ["y.example"]}, ["GM0599", "uwv"]),
        ({"adres": "https://y.example"}, ["uwv"]),
        ({"toepassing": "anders"}, ["uwv"]),
    ],
)
def test_another_provider_knows_nobody_yet(change: dict, links: list[str]) -> None:
    beheerder = medewerker(Rol.FUNCTIONEEL_BEHEERDER, organisatie("GM0599"))
    given = {
        "adres": "https://x.example",
        "toepassing": "voetlicht",
        "geheim": "geheim",
        "domeinen": ["x.example"],
        "actief": True,
    }
    set_voorziening(by=actor(beheerder), organisatie=organisatie("GM0599"), **given)
    for code in ("GM0599", "uwv"):
        SocialAccount.objects.create(user=account(), provider=code, uid="1")
    set_voorziening(by=actor(beheerder), organisatie=organisatie("GM0599"), **given | change)
    kept = SocialAccount.objects.order_by("provider").values_list("provider", flat=True)
    assert list(kept) == links


@BOTH
@pytest.mark.usefixtures("_as_site")
def test_an_identity_without_a_provider_in_use_is_nobody() -> None:
    holder = account(email="eva@uwv.example")
    medewerker(Rol.ADVISEUR_WERK, organisatie("uwv"), account=holder)
    asked = {"organisatie": "uwv", "uid": "1", "email": holder.email, "verified": True}
    with pytest.raises(NotFound):
        identified_account(by=AANMELDEN, **asked)
    connect_to("https://x.example", "uwv", "uwv.example")
    assert signs_in_locally(holder) is False
    assert identified_account(by=AANMELDEN, **asked) == holder
    assert identified_account(by=AANMELDEN, **asked | {"email": "", "verified": False}) == holder
    assert SocialAccount.objects.count() == 1


@BOTH
@pytest.mark.usefixtures("_as_site")
def test_a_token_sets_a_password_once() -> None:
    held = medewerker(Rol.KLANTMANAGER, organisatie("GM0599"))
    boss = medewerker(Rol.FUNCTIONEEL_BEHEERDER, organisatie("uwv"))
    token = password_token(by=actor(boss), account=held.account)
    given = {"by": AANMELDEN, "account": held.account, "token": token}
    set_password(**given, password="een lang wachtwoord")
    with pytest.raises(NotFound):
        set_password(**given, password="nog een wachtwoord")
    assert Account.objects.get(pk=held.account_id).check_password("een lang wachtwoord")


@BOTH
@pytest.mark.usefixtures("_as_site")
def test_ending_no_sessions_is_no_event() -> None:
    who = account()
    assert end_sessions(by=nobody_yet(who), account=who) == 0
    assert not Gebeurtenis.objects.exists()


@BOTH
@pytest.mark.usefixtures("_as_site")
def test_who_is_not_there_is_not_found() -> None:
    who, held = account(), medewerker(Rol.KWALITEIT, organisatie("uwv"))
    with pytest.raises(NotFound):
        example_account(who.uuid)
    assert example_account(held.uuid) == held.account
