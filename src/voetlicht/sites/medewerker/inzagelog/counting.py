"""The view for a teamleider: how often her team looked. Counts, and no klant."""

from django.http import HttpRequest, HttpResponse

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.web.access import access, http_methods
from voetlicht.intern.toegang.queries.inzage import team_counts
from voetlicht.intern.toegang.session import actor_of
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.medewerker.inzagelog.forms import SpanForm
from voetlicht.sites.medewerker.inzagelog.pattern_presenters import team_page

PURPOSE = Purpose.LEIDING


@access(purpose=PURPOSE, right="inzagelog.tellen")
@http_methods()
def team(request: HttpRequest) -> HttpResponse:
    """Per medewerker of her team: how many klanten, and how many times."""
    form = SpanForm.asked(request.GET)
    span = form.span()
    counts = team_counts(
        actor=actor_of(request), purpose=PURPOSE, since=span.since, until=span.until
    )
    content = team_page(counts, span)
    return show(request, "medewerker/inzagelog/team.html", content.page, content=content, form=form)
