"""Accounts, organisaties, who works where and for whom, and the audit trail."""

from voetlicht.intern.toegang.models.aanmelden import Aanmeldvoorziening, Sessie
from voetlicht.intern.toegang.models.accountaanvragen import (
    Aanvraagregel,
    Accountaanvraag,
    Hercertificering,
)
from voetlicht.intern.toegang.models.accounts import Account
from voetlicht.intern.toegang.models.gebeurtenissen import Gebeurtenis
from voetlicht.intern.toegang.models.inzage import Inzageketen, Inzageregel
from voetlicht.intern.toegang.models.organisaties import (
    Organisatie,
    OrganisatieGemeente,
    Organisatieopvolging,
)
from voetlicht.intern.toegang.models.werk import Aanstelling, Bereik, Noodtoegang, Team, Toewijzing

__all__ = [
    "Aanmeldvoorziening",
    "Aanstelling",
    "Aanvraagregel",
    "Account",
    "Accountaanvraag",
    "Bereik",
    "Gebeurtenis",
    "Hercertificering",
    "Inzageketen",
    "Inzageregel",
    "Noodtoegang",
    "Organisatie",
    "OrganisatieGemeente",
    "Organisatieopvolging",
    "Sessie",
    "Team",
    "Toewijzing",
]
