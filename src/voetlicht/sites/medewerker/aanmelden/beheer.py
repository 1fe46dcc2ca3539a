"""For the functioneel beheerder: the provider of her organisatie, and help with local accounts."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.errors import Conflict, InputError, NotAllowed, NotFound
from voetlicht.basis.web.access import access, http_methods
from voetlicht.intern.toegang.actions.aanmeldvoorzieningen import MANAGE, set_voorziening
from voetlicht.intern.toegang.actions.lokaal import password_token, reset_second_factor, unlock
from voetlicht.intern.toegang.actions.sessies import end_sessions
from voetlicht.intern.toegang.models import Account
from voetlicht.intern.toegang.queries.aanmelden import is_locked, own_voorziening
from voetlicht.intern.toegang.queries.accounts import account_to_help
from voetlicht.intern.toegang.session import aanstelling_of, actor_of
from voetlicht.sites.medewerker.aanmelden.forms import ProviderForm
from voetlicht.sites.medewerker.aanmelden.uitnodigen import mail_link
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.thema.page import Page

PURPOSE = Purpose.BEHEER


@access(purpose=PURPOSE, right=MANAGE)
@http_methods(write=("POST",))
def provider(request: HttpRequest) -> HttpResponse:
    """The provider of one's own organisatie; its secret goes in and never comes out."""
    held = aanstelling_of(request)
    assert held is not None  # a right is held in an aanstelling
    organisatie = held.organisatie
    known = own_voorziening(actor=actor_of(request), purpose=PURPOSE)
    initial = known and {
        "adres": known.adres,
        "toepassing": known.toepassing,
        "domeinen": ", ".join(known.domeinen),
        "actief": known.actief,
    }
    form = ProviderForm(request.POST or None, initial=initial or {})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        given["domeinen"] = given["domeinen"].split(",")
        try:
            set_voorziening(by=actor_of(request), organisatie=organisatie, **given)
            return redirect("aanmelden_voorziening")
        except (InputError, NotAllowed) as wrong:
            form.add_error(None, str(wrong))
    back = reverse("openid_connect_callback", kwargs={"provider_id": organisatie.code})
    return show(
        request,
        "medewerker/aanmelden/voorziening.html",
        Page(_("Aanmelden via uw organisatie")),
        form=form,
        organisatie=organisatie.naam,
        callback=request.build_absolute_uri(back),
        known=known is not None,
    )


@access(purpose=PURPOSE, right=MANAGE)
@http_methods(write=("POST",))
def help_account(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What a beheerder can do for somebody who cannot sign in."""
    by = actor_of(request)
    try:
        account = account_to_help(actor=by, purpose=PURPOSE, uuid=uuid)
    except NotFound as absent:
        raise Http404(str(absent)) from absent
    refusal = ""
    if request.method == "POST":
        try:
            _help(request, account)
        except Conflict as conflict:
            refusal = str(conflict)
    return show(
        request,
        "medewerker/aanmelden/hulp.html",
        Page(_("Hulp bij aanmelden")),
        naam=account.naam,
        locked=is_locked(account, actor=by, purpose=PURPOSE),
        refusal=refusal,
        done=request.method == "POST" and not refusal,
    )


def _help(request: HttpRequest, account: Account) -> None:
    """Do what was asked."""
    by, what = actor_of(request), request.POST.get("hulp")
    if what == "link":
        token = password_token(by=by, account=account)
        mail_link(account, token, absolute=request.build_absolute_uri)
    elif what == "deblokkeren":
        unlock(by=by, account=account)
    elif what == "tweede_stap":
        reset_second_factor(by=by, account=account)
    elif what == "sessies":
        end_sessions(by=by, account=account)
    else:
        raise Conflict(_("Kies wat u wilt doen."))
