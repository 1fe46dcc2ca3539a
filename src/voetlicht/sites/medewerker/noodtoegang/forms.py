"""What is asked of who wants noodtoegang, and of who judges it afterwards."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.errors import InputError
from voetlicht.intern.toegang.rules.noodtoegang import LONGEST_REASON, demand_reason
from voetlicht.sites.medewerker.fields import BsnField
from voetlicht.sites.thema.forms import ThemaForm

DAY = "%d-%m-%Y"


class AskForm(ThemaForm):
    """Whoever asks knows whom she needs: the whole BSN and the date of birth, and says why."""

    bsn = BsnField()
    geboortedatum = forms.DateField(
        label=_("Geboortedatum"),
        help_text=_("Bijvoorbeeld 31-12-1985."),
        input_formats=[DAY],
        widget=forms.DateInput(format=DAY, attrs={"autocomplete": "off"}),
    )
    reden = forms.CharField(
        label=_("Waarom is het dringend?"),
        help_text=_(
            "Schrijf wat er aan de hand is en waarom u niet kunt wachten. Een collega leest dit. "
            "Noem geen namen en geen medische gegevens."
        ),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean_geboortedatum(self) -> date:
        day: date = self.cleaned_data["geboortedatum"]
        if day > clock.today():
            raise forms.ValidationError(_("De geboortedatum ligt in de toekomst."))
        return day

    def clean_reden(self) -> str:
        return _reason(self, "reden")


class ReviewForm(ThemaForm):
    """A judgement, and in words why."""

    terecht = forms.ChoiceField(
        label=_("Was deze noodtoegang terecht?"),
        choices=[
            ("ja", _("Terecht: dit was nodig en kon niet wachten")),
            ("nee", _("Onterecht: dit was niet nodig, of kon wachten")),
        ],
        widget=forms.RadioSelect,
    )
    toelichting = forms.CharField(
        label=_("Uitleg bij uw oordeel"),
        help_text=_("De medewerker die de noodtoegang vroeg, leest dit."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_toelichting(self) -> str:
        return _reason(self, "toelichting")


def _reason(form: ThemaForm, name: str) -> str:
    try:
        return demand_reason(form.cleaned_data[name], field=str(form.fields[name].label))
    except InputError as error:
        raise forms.ValidationError(str(error)) from error
