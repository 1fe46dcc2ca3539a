"""The home page."""

from django.http import HttpRequest, HttpResponse

from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.web.access import access, http_methods, purpose_of
from voetlicht.intern.sonar.queries import own_klanten
from voetlicht.intern.toegang.queries.caseload import caseload, unassigned_count
from voetlicht.intern.toegang.rollen import WITH_BEREIK
from voetlicht.intern.toegang.session import actor_of
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.medewerker.home.presenters import Own, start_page
from voetlicht.sites.medewerker.noodtoegang.review_presenters import reminder
from voetlicht.sites.medewerker.paging import page_number

EVERY_ROLE = (
    Purpose.BEMIDDELING,
    Purpose.PUBLICATIE,
    Purpose.BEHEER,
    Purpose.CONTROLE,
)


@access(purpose=Purpose.DIENSTVERLENING, also=EVERY_ROLE)
@http_methods()
def start(request: HttpRequest) -> HttpResponse:
    """What one has at hand: for who serves klanten those, for all the pages of one's role."""
    actor, number = actor_of(request), page_number(request.GET.get("pagina", ""))
    own = _own(actor, purpose_of(request), number) if actor.rol in WITH_BEREIK else None
    content = start_page(actor, own, reminder(actor))
    return show(request, "medewerker/home/start.html", content.page, content=content)


def _own(actor: Actor, purpose: Purpose, number: int) -> Own:
    divides = actor.may("toegang.toewijzen")
    return Own(
        klanten=own_klanten(page=number, actor=actor, purpose=purpose),
        caseload=caseload(actor=actor, purpose=purpose),
        unassigned=unassigned_count(actor=actor, purpose=purpose) if divides else None,
    )
