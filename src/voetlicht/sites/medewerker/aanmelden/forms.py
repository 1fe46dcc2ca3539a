"""Forms for signing in: allauth's where it has the rule, in our look and words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from voetlicht.intern.toegang.aanmelden import flow
from voetlicht.intern.toegang.aanmelden.codes import first_use
from voetlicht.intern.toegang.aanmelden.lockout import one_attempt
from voetlicht.intern.toegang.models import Account
from voetlicht.sites.thema.forms import ThemaForm

WRONG = _("Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk ze na en probeer het opnieuw.")


@contextmanager
def _unreadable_is_wrong() -> Iterator[None]:
    """What no browser sends is a wrong answer, and no fault of ours."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError):
        raise get_mfa_adapter().validation_error("incorrect_code") from None


class SignInForm(ThemaForm):
    """E-mail address and password; whatever is wrong is said in one way."""

    email = forms.EmailField(
        label=_("E-mailadres"), widget=forms.EmailInput({"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Wachtwoord"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, *args, request: HttpRequest, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._request = request

    def clean(self) -> dict:
        given = super().clean() or {}
        if "email" not in given or "password" not in given:
            return given
        self._credentials = {"email": given["email"].lower(), "password": given["password"]}
        with one_attempt(given["email"]):
            self._account = get_adapter().authenticate(self._request, **self._credentials)
        if self._account is None:
            raise ValidationError(WRONG)
        return given

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Go on with who this is: to the second step, if there is one."""
        return flow.after_password(request, self._account, then=redirect_url)


class _Code(forms.CharField):
    def __init__(self, label: Any, hint: Any) -> None:
        widget = forms.TextInput({"autocomplete": "one-time-code", "spellcheck": "false"})
        super().__init__(label=label, help_text=hint, widget=widget)


class _Once:
    """A code that was used is a wrong code, whatever it was used for."""

    user: Account

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # of the form
        if not first_use(self.user, code):
            raise get_mfa_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_Once, ThemaForm, AuthenticateForm):
    """The second step, with a code of an app or a backup code."""

    code = _Code(_("Code"), _("De zes cijfers uit uw app, of een van uw reservecodes."))


class CodeAgainForm(_Once, ThemaForm, ReauthenticateForm):
    """A code once more, before the second step is changed."""

    code = _Code(_("Code"), _("De zes cijfers uit uw app, of een van uw reservecodes."))


class AppForm(_Once, ThemaForm, ActivateTOTPForm):
    """The first code of a new app."""

    code = _Code(_("Code"), _("De zes cijfers die uw app nu toont."))


class NoAppForm(ThemaForm, DeactivateTOTPForm):
    """Stop with the app."""


class KeyForm(ThemaForm, AuthenticateWebAuthnForm):
    """The second step, with a key; filled in by the browser."""

    def clean_credential(self) -> Any:
        with _unreadable_is_wrong():
            return super().clean_credential()


class NewKeyForm(ThemaForm, AddWebAuthnForm):
    """A new key; filled in by the browser."""

    name = forms.CharField(
        label=_("Naam van de sleutel"),
        max_length=60,
        required=False,
        help_text=_("Waaraan u hem herkent, bijvoorbeeld ‘Sleutelbos’."),
    )

    def clean(self) -> Any:
        with _unreadable_is_wrong():
            return super().clean()


class PasswordForm(ThemaForm):
    """A first or new password, twice."""

    password1 = forms.CharField(
        label=_("Nieuw wachtwoord"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Nog een keer hetzelfde wachtwoord"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args, account, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._account = account
        self.fields["password1"].help_text = " ".join(password_validators_help_texts())

    def clean_password1(self) -> str:
        validate_password(self.cleaned_data["password1"], self._account)
        return self.cleaned_data["password1"]

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("password1") and given.get("password2") not in (None, given["password1"]):
            self.add_error("password2", _("Dit is een ander wachtwoord dan hierboven."))
        return given


class RoleForm(ThemaForm):
    """One of the aanstellingen of today."""

    aanstelling = forms.TypedChoiceField(label=_("Ik werk nu als"), widget=forms.RadioSelect)

    def __init__(self, *args, choices: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["aanstelling"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class ProviderForm(ThemaForm):
    """The provider of one's own organisatie."""

    adres = forms.URLField(
        label=_("Adres van de aanmeldvoorziening"),
        assume_scheme="https",
        help_text=_("Waaronder /.well-known/openid-configuration te vinden is."),
    )
    toepassing = forms.CharField(
        label=_("Client-id"),
        max_length=191,
        help_text=_("Waaronder de voorziening Voetlicht kent."),
    )
    geheim = forms.CharField(
        label=_("Geheim"),
        required=False,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
        help_text=_("Leeg laten houdt het bekende geheim. Het wordt nooit getoond."),
    )
    domeinen = forms.CharField(
        label=_("E-maildomeinen"),
        help_text=_("Van uw eigen organisatie, met komma’s ertussen: rotterdam.nl."),
    )
    actief = forms.BooleanField(label=_("Medewerkers melden zich hiermee aan"), required=False)
