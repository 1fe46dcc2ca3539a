"""Fields that several forms ask in the same way."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from voetlicht.basis.kern.errors import InputError
from voetlicht.intern.personen.bsn import normalise

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WHOLE = _("Alle negen cijfers.")


class BsnField(forms.CharField):
    """A burgerservicenummer, whole: nine digits that pass the 11-test, or empty where that may."""

    def __init__(self, *, help_text: "str | _StrPromise" = WHOLE, required: bool = True) -> None:
        super().__init__(
            label=_("Burgerservicenummer (BSN)"),
            help_text=help_text,
            required=required,
            max_length=20,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        )

    def clean(self, value: str | None) -> str:
        """The nine digits."""
        typed: str = super().clean(value)
        try:
            return normalise(typed) if typed else ""
        except InputError as error:
            raise forms.ValidationError(str(error)) from error
