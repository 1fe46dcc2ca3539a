"""When noodtoegang may be asked, and how somebody's reason must look."""

import re
from dataclasses import dataclass

from voetlicht.basis.kern.errors import Conflict, InputError

SHORTEST_REASON = 10
"""Characters; a reason is words that a colleague can judge afterwards."""

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """How often somebody asked today, and how often nobody was found."""

    questions: int
    misses: int


def demand_reason(text: str, *, field: str) -> str:
    """The reason without spaces around it; InputError, which names ``field``, when it is none.

    None is: a few characters, a repetition of one letter, or a number where words should be. A
    BSN in it is refused, because what is written here is read by others.
    """
    reason = " ".join(text.split())
    if len(reason) > LONGEST_REASON:
        raise InputError(f"{field}: schrijf hooguit {LONGEST_REASON} tekens.")
    letters = [letter for letter in reason.casefold() if letter.isalpha()]
    if len(reason) < SHORTEST_REASON or len(set(letters)) < 4 or " " not in reason:
        raise InputError(
            f"{field}: schrijf in een paar woorden waarom, zodat een collega het kan beoordelen."
        )
    demand_no_bsn(reason, field=field)
    return reason


def demand_no_bsn(text: str, *, field: str) -> None:
    """Nothing that looks like a BSN, whatever stands between its digits; else InputError."""
    if re.search(r"\d{8,9}", re.sub(r"[\W_]", "", text)):
        raise InputError(
            f"{field}: schrijf geen burgerservicenummer of ander nummer op, en een datum met de "
            "maand in letters."
        )


def demand_tries_left(asked: Asked, *, misses: int, questions: int) -> None:
    """Go on only while fewer than ``misses`` questions of today found nobody, and fewer than
    ``questions`` were asked at all; else Conflict."""
    if asked.misses >= misses:
        raise Conflict(
            f"U vroeg vandaag {asked.misses} keer noodtoegang zonder dat wij iemand vonden. "
            "Vandaag kunt u geen noodtoegang meer vragen. Vraag uw teamleider om hulp."
        )
    if asked.questions >= questions:
        raise Conflict(
            f"U vroeg vandaag {asked.questions} keer noodtoegang. Vandaag kunt u geen noodtoegang "
            "meer vragen. Vraag uw teamleider om de klant aan u toe te wijzen."
        )
