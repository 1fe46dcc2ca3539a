"""The state of the chain: how many of everything there are, and nothing of anybody."""

from django.http import HttpRequest, HttpResponse

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.web.access import access, http_methods, purpose_of
from voetlicht.intern.toegang.session import actor_of
from voetlicht.intern.transparantie.queries import SEE, keten_stand
from voetlicht.koppeling.queries import waiting_count
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.medewerker.keten.presenters import chain_page


@access(purpose=Purpose.BEHEER, also=(Purpose.PUBLICATIE,), right=SEE)
@http_methods()
def chain(request: HttpRequest) -> HttpResponse:
    """The state of the chain in counts, at most some minutes old."""
    stand = keten_stand(actor=actor_of(request), purpose=purpose_of(request))
    content = chain_page(stand, waiting=waiting_count())
    return show(request, "medewerker/keten/stand.html", content.page, content=content)
