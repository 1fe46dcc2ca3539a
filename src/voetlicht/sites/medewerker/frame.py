"""What all pages for medewerkers share: who is signed in, the menu, and that nobody keeps them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.intern.toegang.models import Aanstelling
from voetlicht.intern.toegang.queries.caseload import running_noodtoegang
from voetlicht.sites.medewerker.moments import clock_text
from voetlicht.sites.medewerker.navigation import menu_of, url_of
from voetlicht.sites.medewerker.parts import WRAPPER, asks_for_part
from voetlicht.sites.medewerker.words import rolnaam
from voetlicht.sites.thema import frame
from voetlicht.sites.thema.page import Link, Page, SignedIn, Site

# Beside one's name: the palette, and the pages of one's own account (``aanmelden`` has them).
OWN_PAGES = (
    (gettext_lazy("Ga naar (Ctrl+K)"), "medewerker:palette"),
    (gettext_lazy("Andere rol"), "aanmelden_rol"),
    (gettext_lazy("Mijn apparaten"), "aanmelden_apparaten"),
    (gettext_lazy("Tweede stap"), "mfa_index"),
)
SIGN_OUT = "account_logout"


def site(request: HttpRequest) -> Site:
    """The frame around every page, for who asks."""
    aanstelling: Aanstelling | None = getattr(request, "aanstelling", None)
    actor: Actor | None = getattr(request, "actor", None)
    on_palette = request.path == url_of("medewerker:palette")
    return Site(
        name=_("Voor medewerkers"),
        about=_("De binnenkant van de keten. Deze site is niet voor de buitenwereld."),
        menu=menu_of(actor),
        signed_in=_signed_in(aanstelling) if aanstelling else None,
        head="medewerker/head.html",
        below="medewerker/palette/dialog.html" if actor and not on_palette else "",
    )


def show(
    request: HttpRequest,
    template: str,
    page: Page,
    *,
    status: int = 200,
    part: str = "",
    **content: Any,
) -> HttpResponse:
    """Render a page in the frame; or only ``part`` of it, a template, where a script asks so."""
    wanted = WRAPPER if part and asks_for_part(request) else template
    response = frame.show(
        request,
        wanted,
        site=site(request),
        page=page,
        status=status,
        part=part,
        emergencies=_emergencies(request) if status < 400 and wanted == template else (),
        **content,
    )
    patch_cache_control(response, private=True, no_store=True)
    return response


def _signed_in(aanstelling: Aanstelling) -> SignedIn:
    pages = (Link(str(text), url) for text, name in OWN_PAGES if (url := url_of(name)))
    return SignedIn(
        naam=aanstelling.account.naam or aanstelling.account.email,
        rol=rolnaam(aanstelling.rol),
        organisatie=aanstelling.organisatie.naam,
        pages=tuple(pages),
        sign_out_url=url_of(SIGN_OUT),
    )


def _emergencies(request: HttpRequest) -> tuple[dict[str, str], ...]:
    """The noodtoegangen that run, for the red band above every page; error pages ask nothing."""
    actor: Actor | None = getattr(request, "actor", None)
    purpose: Purpose | None = getattr(request, "purpose", None)  # None on a page for everyone
    if actor is None or purpose is None or not actor.may("toegang.noodtoegang_vragen"):
        return ()
    return tuple(
        {
            "text": _("U hebt noodtoegang tot een dossier, nog tot %(time)s uur.")
            % {"time": clock_text(each.tot)},
            "end_url": url_of("noodtoegang:end", each.uuid),
        }
        for each in running_noodtoegang(actor=actor, purpose=purpose)
    )
