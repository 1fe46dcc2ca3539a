"""What a new word on somebody's residence does to what is known; the codes it may use."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from voetlicht.basis.gebieden.queries import BUITENLAND, ONBEKEND, code_on
from voetlicht.basis.kern.errors import InputError, VoetlichtError
from voetlicht.basis.kern.two_times import Change, Columns, Fact, Known, overwrite, until_next
from voetlicht.intern.personen.enums import Verblijfsbron

# Before this day the division of the country is not in basis.gebieden.
DIVISION_KNOWN_FROM = date(2015, 1, 1)


def demand_gemeente_code(gemeente_code: str, *, vanaf: date) -> None:
    """Go on only with ``onbekend``, ``buitenland`` or a gemeente that can be followed to ``vanaf``.

    A code that went whole into another gemeente before ``vanaf`` is good; one that was split by
    then, does not exist yet or never did is not.
    """
    if gemeente_code in (ONBEKEND, BUITENLAND):
        return
    if not re.fullmatch(r"GM\d{4}", gemeente_code, re.ASCII):
        raise InputError("Schrijf een gemeente als GM0599, of onbekend of buitenland.")
    try:
        code_on(gemeente_code, on=max(vanaf, DIVISION_KNOWN_FROM))
    except VoetlichtError as error:
        raise InputError(
            f"Gemeente {gemeente_code} bestond niet op {vanaf}; geef de code die op die dag gold."
        ) from error


def residence(
    known: Sequence[Known[Columns]],
    *,
    gemeente_code: str,
    bron: Verblijfsbron,
    vanaf: date,
    now: datetime,
) -> Change[Columns]:
    """Lives in ``gemeente_code`` from ``vanaf`` until the next move that the same source told of.

    What the BRP says replaces what a person or adviser said, and never the reverse: an own
    statement holds only where the BRP is silent. ``known`` has (gemeente_code, bron) as values.
    """
    same_source = [row for row in known if row.value[1] == bron]
    firm = [row for row in known if row.value[1] == Verblijfsbron.BRP and row not in same_source]
    fact: Fact[Columns] = Fact(until_next(same_source, vanaf), (gemeente_code, bron.value))
    return overwrite(known, fact, now=now, firm=firm)
