"""The records that queries of this room hand out, by name: for those who show them.

Whoever imports from here reads fields; looking up and changing go through queries and actions.
"""

from voetlicht.intern.toegang.models import (
    Aanstelling,
    Account,
    Accountaanvraag,
    Gebeurtenis,
    Hercertificering,
    Organisatie,
    Team,
)

__all__ = [
    "Aanstelling",
    "Account",
    "Accountaanvraag",
    "Gebeurtenis",
    "Hercertificering",
    "Organisatie",
    "Team",
]
