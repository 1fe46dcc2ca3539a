"""Reads for signing in. Nothing here is about klanten.

Most are asked before anybody acts in an aanstelling, by who is about to: no role is known yet that
could have a right or a purpose. What a beheerder reads states both.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, ActorKind, Purpose
from voetlicht.basis.kern.errors import NotFound
from voetlicht.intern.toegang.aanmelden.geheimen import pseudonym, unseal
from voetlicht.intern.toegang.aanmelden.lockout import name_of
from voetlicht.intern.toegang.aanmelden.tokens import TOKENS
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanmeldvoorziening, Aanstelling, Account, Sessie
from voetlicht.intern.toegang.queries.accountaanvragen import MANAGE
from voetlicht.intern.toegang.queries.medewerkers import aanstellingen_of
from voetlicht.intern.toegang.rules.aanmelden import EXAMPLE, LOCAL, may_act

CLIENT_SECRET = "aanmeldvoorziening"  # noqa: S105 - the name of a purpose
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
EXAMPLES_PER_ROL = 3


@dataclass(frozen=True, slots=True)
class Apparaat:
    """A browser with an open session. ``id`` names it without being the key that opens it."""

    id: str
    naam: str
    since: datetime
    seen: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class Keuze:
    """An aanstelling to choose: whose it is, as what, and where."""

    aanstelling: UUID
    naam: str
    rol: Rol
    organisatie: str
    team: str


@dataclass(frozen=True, slots=True)
class Voorziening:
    """An organisatie that signs in by itself."""

    code: str
    naam: str


def voorzieningen() -> tuple[Voorziening, ...]:
    """The organisaties with a provider in use, by name."""
    return tuple(
        Voorziening(each.organisatie.code, each.organisatie.naam) for each in active_voorzieningen()
    )


def active_voorzieningen() -> tuple[Aanmeldvoorziening, ...]:
    """The providers in use, by the name of their organisatie."""
    return tuple(
        Aanmeldvoorziening.objects.filter(actief=True)
        .select_related("organisatie")
        .order_by("organisatie__naam")
    )


def own_voorziening(*, actor: Actor, purpose: Purpose) -> Aanmeldvoorziening | None:
    """The provider of the organisatie of this beheerder, in use or not."""
    actor.demand_purpose(purpose)
    actor.demand(MANAGE)
    return Aanmeldvoorziening.objects.filter(organisatie__code=actor.organisatie).first()


def secret_of(voorziening: Aanmeldvoorziening) -> str:
    """The client secret, unsealed: for talking to the provider, never for showing."""
    return unseal(bytes(voorziening.geheim), purpose=CLIENT_SECRET)


def choosable(account: Account, *, signed_in_by: str) -> tuple[Aanstelling, ...]:
    """The aanstellingen of today in which a session may act, given who vouched for it."""
    held = aanstellingen_of(account, on=clock.today())
    if signed_in_by == EXAMPLE:
        return held if settings.SOORT == "voorbeeld" else ()
    with_provider = {each.organisatie.code for each in active_voorzieningen()}
    return tuple(
        each
        for each in held
        if may_act(
            signed_in_by=signed_in_by,
            organisatie=each.organisatie.code,
            rol=Rol(each.rol),
            with_provider=with_provider,
        )
    )


def keuzes(account: Account, *, signed_in_by: str) -> tuple[Keuze, ...]:
    """What ``choosable`` finds, to show."""
    return tuple(_keuze(each) for each in choosable(account, signed_in_by=signed_in_by))


def _keuze(held: Aanstelling) -> Keuze:
    return Keuze(
        aanstelling=held.uuid,
        naam=held.account.naam,
        rol=Rol(held.rol),
        organisatie=held.organisatie.naam,
        team=held.team.naam if held.team else "",
    )


def signs_in_locally(account: Account) -> bool:
    """Whether the account needs a password: some role of today cannot be reached otherwise."""
    return bool(choosable(account, signed_in_by=LOCAL))


def has_second_factor(account: Account, *, besides: int | None = None) -> bool:
    """Whether the account has an app or a key for the second step, ``besides`` one of them."""
    return (
        Authenticator.objects.filter(user=account, type__in=SECOND_FACTORS)
        .exclude(pk=besides)
        .exists()
    )


def apparaten_of(account: Account, *, current_key: str) -> tuple[Apparaat, ...]:
    """The open sessions of an account, the one last used first; ``current_key`` is of this one."""
    rows = Sessie.objects.filter(account=account.pk, expire_date__gt=clock.now())
    return tuple(
        Apparaat(
            id=apparaat_id(each.session_key),
            naam=each.apparaat,
            since=each.begonnen_op,
            seen=each.laatst_gezien,
            current=each.session_key == current_key,
        )
        for each in rows.order_by("-laatst_gezien", "session_key")
    )


def apparaat_id(session_key: str) -> str:
    """What a page may carry of a session key."""
    return pseudonym(session_key, purpose="apparaat")


def nobody_yet(account: Account) -> Actor:
    """Who has signed in and acts in no aanstelling yet: herself, without any right."""
    return Actor(kind=ActorKind.MEDEWERKER, id=str(account.uuid))


def account_with_token(uuid: UUID, token: str) -> Account:
    """The active account whose password this token may set; NotFound: not, or no longer."""
    found = Account.objects.filter(uuid=uuid, is_active=True).first()
    if found is None or not TOKENS.check_token(found, token):
        raise NotFound("Deze link werkt niet meer. Vraag uw functioneel beheerder een nieuwe.")
    return found


def is_locked(account: Account, *, actor: Actor, purpose: Purpose) -> bool:
    """Whether attempts to sign in with this account are refused from some address at present."""
    actor.demand_purpose(purpose)
    actor.demand(MANAGE)
    since = clock.now() - settings.AXES_COOLOFF_TIME
    return AccessAttempt.objects.filter(
        username=name_of(account.email),
        attempt_time__gt=since,
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
    ).exists()


def example_keuzes() -> tuple[Keuze, ...]:
    """Some medewerkers per rol to sign in as; NotFound where persons are real."""
    demand_example()
    held = (
        Aanstelling.objects.filter(valid__contains=clock.today(), account__is_active=True)
        .select_related("account", "organisatie", "team")
        .order_by("account_id", "organisatie__code", "pk")
        .distinct("account_id")
    )
    return tuple(_keuze(each) for rol in Rol for each in held.filter(rol=rol)[:EXAMPLES_PER_ROL])


def example_account(aanstelling: UUID) -> Account:
    """Whose aanstelling of an example this is; NotFound where persons are real, or it is none."""
    demand_example()
    found = Account.objects.filter(aanstellingen__uuid=aanstelling, is_active=True).first()
    if found is None:
        raise NotFound("Deze voorbeeldmedewerker is er niet.")
    return found


def demand_example() -> None:
    """Go on only in an example installation; elsewhere there is no such thing: NotFound."""
    if settings.SOORT != "voorbeeld":
        raise NotFound("Op dit adres staat geen pagina.")
