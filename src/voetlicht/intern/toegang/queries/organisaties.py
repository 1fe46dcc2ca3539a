"""Reads about organisaties. Nothing here is personal data."""

from voetlicht.intern.toegang.models import (
    Organisatie,
)


def organisaties() -> dict[str, Organisatie]:
    """All organisaties by code."""
    return {each.code: each for each in Organisatie.objects.order_by("code")}
