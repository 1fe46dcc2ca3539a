"""Signing in and out, and choosing the role to act in."""

from uuid import UUID

from allauth.account.internal.flows.logout import logout
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voetlicht.basis.kern.errors import NotFound
from voetlicht.intern.toegang.aanmelden import flow
from voetlicht.intern.toegang.aanmelden.oidc import SILENT, begin, finish
from voetlicht.intern.toegang.queries.aanmelden import keuzes, voorzieningen
from voetlicht.intern.toegang.session import aanstelling_of, account_of
from voetlicht.sites.medewerker.aanmelden.declared import InFrame, declared
from voetlicht.sites.medewerker.aanmelden.forms import RoleForm, SignInForm
from voetlicht.sites.medewerker.aanmelden.presenters import provider_links, role_choices
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.thema.page import Page


class SignIn(InFrame, LoginView):
    """By the provider of one's organisatie, or with a local account."""

    form_class = SignInForm
    template_name = "medewerker/aanmelden/aanmelden.html"
    title = gettext_lazy("Aanmelden")
    parts = ("form", "providers", "example", "then", "password_set")

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        then = flow.safe(self.request, self.request.GET.get("next", ""))
        return context | {
            "providers": provider_links(voorzieningen(), then=then),
            "example": settings.SOORT == "voorbeeld",
            "then": then,
            "password_set": "wachtwoord" in self.request.GET,
        }

    def get_authenticated_redirect_url(self) -> str:
        return "/" if aanstelling_of(self.request) else reverse("aanmelden_rol")


sign_in = declared(SignIn.as_view())


def _to_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Over to the provider of an organisatie; by a link, as our forms may lead nowhere else."""
    try:
        return begin(request, provider_id, then=flow.safe(request, request.GET.get("next", "")))
    except NotFound as absent:
        raise Http404(str(absent)) from absent


def _from_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the provider, with a code for one sign-in."""
    try:
        return finish(request, provider_id)
    except NotFound as absent:
        raise Http404(str(absent)) from absent


to_provider = declared(_to_provider, write=())
from_provider = declared(_from_provider, read=(), write=("GET",))


def _unknown(request: HttpRequest) -> HttpResponse:
    """For everybody who may not come in, for whatever reason."""
    title = _("U kunt niet verder")
    return show(request, "medewerker/aanmelden/onbekend.html", Page(title), status=403)


def _provider_failed(request: HttpRequest) -> HttpResponse:
    """Something went wrong between us and the provider."""
    title = _("Aanmelden is niet gelukt")
    silent = SILENT in request.GET
    template = "medewerker/aanmelden/mislukt.html"
    return show(request, template, Page(title), status=502, silent=silent)


unknown = declared(_unknown, write=())
provider_failed = declared(_provider_failed, write=())


def locked_out(request: HttpRequest, *_args: object) -> HttpResponse:
    """Too many failed attempts, with a name that exists or not (``AXES_LOCKOUT_CALLABLE``)."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return show(
        request,
        "medewerker/aanmelden/geblokkeerd.html",
        Page(_("Te veel mislukte pogingen")),
        status=429,
        minutes=minutes,
    )


def _sign_out(request: HttpRequest) -> HttpResponse:
    """End this session, or break off a sign-in that is half done."""
    logout(request)
    return redirect("account_login")


sign_out = declared(_sign_out, read=())


@login_required
def _choose_role(request: HttpRequest) -> HttpResponse:
    """The role to act in, just after signing in or later on."""
    account = account_of(request)
    if not flow.is_complete(request, account):
        return redirect("mfa_activate_totp")
    choices = keuzes(account, signed_in_by=request.session[flow.SIGNED_IN_BY])
    if not choices:
        flow.end_session(request)
        return redirect("aanmelden_onbekend")
    form = RoleForm(request.POST or None, choices=role_choices(choices))
    if request.method == "POST" and form.is_valid():
        flow.choose(request, account, UUID(form.cleaned_data["aanstelling"]))
        return redirect(flow.safe(request, request.GET.get("next", "")))
    page = Page(_("Kies uw rol"))
    now = aanstelling_of(request)
    return show(request, "medewerker/aanmelden/rol.html", page, form=form, now=now)


choose_role = declared(_choose_role)
