"""The gallery: every component in every state, to look at when one changes."""

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.web.access import access, http_methods
from voetlicht.sites.medewerker.beheer.tables import Cell, ListPage, Table
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.medewerker.home.views import EVERY_ROLE
from voetlicht.sites.medewerker.inzagelog.forms import SpanForm
from voetlicht.sites.medewerker.klanten.dossier import Line, Moment
from voetlicht.sites.medewerker.klanten.presenters import KlantRow
from voetlicht.sites.medewerker.paging import pager
from voetlicht.sites.thema.forms import ThemaForm
from voetlicht.sites.thema.page import Link, Page

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
        timeline=_timeline(),
        rows=(KlantRow("Voorbeeld, Anna", "#klanten", "17 mei 1990"),),
        table=_table(),
        empty=Table(id="leeg", title="Lege tabel", columns=(), rows=(), empty="Zo begint u: …"),
        lists=_lists(),
        span=SpanForm.asked(QueryDict()),
        kept={},
        pager=pager(2, pages=10, kept={}),
    )


def _lines() -> tuple[Line, ...]:
    return (
        Line("Met een kenmerk", "sinds 1 maart 2024", "Leidend"),
        Line("Zonder kenmerk", "1 maart 2020 t/m 1 april 2021"),
    )


def _timeline() -> tuple[Moment, ...]:
    return (
        Moment("1 maart 2024", "Iets begon", known="2 maart 2024", withdrawn=""),
        Moment("1 maart 2023", "Iets dat niet klopte", "2 maart 2023", "3 maart 2023"),
    )


def _table() -> Table:
    return Table(
        id="voorbeeld",
        title="Tabel",
        columns=("Naam", "Waarde"),
        rows=(
            (Cell("Met een link", "#tabel"), Cell("gewoon")),
            (Cell("Zonder"), Cell("opvallend", mark=True)),
        ),
        empty="",
    )


def _lists() -> ListPage:
    """Ways to other lists, and the main thing to do."""
    choices = (Link("De ene lijst", "#tabel"), Link("De andere", "#formulier"))
    return ListPage(
        page=Page(""),
        lead="",
        choices=choices,
        current="#tabel",
        table=_table(),
        main=Link("Belangrijkste link", "#formulier"),
    )
