"""One's own open sessions, and setting a password with a link from the beheerder."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from voetlicht.basis.kern.errors import NotFound
from voetlicht.intern.toegang.actions.lokaal import set_password
from voetlicht.intern.toegang.actions.sessies import end_sessions
from voetlicht.intern.toegang.queries.aanmelden import (
    account_with_token,
    apparaten_of,
    nobody_yet,
)
from voetlicht.intern.toegang.session import account_of
from voetlicht.intern.toegang.systeemactoren import AANMELDEN
from voetlicht.sites.medewerker.aanmelden.declared import declared
from voetlicht.sites.medewerker.aanmelden.forms import PasswordForm
from voetlicht.sites.medewerker.aanmelden.presenters import device_rows
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.thema.page import Page

TOKEN = "wachtwoordlink"  # noqa: S105 - where the session keeps it
IN_LINK = "sleutel"
"""The token in the link of a mail: outside the path, which is logged."""


@login_required
def _devices(request: HttpRequest) -> HttpResponse:
    """Where one is signed in; end one of these, or all others."""
    account, key = account_of(request), request.session.session_key or ""
    if request.method == "POST":
        only = request.POST.get("apparaat", "")
        end_sessions(by=nobody_yet(account), account=account, except_key=key, only=only)
        return redirect("aanmelden_apparaten")
    rows = device_rows(apparaten_of(account, current_key=key))
    return show(
        request, "medewerker/aanmelden/apparaten.html", Page(_("Mijn apparaten")), rows=rows
    )


devices = declared(_devices)


def _password(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Set a password, once; the token leaves the address before anything is shown."""
    if IN_LINK in request.GET:
        request.session[TOKEN] = request.GET[IN_LINK]
        return redirect("aanmelden_wachtwoord", uuid=uuid)
    kept = request.session.get(TOKEN, "")
    try:
        account = account_with_token(uuid, kept)
        form = PasswordForm(request.POST or None, account=account)
        if request.method == "POST" and form.is_valid():
            password = form.cleaned_data["password1"]
            set_password(by=AANMELDEN, account=account, token=kept, password=password)
            request.session.flush()
            return redirect(f"{reverse('account_login')}?wachtwoord=ingesteld")
    except NotFound:
        page = Page(_("Deze link werkt niet meer"))
        return show(request, "medewerker/aanmelden/link_werkt_niet.html", page, status=404)
    page = Page(_("Kies een wachtwoord"))
    return show(request, "medewerker/aanmelden/wachtwoord.html", page, form=form)


password = declared(_password)
