"""The field register: every field of every model has a class and a retention class.

Each room with models has a ``velden.py`` holding ``VELDEN``, a dict from ``"app_label.Model"`` to
a dict from field name to ``Veld``. A test fails on a field that is missing or no longer exists.
"""

from dataclasses import dataclass
from enum import StrEnum


class Veldklasse(StrEnum):
    """How much harm showing a field could do (AVG art. 9 decides ``bijzonder``)."""

    OPENBAAR = "openbaar"
    ZAKELIJK = "zakelijk"
    PERSOONLIJK = "persoonlijk"
    BIJZONDER = "bijzonder"


class Bewaarklasse(StrEnum):
    """How long a field is kept; the terms themselves are data of the retention room."""

    BLIJVEND = "blijvend"  # published facts, reference data
    DOSSIER = "dossier"  # Selectielijst UWV cat. 11.5: five years after the end of service
    REGISTER = "register"  # as long as the registration lasts, then as DOSSIER
    BEVEILIGING = "beveiliging"  # security logs: one year (UWV guideline)
    TECHNISCH = "technisch"  # queues and sessions: cleared once done


@dataclass(frozen=True, slots=True)
class Veld:
    """Classification of one field."""

    klasse: Veldklasse
    bewaren: Bewaarklasse


Veldenregister = dict[str, dict[str, Veld]]
Getoond = dict[str, tuple[str, ...]]
"""Which fields a query shows, per model."""


def strictest(register: Veldenregister, shown: Getoond) -> Veldklasse:
    """The class of what shows these fields together: that of the most harmful of them."""
    classes = (register[model][name].klasse for model, names in shown.items() for name in names)
    return max(classes, key=list(Veldklasse).index)


def alike(veld: Veld, *names: str) -> dict[str, Veld]:
    """Several fields of one class."""
    return dict.fromkeys(names, veld)
