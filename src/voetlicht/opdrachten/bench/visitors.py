"""Medewerkers of an example who are signed in for the time of a measurement.

Runs as a process of its own, with the environment of the intern site, since only that may write
sessions. Prints one line of JSON, waits until its input is closed, and signs everybody out.

    python -m voetlicht.opdrachten.bench.visitors NUMBER
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

KLANTEN_EACH = 20


def sign_in(number: int) -> list[dict[str, Any]]:
    """So many medewerkers who serve klanten: session key, and some klanten of each."""
    from voetlicht.intern.toegang.aanmelden.sessions import SessionStore

    found = []
    for aanstelling in _serving():
        klanten = _klanten_of(aanstelling)
        if klanten:
            session = SessionStore()
            session.update(_content(aanstelling))
            session.create()
            found.append({"session": session.session_key, "klanten": klanten})
        if len(found) == number:
            break
    return found


def sign_out(visitors: list[dict[str, Any]]) -> None:
    """Nothing of these sessions stays."""
    from voetlicht.intern.toegang.aanmelden.sessions import SessionStore

    for visitor in visitors:
        SessionStore(visitor["session"]).delete()


def _serving() -> Iterator[Any]:
    """Aanstellingen that serve klanten today, in random but lasting order."""
    from voetlicht.basis.kern import clock
    from voetlicht.intern.toegang.enums import Rol
    from voetlicht.intern.toegang.models import Aanstelling

    return (
        Aanstelling.objects.filter(
            rol__in=(Rol.ADVISEUR_WERK, Rol.KLANTMANAGER),
            valid__contains=clock.today(),
            account__is_active=True,
        )
        .select_related("account", "organisatie", "team")
        .order_by("uuid")
        .iterator()
    )


def _klanten_of(aanstelling: Any) -> list[tuple[str, str]]:
    """Public id and surname of some klanten within reach, as the database shows them to her."""
    from voetlicht.intern.sonar.models import Klant
    from voetlicht.intern.toegang.models import Toewijzing
    from voetlicht.intern.toegang.queries.medewerkers import actor_in
    from voetlicht.intern.toegang.transaction import acting

    with acting(actor_in(aanstelling)):
        own = Toewijzing.objects.filter(account=aanstelling.account, valid__upper_inf=True)
        klanten = Klant.objects.filter(
            persoon_id__in=list(own.values_list("persoon", flat=True)[:KLANTEN_EACH])
        )
        found = klanten.values_list("uuid", "persoon__achternaam").order_by("pk")
        return [(str(klant), achternaam) for klant, achternaam in found]


def _content(aanstelling: Any) -> dict[str, Any]:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from voetlicht.intern.toegang.aanmelden.backend import AccountBackend
    from voetlicht.intern.toegang.session import CHOSEN

    account = aanstelling.account
    return {
        SESSION_KEY: str(account.pk),
        BACKEND_SESSION_KEY: f"{AccountBackend.__module__}.{AccountBackend.__qualname__}",
        HASH_SESSION_KEY: account.get_session_auth_hash(),
        CHOSEN: aanstelling.pk,
    }


def main(number: int) -> None:
    """Sign in, tell, wait, sign out."""
    import django
    from django.conf import settings

    django.setup()
    if settings.SOORT != "voorbeeld":
        raise SystemExit("Alleen in een voorbeeldinstallatie.")
    visitors = sign_in(number)
    print(json.dumps(visitors), flush=True)  # noqa: T201 - for the process that waits for it
    sys.stdin.read()
    sign_out(visitors)


if __name__ == "__main__":
    main(int(sys.argv[1]))
