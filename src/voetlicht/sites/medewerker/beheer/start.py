"""The first page of the beheerder: what waits, and where everything is."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.numbers import format_count
from voetlicht.basis.web.access import access, http_methods
from voetlicht.intern.toegang.queries.accountaanvragen import MANAGE, waiting_count
from voetlicht.intern.toegang.queries.hercertificering import open_count
from voetlicht.intern.toegang.session import actor_of
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.medewerker.navigation import url_of
from voetlicht.sites.thema.page import Link, Page

PURPOSE = Purpose.BEHEER


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the work: where it is, what it is for, and what waits there."""

    link: Link
    about: str
    waits: str = ""


@access(purpose=PURPOSE, right=MANAGE)
@http_methods()
def start(request: HttpRequest) -> HttpResponse:
    """What waits for the beheerder."""
    actor = actor_of(request)
    waiting = waiting_count(actor=actor, purpose=PURPOSE)
    questions = open_count(actor=actor, purpose=PURPOSE)
    late = open_count(actor=actor, purpose=PURPOSE, overdue=True)
    page = Page(_("Beheer"), section=reverse("beheer:start"))
    places = _places(waiting, questions, late)
    return show(request, "medewerker/beheer/start.html", page, places=places)


def _places(waiting: int, questions: int, late: int) -> tuple[Place, ...]:
    numbers = {"number": format_count(questions), "late": format_count(late)}
    provider = url_of("aanmelden_voorziening")
    places = (
        Place(
            Link(_("Aanvragen"), reverse("beheer:aanvragen")),
            _("Nieuwe medewerkers, andere rollen en vertrek."),
            _("%(number)s wachten") % {"number": format_count(waiting)} if waiting else "",
        ),
        Place(
            Link(_("Hercertificering"), reverse("beheer:hercertificering")),
            _("Wie heeft een rol nog nodig?"),
            _("%(number)s open, waarvan %(late)s te laat") % numbers if questions else "",
        ),
        Place(
            Link(_("Accounts"), reverse("beheer:accounts")),
            _("Wie zich kan aanmelden, en in welke rollen."),
        ),
        Place(
            Link(_("Organisaties en teams"), reverse("beheer:organisaties")),
            _("Teams vormen, een andere naam geven en opheffen."),
        ),
        Place(
            Link(_("Rollen"), reverse("beheer:rollen")),
            _("Wat elke rol mag, leest en ziet."),
        ),
    )
    signing_in = Place(
        Link(_("Aanmelden via uw organisatie"), provider),
        _("De voorziening waarmee uw medewerkers zich aanmelden."),
    )
    return (*places, signing_in) if provider else places
