"""The second step: asked for when signing in, set up and looked after by oneself."""

from allauth.mfa.base.views import AuthenticateView, IndexView, ReauthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from voetlicht.intern.toegang.aanmelden.lockout import count_failure, is_locked_out, one_attempt
from voetlicht.intern.toegang.actions.lokaal import second_factor_changed
from voetlicht.intern.toegang.queries.aanmelden import has_second_factor, nobody_yet
from voetlicht.intern.toegang.session import account_of
from voetlicht.sites.medewerker.aanmelden import forms
from voetlicht.sites.medewerker.aanmelden.declared import InFrame, declared
from voetlicht.sites.medewerker.aanmelden.views import locked_out


class SecondStep(InFrame, AuthenticateView):
    """A code or a key, after the password; wrong ones count as a wrong password does."""

    form_class = forms.CodeForm
    webauthn_form_class = forms.KeyForm
    template_name = "medewerker/aanmelden/tweede_stap.html"
    title = _("Tweede stap")
    parts = ("form", "webauthn_form", "js_data")

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        account = self.stage.login.user
        with one_attempt(account.email):
            if is_locked_out(request, account.email):
                return locked_out(request)
            return super().post(request, *args, **kwargs)

    def form_invalid(self, form: object) -> HttpResponse:
        count_failure(self.request, self.stage.login.user)
        return super().form_invalid(form)


class Overview(InFrame, IndexView):
    """What one's second step is."""

    template_name = "medewerker/aanmelden/beveiliging.html"
    title = _("Mijn tweede stap")
    parts = ("authenticators",)


class CodeAgain(InFrame, ReauthenticateView):
    """Prove once more who one is, before the second step is changed."""

    form_class = forms.CodeAgainForm
    template_name = "medewerker/aanmelden/code.html"
    title = _("Bevestig dat u het bent")


class _Changing:
    """After a change all other sessions end, and the trail says so."""

    request: HttpRequest

    def form_valid(self, form: object) -> HttpResponse:
        account = account_of(self.request)
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # of the view
        key = self.request.session.session_key or ""
        second_factor_changed(by=nobody_yet(account), account=account, session_key=key)
        return response


class NewApp(InFrame, _Changing, ActivateTOTPView):
    """Set up an app that shows codes."""

    form_class = forms.AppForm
    template_name = "medewerker/aanmelden/app.html"
    title = _("Stel uw tweede stap in")
    parts = ("form", "totp_svg_data_uri", "first")

    def get_context_data(self, **kwargs) -> dict:
        first = not has_second_factor(account_of(self.request))
        return super().get_context_data(**kwargs) | {"first": first}


class NoApp(InFrame, _Changing, DeactivateTOTPView):
    """Stop with the app; only with another second step left."""

    form_class = forms.NoAppForm
    template_name = "medewerker/aanmelden/stoppen.html"
    title = _("Stoppen met de app")


class NewKey(InFrame, _Changing, AddWebAuthnView):
    """Set up a key (WebAuthn)."""

    form_class = forms.NewKeyForm
    template_name = "medewerker/aanmelden/sleutel.html"
    title = _("Een sleutel toevoegen")
    parts = ("form", "js_data")

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"form": kwargs.get("form", self.get_form())}


class NoKey(InFrame, _Changing, RemoveWebAuthnView):
    """Forget a key; not the last second step."""

    template_name = "medewerker/aanmelden/stoppen.html"
    title = _("Een sleutel verwijderen")
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: object) -> HttpResponse:
        if not has_second_factor(account_of(self.request), besides=self.get_object().pk):
            return HttpResponseRedirect(reverse("mfa_index"))
        return super().form_valid(form)


class BackupCodes(InFrame, ViewRecoveryCodesView):
    """Codes for when the app or key is lost; shown once."""

    template_name = "medewerker/aanmelden/reservecodes.html"
    title = _("Uw reservecodes")
    parts = ("unused_codes", "can_view_codes")


class NewBackupCodes(InFrame, GenerateRecoveryCodesView):
    """New codes in place of the old."""

    template_name = "medewerker/aanmelden/nieuwe_codes.html"
    title = _("Nieuwe reservecodes")


second_step = declared(SecondStep.as_view())
overview = declared(Overview.as_view(), write=())
code_again = declared(CodeAgain.as_view())
new_app = declared(NewApp.as_view())
no_app = declared(NoApp.as_view())
new_key = declared(NewKey.as_view())
no_key = declared(NoKey.as_view())
backup_codes = declared(BackupCodes.as_view(), read=(), write=("GET",))
new_backup_codes = declared(NewBackupCodes.as_view())
