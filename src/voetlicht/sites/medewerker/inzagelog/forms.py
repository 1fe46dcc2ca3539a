"""What can be asked of the inzagelog. A BSN or a name is sent in the body of a POST alone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from voetlicht.basis.kern import clock
from voetlicht.sites.medewerker.fields import BsnField
from voetlicht.sites.thema.forms import ThemaForm

USUAL = timedelta(days=30)
LONGEST = timedelta(days=366)
EARLIEST = date(2000, 1, 1)
ISO = "%Y-%m-%d"


@dataclass(frozen=True, slots=True)
class Span:
    """A period of whole days, both included, as moments too: from ``since``, before ``until``."""

    first: date
    last: date

    @property
    def since(self) -> datetime:
        return clock.start_of_day(self.first)

    @property
    def until(self) -> datetime:
        return clock.end_of_day(self.last)

    @property
    def parameters(self) -> dict[str, str]:
        """As they stand in an address."""
        return {"van": self.first.isoformat(), "tot": self.last.isoformat()}


def _calendar() -> forms.DateInput:
    return forms.DateInput(format=ISO, attrs={"type": "date"})


class SpanForm(ThemaForm):
    """A period; the last thirty days when nothing is asked."""

    van = forms.DateField(label=_("Van"), input_formats=[ISO], widget=_calendar())
    tot = forms.DateField(label=_("Tot en met"), input_formats=[ISO], widget=_calendar())

    def clean(self) -> None:
        first, last = self.cleaned_data.get("van"), self.cleaned_data.get("tot")
        if not first or not last:
            return
        if last > clock.today():
            self.add_error("tot", _("Kies een laatste dag tot en met vandaag."))
        elif first < EARLIEST:
            self.add_error("van", _("Zo ver terug gaat het inzagelog niet. Kies een latere dag."))
        elif last < first:
            self.add_error("tot", _("Kies een laatste dag na de eerste."))
        elif last - first > LONGEST:
            self.add_error("van", _("Kies een periode van hoogstens een jaar."))

    @classmethod
    def asked(cls, parameters: QueryDict) -> "SpanForm":
        """The form, filled in as asked for in an address, or as usual."""
        usual = Span(clock.today() - USUAL, clock.today()).parameters
        return cls({name: parameters.get(name, day) for name, day in usual.items()})

    def span(self) -> Span:
        """What was asked; as usual when that was wrong."""
        if self.is_valid():
            return Span(self.cleaned_data["van"], self.cleaned_data["tot"])
        return Span(clock.today() - USUAL, clock.today())


class KlantForm(ThemaForm):
    """Of whom one wants to know who looked."""

    bsn = BsnField(help_text=_("Alle negen cijfers. Ook deze zoekvraag wordt vastgelegd."))


class MedewerkerForm(ThemaForm):
    """Of whom one wants to know at whom she looked."""

    naam = forms.CharField(
        label=_("Naam van de medewerker"),
        help_text=_("Een deel van de naam is genoeg."),
        min_length=2,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
