"""Writes about the provider with which an organisatie signs in."""

from collections.abc import Sequence

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.errors import InputError, NotAllowed
from voetlicht.intern.toegang.aanmelden.geheimen import seal
from voetlicht.intern.toegang.actions.aanmelden import forget_identities
from voetlicht.intern.toegang.actions.gebeurtenissen import Detail, record_event
from voetlicht.intern.toegang.models import Aanmeldvoorziening, Gebeurtenis, Organisatie
from voetlicht.intern.toegang.queries.aanmelden import CLIENT_SECRET
from voetlicht.intern.toegang.rules.aanmelden import demand_address, demand_domains

MANAGE = "toegang.accounts_beheren"
SET = "toegang.aanmeldvoorziening_ingesteld"


@transaction.atomic
def set_voorziening(
    *,
    by: Actor,
    organisatie: Organisatie,
    adres: str,
    toepassing: str,
    geheim: str,
    domeinen: Sequence[str],
    actief: bool,
) -> Aanmeldvoorziening:
    """Let an organisatie sign in with this provider; for one's own organisatie only.

    Whoever runs the provider can sign in as anybody of the organisatie: so a change switches it
    off, until another beheerder switches it on. Another address or toepassing forgets who was whom:
    an identity is one person at one provider only. An empty ``geheim`` keeps the one that is known.
    InputError for an address, domain or secret that cannot be used; NotAllowed for who would
    switch on what she changed herself.
    """
    by.demand(MANAGE)
    if by.organisatie != organisatie.code:
        raise NotAllowed("U beheert alleen de aanmeldvoorziening van uw eigen organisatie.")
    names = sorted({each.strip().casefold().lstrip("@") for each in domeinen} - {""})
    demand_address(adres)
    demand_domains(names)
    known = Aanmeldvoorziening.objects.select_for_update().filter(organisatie=organisatie).first()
    _demand_secret(known, adres, geheim)
    row = known or Aanmeldvoorziening(organisatie=organisatie)
    before = [row.adres, row.toepassing, row.domeinen]
    changed = bool(geheim) or [adres, toepassing, names] != before
    if actief and not changed and not row.actief:
        _demand_other_than_last(by, organisatie)
    if [adres, toepassing] != before[:2]:
        forget_identities(rows=SocialAccount.objects.filter(provider=organisatie.code))
    row.adres, row.toepassing, row.domeinen = adres, toepassing, names
    row.actief = actief and not changed
    if geheim:
        row.geheim = seal(geheim, purpose=CLIENT_SECRET)
    row.save()
    _record(by, row, gewijzigd=changed, nieuw_geheim=bool(geheim))
    return row


def _record(by: Actor, row: Aanmeldvoorziening, **facts: bool) -> None:
    told: dict[str, Detail] = {"adres": row.adres, "actief": row.actief, **facts}
    record_event(by=by, what=SET, about=row.organisatie.code, details=told)


def _demand_secret(known: Aanmeldvoorziening | None, adres: str, geheim: str) -> None:
    """A known secret is kept for its own address alone: another one could be anybody's."""
    if geheim:
        return
    if known is None:
        raise InputError(
            "Vul het geheim in dat de aanmeldvoorziening voor Voetlicht heeft gemaakt."
        )
    if known.adres != adres:
        raise InputError("Vul bij een ander adres ook het geheim opnieuw in.")


def _demand_other_than_last(by: Actor, organisatie: Organisatie) -> None:
    """Go on only when somebody else made the last change; the trail says who did."""
    last = (
        Gebeurtenis.objects.filter(what=SET, about=organisatie.code, details__gewijzigd=True)
        .order_by("id")
        .last()
    )
    if last is None or last.actor_id == by.id:
        raise NotAllowed("U hebt dit zelf gewijzigd. Een andere beheerder zet het aan.")
