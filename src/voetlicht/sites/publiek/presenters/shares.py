"""The two shares of the publication, each with its own whole."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from voetlicht.basis.edities.editie import Editie, Regioblad
from voetlicht.basis.kern.numbers import format_count, format_percentage


@dataclass(frozen=True, slots=True)
class Share:
    """One share: its number as shown, its bar (0-100, at most 100) and what it is a share of."""

    title: str
    number: str
    bar: int
    sentence: str


def shares_of(whole: Editie | Regioblad) -> tuple[Share, Share]:
    """Known in Sonar (of the register) and with a profile (of those known)."""
    totaal = whole.totaal
    known, register = format_count(totaal.totaal), format_count(whole.doelgroepregister)
    profiled = format_count(totaal.met_profiel)
    return (
        _share(
            _("Bekend in Sonar"),
            whole.percentage_bekend,
            _("%(known)s van de %(register)s mensen in het doelgroepregister zijn bekend in Sonar.")
            % {"known": known, "register": register},
        ),
        _share(
            _("Met een klantprofiel"),
            whole.percentage_profiel,
            _("%(profiled)s van de %(known)s mensen die bekend zijn in Sonar, hebben een profiel.")
            % {"profiled": profiled, "known": known},
        ),
    )


def _share(title: str, share: int | None, sentence: str) -> Share:
    return Share(title, format_percentage(share), min(share or 0, 100), sentence)
