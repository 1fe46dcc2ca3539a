"""Signing in as somebody invented: in an installation of soort ``voorbeeld``, and nowhere else."""

from collections.abc import Iterable

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from voetlicht.basis.kern.errors import NotFound
from voetlicht.intern.toegang.aanmelden import flow
from voetlicht.intern.toegang.queries.aanmelden import Keuze, example_account, example_keuzes
from voetlicht.intern.toegang.rules.aanmelden import EXAMPLE
from voetlicht.sites.medewerker.aanmelden.declared import declared
from voetlicht.sites.medewerker.aanmelden.presenters import example_roles
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.thema.page import Page


def _choose(request: HttpRequest) -> HttpResponse:
    """A list of invented medewerkers per role; choosing one signs in."""
    try:
        examples = example_keuzes()
    except NotFound as absent:
        raise Http404(str(absent)) from absent
    then = flow.safe(request, request.GET.get("next", ""))
    if request.method == "POST":
        return _sign_in(request, examples, then)
    return show(
        request,
        "medewerker/aanmelden/voorbeeld.html",
        Page(_("Kies een medewerker")),
        roles=example_roles(examples),
    )


def _sign_in(request: HttpRequest, examples: Iterable[Keuze], then: str) -> HttpResponse:
    asked = request.POST.get("medewerker")
    chosen = next((each.aanstelling for each in examples if str(each.aanstelling) == asked), None)
    if chosen is None:
        return redirect("aanmelden_voorbeeld")
    account = example_account(chosen)
    if request.user.is_authenticated:
        flow.end_session(request)
    get_adapter().login(request, account)
    flow.begin_session(request, signed_in_by=EXAMPLE)
    flow.choose(request, account, chosen)
    return redirect(then)


choose = declared(_choose)


@register
def no_chooser_elsewhere(**_kwargs: object) -> list[CheckMessage]:
    """Start-up fails where real persons could be signed in as without proof."""
    from voetlicht.sites.medewerker.aanmelden import urls

    routed = any(getattr(each, "name", "") == "aanmelden_voorbeeld" for each in urls.urlpatterns)
    if routed and settings.SOORT != "voorbeeld":
        return [
            Error(
                "De keuze van voorbeeldmedewerkers hoort niet in een installatie met echte "
                "personen; start met een andere VOETLICHT_SOORT of zonder dat adres.",
                id="aanmelden.E001",
            )
        ]
    return []
