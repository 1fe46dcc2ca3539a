"""Reads about organisaties. Nothing here is personal data."""

from datetime import date

from voetlicht.basis.kern.errors import NotFound
from voetlicht.intern.toegang.models import (
    Organisatie,
    OrganisatieGemeente,
    Organisatieopvolging,
)


def organisatie(code: str) -> Organisatie:
    """The organisatie with this code; NotFound when there is none."""
    found = Organisatie.objects.filter(code=code).first()
    if found is None:
        raise NotFound(f"Er is geen organisatie met code ‘{code}’.")
    return found


def organisaties() -> dict[str, Organisatie]:
    """All organisaties by code."""
    return {each.code: each for each in Organisatie.objects.order_by("code")}


def gemeenten_of_organisatie(code: str, *, on: date) -> tuple[str, ...]:
    """The codes of the gemeenten that the organisatie serves on a date, in order."""
    return tuple(
        OrganisatieGemeente.objects.filter(organisatie__code=code, valid__contains=on)
        .order_by("gemeente_code")
        .values_list("gemeente_code", flat=True)
    )


def successor_on(code: str, *, on: date) -> Organisatie:
    """Who does the work of this organisatie on a date: itself, or its last successor by then."""
    current = organisatie(code)
    while True:
        step = (
            Organisatieopvolging.objects.filter(van=current, per__lte=on)
            .select_related("naar")
            .first()
        )
        if step is None:
            return current
        current = step.naar
