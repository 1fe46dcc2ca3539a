"""The gallery: every component in every state, to look at when one changes."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.web.access import access, http_methods
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.medewerker.home.views import EVERY_ROLE
from voetlicht.sites.medewerker.klanten.presenters import Steps
from voetlicht.sites.thema.forms import ThemaForm
from voetlicht.sites.thema.page import Page

CHOICES = (("een", "Eerste keuze"), ("twee", "Tweede keuze"))


class ExampleForm(ThemaForm):
    """One field of every kind; nothing is done with what is typed."""

    tekst = forms.CharField(label="Tekst", help_text="Een regel.")
    lang = forms.CharField(label="Lange tekst", widget=forms.Textarea(attrs={"rows": 3}))
    dag = forms.DateField(label="Datum", help_text="Bijvoorbeeld 31-12-1985", required=False)
    keuze = forms.ChoiceField(label="Keuzelijst", choices=CHOICES)
    rondje = forms.ChoiceField(label="Een keuze", choices=CHOICES, widget=forms.RadioSelect)
    vinkjes = forms.MultipleChoiceField(
        label="Meer keuzes", choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    akkoord = forms.BooleanField(label="Ik heb het nagekeken")


@access(purpose=Purpose.DIENSTVERLENING, also=EVERY_ROLE)
@http_methods(read=("GET", "HEAD", "POST"))
def gallery(request: HttpRequest) -> HttpResponse:
    """The components as they are; sending the form empty shows its errors."""
    form = ExampleForm(request.POST if request.method == "POST" else None)
    page = Page(_("Onderdelen"))
    return show(
        request,
        "medewerker/gallery/gallery.html",
        page,
        form=form,
        lines=_lines(),
        steps=Steps("Pagina 2 van 10", previous=1, next=3),
    )


def _lines() -> tuple[dict[str, str], ...]:
    return (
        {"text": "Met een kenmerk", "period": "sinds 1 maart 2024", "badge": "Leidend"},
        {"text": "Zonder kenmerk", "period": "1 maart 2020 t/m 1 april 2021", "badge": ""},
    )
