"""Moments and periods in the words of the pages for medewerkers."""

from datetime import datetime

from voetlicht.basis.kern.clock import AMSTERDAM
from voetlicht.basis.kern.kwartaal import format_date


def moment_text(moment: datetime) -> str:
    """``3 maart 2026, 14:05``, on the clock of the Netherlands."""
    local = moment.astimezone(AMSTERDAM)
    return f"{format_date(local.date())}, {local:%H:%M}"


def clock_text(moment: datetime) -> str:
    """``14:05``, on the clock of the Netherlands."""
    return f"{moment.astimezone(AMSTERDAM):%H:%M}"
