"""The state of the chain, in the order in which a person goes through it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from voetlicht.basis.kern.numbers import format_count
from voetlicht.sites.thema.page import Page


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of everything there are at this moment."""

    personen: int
    geregistreerd: int
    dossiers: int
    bediend: int
    profielen: int
    peilbestanden: int
    edities: int
    wachtend: int


@dataclass(frozen=True, slots=True)
class Count:
    """A number and what it counts."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the chain."""

    name: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class StartPage:
    """All that the template shows."""

    page: Page
    chain: tuple[Step, ...]


def start_page(counts: Counts) -> StartPage:
    """Put the page together."""
    return StartPage(
        page=Page(_("Stand van de keten")),
        chain=(
            Step(_("Personen"), (Count(format_count(counts.personen), _("bekende personen")),)),
            Step(
                _("Doelgroepregister"),
                (Count(format_count(counts.geregistreerd), _("personen nu geregistreerd")),),
            ),
            Step(
                _("Sonar"),
                (
                    Count(format_count(counts.dossiers), _("dossiers")),
                    Count(format_count(counts.bediend), _("personen met lopende dienstverlening")),
                ),
            ),
            Step(
                _("Klantprofielen"),
                (Count(format_count(counts.profielen), _("vastgestelde profielen")),),
            ),
            Step(
                _("Transparantie"),
                (
                    Count(format_count(counts.peilbestanden), _("peilbestanden")),
                    Count(format_count(counts.edities), _("gemaakte versies van edities")),
                ),
            ),
            Step(
                _("Koppeling naar buiten"),
                (Count(format_count(counts.wachtend), _("zendingen wachten")),),
            ),
        ),
    )
