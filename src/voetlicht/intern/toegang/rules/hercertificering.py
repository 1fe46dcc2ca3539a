"""When is asked whether somebody still needs a role, and what happens without an answer.

Every half year, as the Baseline Informatiebeveiliging Overheid (BIO, 9.2.5) asks of rights that
open personal data.
"""

from datetime import date, timedelta

HALF_YEAR = timedelta(weeks=26)
NOTICE = timedelta(weeks=4)
"""Whoever is asked has at least so long."""

GRACE = timedelta(weeks=2)
"""So long after the last day to answer, a role ends that nobody spoke for."""


def ask_from(since: date) -> date:
    """The day from which is asked; ``since`` is the begin of the role, or the last answer."""
    return since + HALF_YEAR - NOTICE


def answer_before(since: date, *, today: date) -> date:
    """The last day to answer a question that is put today."""
    return max(since + HALF_YEAR, today + NOTICE)


def has_lapsed(uiterlijk: date, *, today: date) -> bool:
    """Whether a question stood open for too long, so that the role ends."""
    return today > uiterlijk + GRACE
