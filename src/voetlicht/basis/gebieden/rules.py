"""When two spellings are one name, and how a regio is written in a URL. Pure."""

import re

from voetlicht.basis.gebieden.gebied import Arbeidsmarktregio
from voetlicht.basis.kern.sorting import fold

# Written out and shortened forms that mean the same, applied to folded text in this order.
_SAME = (
    (r"\bgemeente\b", ""),
    (r"\ba ?[/.] ?d\b", "aan de"),
    (r"\bst\b", "sint"),
    (r"&", "en"),
    (r"[\W_]+", ""),
    (r"aanden?", "ad"),
    (r"ij", "y"),
)


def name_key(name: str) -> str:
    """What is left of a gemeente's name once its spelling no longer matters.

    Case, accents, apostrophes, hyphens, blanks and full stops go; ``a/d`` equals ``aan den``,
    ``St.`` equals ``Sint``, ``y`` equals ``ij``, and the word "gemeente" says nothing.
    """
    key = fold(name)
    for pattern, replacement in _SAME:
        key = re.sub(pattern, replacement, key)
    return key


def slug(regio: Arbeidsmarktregio) -> str:
    """``22-rijnmond``: the number, which decides, and the name, for people."""
    return slug_of(regio.code, regio.naam)


def slug_of(code: int, naam: str) -> str:
    """The same for a regio of which only number and name are at hand, as in an edition."""
    name = re.sub(r"[^a-z0-9]+", "-", fold(naam)).strip("-")
    return f"{code}-{name}"


def slug_number(text: str) -> int | None:
    """``22-rijnmond`` or ``22`` -> 22; None when it does not begin with a number so written."""
    match = re.fullmatch(r"([1-9][0-9]?)(-[A-Za-z0-9-]*)?", text)
    return int(match[1]) if match else None
