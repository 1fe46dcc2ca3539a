"""Writes about the provider with which an organisatie signs in."""

from collections.abc import Sequence

from django.db import transaction

from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.errors import InputError, NotAllowed
from voetlicht.intern.toegang.aanmelden.geheimen import seal
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.models import Aanmeldvoorziening, Organisatie
from voetlicht.intern.toegang.queries.aanmelden import CLIENT_SECRET
from voetlicht.intern.toegang.rules.aanmelden import demand_address, demand_domains

MANAGE = "toegang.accounts_beheren"


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

    An empty ``geheim`` keeps the one that is known. InputError for an address, domain or secret
    that cannot be used.
    """
    by.demand(MANAGE)
    if by.organisatie != organisatie.code:
        raise NotAllowed("U beheert alleen de aanmeldvoorziening van uw eigen organisatie.")
    names = sorted({each.strip().casefold().lstrip("@") for each in domeinen} - {""})
    demand_address(adres)
    demand_domains(names)
    known = Aanmeldvoorziening.objects.select_for_update().filter(organisatie=organisatie).first()
    if known is None and not geheim:
        raise InputError(
            "Vul het geheim in dat de aanmeldvoorziening voor Voetlicht heeft gemaakt."
        )
    if known is not None and known.adres != adres and not geheim:
        raise InputError("Vul bij een ander adres ook het geheim opnieuw in.")
    row = known or Aanmeldvoorziening(organisatie=organisatie)
    row.adres, row.toepassing, row.domeinen, row.actief = adres, toepassing, names, actief
    if geheim:
        row.geheim = seal(geheim, purpose=CLIENT_SECRET)
    row.save()
    record_event(
        by=by,
        what="toegang.aanmeldvoorziening_ingesteld",
        about=organisatie.code,
        details={"adres": adres, "actief": actief, "nieuw_geheim": bool(geheim)},
    )
    return row
