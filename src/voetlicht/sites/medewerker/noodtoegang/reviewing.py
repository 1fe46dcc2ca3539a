"""Views for who judges noodtoegang: of her team, or of her organisatie as a privacy officer."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import Conflict, InputError, NotFound
from voetlicht.basis.web.access import READING, access, http_methods, purpose_of
from voetlicht.intern.toegang.actions.noodtoegang import review_noodtoegang
from voetlicht.intern.toegang.queries.noodtoegang import (
    noodtoegang_to_review,
    noodtoegangen_to_review,
)
from voetlicht.intern.toegang.session import actor_of
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.medewerker.noodtoegang.forms import ReviewForm
from voetlicht.sites.medewerker.noodtoegang.review_presenters import review_page, reviews_page
from voetlicht.sites.medewerker.paging import page_number

REVIEW = "toegang.noodtoegang_beoordelen"


@access(purpose=Purpose.LEIDING, also=(Purpose.CONTROLE,), right=REVIEW)
@http_methods()
def reviews(request: HttpRequest) -> HttpResponse:
    """What others of her team asked, or for a privacy officer of her organisatie; oldest first."""
    reviewed = request.GET.get("beoordeeld") == "ja"
    number = page_number(request.GET.get("pagina", ""))
    found = noodtoegangen_to_review(
        actor=actor_of(request), purpose=purpose_of(request), reviewed=reviewed, page=number
    )
    content = reviews_page(found, reviewed=reviewed)
    return show(request, "medewerker/noodtoegang/reviews.html", content.page, content=content)


@access(purpose=Purpose.LEIDING, also=(Purpose.CONTROLE,), right=REVIEW)
@http_methods(read=READING, write=("POST",))
def review(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One of these, to judge. One's own does not exist here."""
    actor = actor_of(request)
    try:
        one = noodtoegang_to_review(actor=actor, purpose=purpose_of(request), uuid=uuid)
    except NotFound as missing:
        raise Http404 from missing
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _judged(form, uuid, actor):
        return redirect("noodtoegang:reviews")
    content = review_page(one)
    return show(
        request, "medewerker/noodtoegang/review.html", content.page, content=content, form=form
    )


def _judged(form: ReviewForm, uuid: UUID, actor: Actor) -> bool:
    """Whether the judgement was recorded; what stands in its way is said by the form."""
    try:
        review_noodtoegang(
            by=actor,
            uuid=uuid,
            terecht=form.cleaned_data["terecht"] == "ja",
            toelichting=form.cleaned_data["toelichting"],
        )
    except (InputError, Conflict) as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
