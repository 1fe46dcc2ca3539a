"""The state of the chain, in the order in which a person goes through it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from voetlicht.basis.kern.numbers import format_count
from voetlicht.intern.transparantie.queries import KetenStand
from voetlicht.sites.medewerker.moments import moment_text
from voetlicht.sites.thema.page import Page


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
class ChainPage:
    """All that the template shows."""

    page: Page
    counted_at: str
    chain: tuple[Step, ...]


def chain_page(stand: KetenStand, *, waiting: int) -> ChainPage:
    """Put the page together."""
    return ChainPage(
        page=Page(_("Stand van de keten"), section=reverse("medewerker:chain")),
        counted_at=moment_text(stand.geteld_op),
        chain=(
            Step(_("Personen"), (Count(format_count(stand.personen), _("bekende personen")),)),
            Step(
                _("Doelgroepregister"),
                (Count(format_count(stand.geregistreerd), _("personen nu geregistreerd")),),
            ),
            Step(
                _("Sonar"),
                (
                    Count(format_count(stand.dossiers), _("dossiers")),
                    Count(format_count(stand.bediend), _("personen met lopende dienstverlening")),
                ),
            ),
            Step(
                _("Klantprofielen"),
                (Count(format_count(stand.profielen), _("vastgestelde profielen")),),
            ),
            Step(
                _("Transparantie"),
                (
                    Count(format_count(stand.peilbestanden), _("peilbestanden")),
                    Count(format_count(stand.edities), _("gemaakte versies van edities")),
                ),
            ),
            Step(
                _("Koppeling naar buiten"),
                (Count(format_count(waiting), _("zendingen wachten")),),
            ),
        ),
    )
