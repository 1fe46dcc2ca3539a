"""Views about the half-yearly question: a beheerder for all, a teamleider for her own team."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.errors import Conflict, NotFound
from voetlicht.basis.web.access import READING, access, http_methods, purpose_of
from voetlicht.intern.toegang.actions.hercertificering import answer_hercertificering
from voetlicht.intern.toegang.enums import Hercertificeringsantwoord
from voetlicht.intern.toegang.queries.hercertificering import (
    RECERTIFY,
    open_questions,
    question,
)
from voetlicht.intern.toegang.session import actor_of
from voetlicht.sites.medewerker.beheer import hercertificering_presenters as presenters
from voetlicht.sites.medewerker.beheer.forms import AnswerForm
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.medewerker.paging import page_number


@access(purpose=Purpose.BEHEER, also=(Purpose.LEIDING,), right=RECERTIFY)
@http_methods()
def questions(request: HttpRequest) -> HttpResponse:
    """The questions that wait, the first to lapse first."""
    overdue = request.GET.get("te_laat") == "ja"
    found = open_questions(
        actor=actor_of(request),
        purpose=purpose_of(request),
        overdue=overdue,
        number=page_number(request.GET.get("pagina", "")),
    )
    content = presenters.list_page(found, overdue=overdue, purpose=purpose_of(request))
    return show(request, "medewerker/beheer/list.html", content.page, content=content)


@access(purpose=Purpose.BEHEER, also=(Purpose.LEIDING,), right=RECERTIFY)
@http_methods(read=READING, write=("POST",))
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say whether a role is still needed; one's own question does not exist here."""
    actor, purpose = actor_of(request), purpose_of(request)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    try:
        asked = question(actor=actor, purpose=purpose, uuid=uuid)
        if form.is_valid():
            answer_hercertificering(
                by=actor,
                purpose=purpose,
                uuid=uuid,
                antwoord=Hercertificeringsantwoord(form.cleaned_data["antwoord"]),
                toelichting=form.cleaned_data["toelichting"],
            )
            return redirect("beheer:hercertificering")
    except NotFound as missing:
        raise Http404 from missing
    except Conflict as refusal:
        form.add_error(None, str(refusal))
    content = presenters.answer_page(asked, purpose=purpose)
    return show(request, "medewerker/beheer/answer.html", content.page, content=content, form=form)
