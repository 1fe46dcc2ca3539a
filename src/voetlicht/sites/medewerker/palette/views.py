"""The palette: type where to go. Without a script it is a page of its own."""

from django.http import HttpRequest, HttpResponse

from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.web.access import access, http_methods, purpose_of
from voetlicht.intern.personen.rules import search_words
from voetlicht.intern.sonar.queries import Klantregel, Zoekvraag, klanten
from voetlicht.intern.toegang.rollen import WITH_BEREIK
from voetlicht.intern.toegang.session import actor_of
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.medewerker.home.views import EVERY_ROLE
from voetlicht.sites.medewerker.palette.forms import PaletteForm
from voetlicht.sites.medewerker.palette.presenters import palette_page

LETTERS = 3
"""So many letters before klanten are offered: each that is shown leaves a line."""
OFFERED = 5


@access(purpose=Purpose.DIENSTVERLENING, also=EVERY_ROLE)
@http_methods(read=("GET", "HEAD", "POST"))
def palette(request: HttpRequest) -> HttpResponse:
    """Where one can go: pages by their name, klanten within reach by theirs."""
    actor = actor_of(request)
    form = PaletteForm(request.POST if request.method == "POST" else None)
    vraag = form.cleaned_data["vraag"] if form.is_valid() else ""
    found = _klanten(vraag, actor, purpose_of(request))
    content = palette_page(actor, vraag=vraag, klanten=found)
    return show(
        request,
        "medewerker/palette/page.html",
        content.page,
        part="medewerker/palette/options.html",
        content=content,
        form=form,
    )


def _klanten(vraag: str, actor: Actor, purpose: Purpose) -> tuple[Klantregel, ...]:
    words = search_words(vraag)
    if actor.rol not in WITH_BEREIK or len("".join(words)) < LETTERS:
        return ()
    lijst = klanten(Zoekvraag(words), page=1, size=OFFERED, actor=actor, purpose=purpose)
    return lijst.klanten
