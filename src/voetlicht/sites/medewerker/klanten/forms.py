"""The form with which a klant is looked for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from voetlicht.intern.personen.bsn import index_of
from voetlicht.intern.personen.rules import search_words
from voetlicht.intern.sonar.queries import Zoekvraag
from voetlicht.sites.medewerker.fields import BsnField
from voetlicht.sites.thema.forms import ThemaForm


class SearchForm(ThemaForm):
    """A name, a birth date or a BSN; all that is filled in must hold."""

    naam = forms.CharField(
        label=_("Naam"),
        help_text=_("Het begin van een naam is genoeg. De volgorde maakt niet uit."),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    geboortedatum = forms.DateField(
        label=_("Geboortedatum"), help_text=_("Bijvoorbeeld 31-12-1985."), required=False
    )
    bsn = BsnField(required=False)

    def clean(self) -> None:
        """Something must be looked for."""
        if not any(self.cleaned_data.values()) and not self.errors:
            raise forms.ValidationError(_("Vul een naam, een geboortedatum of een BSN in."))

    def vraag(self) -> Zoekvraag:
        """What a form that was filled in well looks for."""
        bsn = self.cleaned_data["bsn"]
        return Zoekvraag(
            words=search_words(self.cleaned_data["naam"]),
            geboortedatum=self.cleaned_data["geboortedatum"],
            bsn_index=index_of(bsn) if bsn else None,
        )
