"""Long lists in pages. The size of a page is ours to say, never the reader's."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

LAST_PAGE = 10_000
DIGITS = 9
"""More of them are no number of a page, and Python refuses to read thousands."""


@dataclass(frozen=True, slots=True)
class Pager:
    """The way to the page before and after this one, empty where there is none; ``back`` is what
    the way back is called.

    A way is an address; or where it is ``posted`` within the form around it, the number of a page:
    so that what was looked for stays out of addresses.
    """

    words: str
    back: str
    previous: str
    next: str
    posted: bool = False


def page_number(text: str) -> int:
    """What a reader asked for, made into a page that can be: from 1 on."""
    plain = text.isascii() and text.isdigit() and len(text) <= DIGITS
    return min(max(int(text), 1), LAST_PAGE) if plain else 1


def pager(number: int, *, pages: int, kept: Mapping[str, str], posted: bool = False) -> Pager:
    """For page ``number`` of so many; ``kept``: what else the address says."""

    def way(to: int) -> str:
        if not 1 <= to <= pages:
            return ""
        return str(to) if posted else _address(kept, pagina=to)

    return Pager(
        words=_("Pagina %(page)s van %(pages)s") % {"page": number, "pages": pages},
        back=_("Vorige"),
        previous=way(number - 1),
        next=way(number + 1),
        posted=posted,
    )


def pages_of(total: int, size: int) -> int:
    """How many pages a list takes; one when it is empty."""
    return max(1, -(-total // size))


def onward(place: str, *, at_start: bool, kept: Mapping[str, str]) -> Pager:
    """For a list without numbers: on from a place in it, and back to its start."""
    return Pager(
        words="",
        back=_("Naar het begin"),
        previous=_address(kept) if not at_start else "",
        next=_address(kept, na=place) if place else "",
    )


def _address(kept: Mapping[str, str], **parameters: str | int) -> str:
    return f"?{urlencode({**kept, **parameters})}"
