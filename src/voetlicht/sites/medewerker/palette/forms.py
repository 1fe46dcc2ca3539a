"""The one field of the palette."""

from django import forms
from django.utils.translation import gettext_lazy as _

from voetlicht.sites.thema.forms import ThemaForm


class PaletteForm(ThemaForm):
    """Where to go, in words."""

    vraag = forms.CharField(
        label=_("Waar wilt u heen?"),
        help_text=_("Typ het begin van een pagina, of drie letters van de naam van een klant."),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
