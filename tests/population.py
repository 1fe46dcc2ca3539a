"""People who can be recognised wherever they turn up: in a page, a URL, a log line, a mail.

Each has a surname, birth date, postcode and BSN that nobody else has, and none of these can stand
in a page by chance.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from urllib.parse import unquote_plus

from medewerkers import in_role, klant
from voetlicht.intern.personen.bsn import is_bsn
from voetlicht.intern.personen.models import Adres
from voetlicht.intern.sonar.models import Klant

FIRST_BSN = 930_000_000
FIRST_BIRTH = date(1911, 3, 2)
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)
SPACED_DIGITS = re.compile(r"\d(?:[ .\u00a0-]?\d){8}(?!\d)")
POSTCODE = re.compile(r"\b([1-9]\d{3})[ \u00a0]?([a-z]{2})\b")
ISO_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
DUTCH_DATE = re.compile(r"\b(\d{1,2})[-/ \u00a0]([a-z]+|\d{1,2})[-/ \u00a0](\d{4})\b")
WORD = re.compile(r"[a-z]{6,}")


@dataclass(frozen=True, slots=True)
class Known:
    """What identifies one of them, in the one spelling in which it is compared."""

    klant: Klant
    bsn: str
    voornaam: str
    achternaam: str
    geboortedatum: date
    postcode: str

    @property
    def marks(self) -> Iterator[str]:
        yield self.bsn
        yield self.voornaam.lower()
        yield self.achternaam.lower()
        yield self.geboortedatum.isoformat()
        yield self.postcode.lower()


class Population:
    """Somebody to look for everywhere; ``named_in`` says who stands in a text."""

    def __init__(self, people: Sequence[Known]) -> None:
        self.people = tuple(people)
        self._by_mark = {mark: known for known in people for mark in known.marks}

    def marks_in(self, text: str) -> Mapping[str, Known]:
        """The identifiers that stand in the text, also encoded, and of whom they are."""
        return {
            mark: self._by_mark[mark] for mark in set(_candidates(text)) if mark in self._by_mark
        }

    def named_in(self, text: str) -> set[int]:
        """The persons who are identified in the text, by the numbers of their personen."""
        return {known.klant.persoon_id for known in self.marks_in(text).values()}


def _candidates(text: str) -> Iterator[str]:
    for spelled in {text, unquote_plus(text)}:
        plain = unicodedata.normalize("NFKD", html.unescape(spelled)).casefold()
        yield from WORD.findall(plain)
        yield from ISO_DATE.findall(plain)
        yield from ("".join(pair) for pair in POSTCODE.findall(plain))
        yield from (re.sub(r"\D", "", found) for found in SPACED_DIGITS.findall(plain))
        yield from _dates(DUTCH_DATE.findall(plain))


def _dates(found: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    for day, month, year in found:
        number = MONTHS.index(month) + 1 if month in MONTHS else month
        if str(number).isdigit():
            yield f"{year}-{int(number):02}-{int(day):02}"


def populate(size: int) -> Population:
    """So many new klanten, with a dossier and an address; nobody serves them yet."""
    bsns = islice(
        (str(n) for n in range(FIRST_BSN, FIRST_BSN + 100 * size) if is_bsn(str(n))), size
    )
    return Population([_person(number, bsn) for number, bsn in enumerate(bsns)])


def _person(number: int, bsn: str) -> Known:
    letters = "".join(chr(ord("a") + number // 26**place % 26) for place in (2, 1, 0))
    voornaam, achternaam = f"Quirijnke{letters}", f"Zwaluwstaert{letters}"
    born = FIRST_BIRTH + timedelta(days=37 * number)
    made = klant((voornaam, "van", achternaam), bsn=bsn, geboortedatum=born)
    postcode = f"{1000 + 7 * number}XQ"
    with in_role("verwerking"):
        Adres.objects.create(
            persoon_id=made.persoon_id,
            straatnaam=f"Zwaluwpad{letters}",
            huisnummer=number + 1,
            postcode=postcode,
            woonplaats="Rotterdam",
            adres_index=number.to_bytes(32, "big"),
        )
    return Known(made, bsn, voornaam, achternaam, born, postcode)
