"""Long lists in pages. The size of a page is ours to say, never the reader's."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Pager:
    """The way to the page before and after this one, empty where there is none; ``back`` is what
    the way back is called."""

    words: str
    back: str
    previous: str
    next: str


def page_number(text: str) -> int:
    """What a reader asked for, made into a page that can be: from 1 on."""
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() else 1


def pager(number: int, *, more: bool, kept: Mapping[str, str]) -> Pager:
    """For page ``number``, and whether more follow; ``kept``: what else the address says."""
    return Pager(
        words=_("Pagina %(page)s") % {"page": number},
        back=_("Vorige"),
        previous=_address(kept, pagina=number - 1) if number > 1 else "",
        next=_address(kept, pagina=number + 1) if more else "",
    )


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
