"""Views for medewerkers."""

from django.http import HttpRequest, HttpResponse

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.web.access import access, http_methods
from voetlicht.intern.doelgroepregister.queries import registered_count
from voetlicht.intern.klantprofielen.queries import vastgesteld_count
from voetlicht.intern.personen.queries import persoon_count
from voetlicht.intern.sonar.queries import klant_count, served_count
from voetlicht.intern.transparantie.queries import stand
from voetlicht.koppeling.queries import waiting_count
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.medewerker.presenters import Counts, start_page


@access(purpose=Purpose.BEHEER)
@http_methods()
def start(request: HttpRequest) -> HttpResponse:
    """The state of the chain in counts: nothing here is about any one person."""
    made = stand()
    counts = Counts(
        personen=persoon_count(),
        geregistreerd=registered_count(),
        dossiers=klant_count(),
        bediend=served_count(),
        profielen=vastgesteld_count(),
        peilbestanden=made.peilbestanden,
        edities=made.editieversies,
        wachtend=waiting_count(),
    )
    content = start_page(counts)
    return show(request, "medewerker/start.html", content.page, content=content)
