"""Dutch numbers, and the one way in which a percentage is rounded."""

import re

# Between thousands: full stop, space, no-break space, thin and narrow no-break space.
_GROUPED = re.compile(r"\d{1,3}(?:[. \u00a0\u2009\u202f]\d{3})+|\d+")


def format_count(count: int) -> str:
    """1097 -> ``1.097``; the Dutch full stop between thousands."""
    return f"{count:,}".replace(",", ".")


def parse_count(text: str) -> int:
    """``1.097``, ``1 097`` or ``1097`` -> 1097. Anything else is a ValueError.

    A group of other than three digits (``1.09``) is refused: it is a damaged number, not 109.
    """
    bare = text.strip().strip("\u00a0\u202f\u2009")
    if not _GROUPED.fullmatch(bare):
        raise ValueError(f"‘{text}’ is geen aantal")
    return int(re.sub(r"\D", "", bare))


def percentage(part: int, whole: int) -> int | None:
    """``part`` of ``whole`` in whole percents, rounded half up; None when ``whole`` is 0.

    Integer arithmetic throughout: floor((200 * part + whole) / (2 * whole)).
    """
    if whole == 0:
        return None
    return (200 * part + whole) // (2 * whole)


def format_percentage(share: int | None) -> str:
    """74 -> ``74%``; no share -> an en dash."""
    return "–" if share is None else f"{share}%"
