"""Views about accounts: the list, one of them, and steps that ask to be confirmed."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.errors import Conflict, InputError, NotAllowed, NotFound
from voetlicht.basis.web.access import READING, access, http_methods
from voetlicht.intern.toegang.actions.accounts import (
    deactivate_account,
    end_aanstelling,
    reactivate_account,
)
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.queries import accounts as queries
from voetlicht.intern.toegang.queries.accountaanvragen import MANAGE, aanvragen_of
from voetlicht.intern.toegang.session import actor_of
from voetlicht.sites.medewerker.beheer import account_presenters as presenters
from voetlicht.sites.medewerker.beheer.forms import ConfirmForm, SearchForm
from voetlicht.sites.medewerker.beheer.tables import ConfirmPage
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.medewerker.paging import page_number

PURPOSE = Purpose.BEHEER


@access(purpose=PURPOSE, right=MANAGE)
@http_methods(read=(*READING, "POST"))
def accounts(request: HttpRequest) -> HttpResponse:
    """All accounts, or those looked for; a name is looked for by POST, to stay out of addresses."""
    form = SearchForm(request.POST if request.method == "POST" else None)
    wish = queries.Wish(
        text=form.cleaned_data["tekst"] if form.is_valid() else "",
        organisatie=request.GET.get("organisatie", ""),
        rol=_rol(request.GET.get("rol", "")),
        closed=request.GET.get("gesloten") == "ja",
    )
    found = queries.accounts(
        actor=actor_of(request),
        purpose=PURPOSE,
        wish=wish,
        number=page_number(request.GET.get("pagina", "")),
    )
    content = presenters.list_page(found, wish)
    return show(
        request, "medewerker/beheer/accounts.html", content.page, content=content, form=form
    )


def _rol(asked: str) -> Rol | None:
    return Rol(asked) if asked in set(Rol) else None


@access(purpose=PURPOSE, right=MANAGE)
@http_methods()
def account(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One account with its roles, its forms and its history."""
    actor = actor_of(request)
    try:
        found = queries.account(actor=actor, purpose=PURPOSE, uuid=uuid)
    except NotFound as missing:
        raise Http404 from missing
    content = presenters.account_page(
        found,
        queries.aanstellingen(actor=actor, purpose=PURPOSE, of=found),
        aanvragen_of(actor=actor, purpose=PURPOSE, email=found.email),
        queries.history_of(actor=actor, purpose=PURPOSE, of=found),
        own=actor.organisatie,
    )
    return show(request, "medewerker/beheer/account.html", content.page, content=content)


@access(purpose=PURPOSE, right=MANAGE)
@http_methods(read=READING, write=("POST",))
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Close the account of a leaver, once confirmed."""
    actor = actor_of(request)

    def shown() -> ConfirmPage:
        found = queries.account(actor=actor, purpose=PURPOSE, uuid=uuid)
        return presenters.close_page(found)

    return confirm(request, shown, partial(deactivate_account, by=actor, uuid=uuid))


@access(purpose=PURPOSE, right=MANAGE)
@http_methods(read=READING, write=("POST",))
def reopen(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Open a closed account again, once confirmed."""
    actor = actor_of(request)

    def shown() -> ConfirmPage:
        found = queries.account(actor=actor, purpose=PURPOSE, uuid=uuid)
        return presenters.reopen_page(found)

    return confirm(request, shown, partial(reactivate_account, by=actor, uuid=uuid))


@access(purpose=PURPOSE, right=MANAGE)
@http_methods(read=READING, write=("POST",))
def end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """End one role today, once confirmed."""
    actor = actor_of(request)

    def shown() -> ConfirmPage:
        found = queries.aanstelling(actor=actor, purpose=PURPOSE, uuid=uuid)
        return presenters.end_page(found)

    return confirm(request, shown, partial(end_aanstelling, by=actor, uuid=uuid))


def confirm(
    request: HttpRequest, shown: Callable[[], ConfirmPage], step: Callable[[], object]
) -> HttpResponse:
    """Show what a step means; take it when that was confirmed, and go back to where it led from."""
    try:
        content = shown()
    except NotFound as missing:
        raise Http404 from missing
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            step()
        except (InputError, Conflict, NotAllowed) as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(content.back.url)
    return show(request, "medewerker/beheer/confirm.html", content.page, content=content, form=form)
