"""What the text around the table says: quarter, regio, register total, shares, column heads.

Everything is a set: a document may say a thing twice, and then has to say the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from voetlicht.basis.edities import texts
from voetlicht.basis.edities.readers.distance import one_slip_apart
from voetlicht.basis.edities.readers.document import Document
from voetlicht.basis.edities.readers.numbers import number
from voetlicht.basis.gebieden.queries import regios
from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.kern.kwartaal import MONTHS, ORDINALS, Kwartaal
from voetlicht.basis.kern.sorting import fold

_WORDS_FOR_QUARTER = re.compile(rf"({'|'.join(ORDINALS)}|[1-4]e) kwartaal (?:van )?(\d{{4}})")
_CODE_OF_QUARTER = re.compile(r"\b(\d{4})[ -]?q([1-4])\b")
_PEILDATUM = re.compile(rf"peildatum:? (\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
_ISO_PEILDATUM = re.compile(r"peildatum:? (\d{4})-(\d{2})-(\d{2})")
_HEADING_WORDS = 14

_COUNT = r"(\d[\d.,' ]*)"
_REGISTER = (
    re.compile(rf"doelgroepregister[^\d.%]{{0,160}}? {_COUNT} ?(?:personen|persoon|mensen)"),
    re.compile(rf"^(?:in het )?doelgroepregister(?: banenafspraak)?:? {_COUNT}$"),
)
_KNOWN_TOTAL = (
    re.compile(rf"\bvan de {_COUNT} (?:personen|persoon) die bekend"),
    re.compile(rf"^totaal in sonar:? {_COUNT}$"),
)
_KNOWN_SHARE = (
    re.compile(r"\b(\d+) ?(?:%|procent)[^.%]{0,40}? bekend"),
    re.compile(r"^bekend (?:in|binnen) sonar:? (\d+) ?%"),
)
_PROFILE_SHARE = (
    re.compile(r"\b(\d+) ?(?:%|procent) een klantprofiel"),
    re.compile(r"^met (?:klant)?profiel:? (\d+) ?%"),
)
_KNOWN_FRACTION = re.compile(r"^bekend in sonar, van het doelgroepregister (\d(?:,\d+)?)$")
_PROFILE_FRACTION = re.compile(r"^met klantprofiel, van bekend in sonar (\d(?:,\d+)?)$")

_BANENAFSPRAAK = "banenafspraak"


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that is said outside the table; -1 stands for a number that cannot be read."""

    kwartalen: frozenset[Kwartaal]
    peildata: frozenset[date]
    regios: frozenset[int]
    registers: frozenset[int]
    known_totals: frozenset[int]
    known_shares: frozenset[int]
    profile_shares: frozenset[int]
    misspelt: str | None
    voorbeeld: bool


def find_mentions(document: Document) -> Mentions:
    """Read everything around the table."""
    tekst = fold(document.tekst)
    lines = [fold(regel.tekst) for regel in document.regels]
    words = sorted(set(re.findall(r"\w+", tekst)))
    return Mentions(
        kwartalen=_quarters(tekst, lines),
        peildata=frozenset(_peildata(tekst)),
        regios=frozenset(_regio_numbers(tekst, lines)),
        registers=_numbers(_REGISTER, tekst, lines),
        known_totals=_numbers(_KNOWN_TOTAL, tekst, lines),
        known_shares=_numbers(_KNOWN_SHARE, tekst, lines) | _fractions(_KNOWN_FRACTION, lines),
        profile_shares=_numbers(_PROFILE_SHARE, tekst, lines)
        | _fractions(_PROFILE_FRACTION, lines),
        misspelt=next((word for word in words if one_slip_apart(word, _BANENAFSPRAAK)), None),
        voorbeeld=fold(texts.EXAMPLE_NOTICE) in tekst,
    )


def _quarters(tekst: str, lines: list[str]) -> frozenset[Kwartaal]:
    """Of the headings if they name one; a note may compare with another quarter."""
    short = [line for line in lines if len(line.split()) <= _HEADING_WORDS]
    headings = [line for line in short if not line.endswith(".")]
    found = frozenset(quarter for line in headings for quarter in _quarters_in(line))
    return found or frozenset(_quarters_in(tekst))


def _quarters_in(tekst: str) -> Iterator[Kwartaal]:
    for ordinal, year in _WORDS_FOR_QUARTER.findall(tekst):
        number = int(ordinal[0]) if ordinal[0].isdigit() else ORDINALS.index(ordinal) + 1
        yield from _quarter(int(year), number)
    for year, number in _CODE_OF_QUARTER.findall(tekst):
        yield from _quarter(int(year), int(number))


def _quarter(year: int, number: int) -> Iterator[Kwartaal]:
    try:
        yield Kwartaal(year, number)
    except InputError:
        return


def _peildata(tekst: str) -> Iterator[date]:
    written = [
        (int(year), MONTHS.index(month) + 1, int(day))
        for day, month, year in _PEILDATUM.findall(tekst)
    ]
    iso = [(int(y), int(m), int(d)) for y, m, d in _ISO_PEILDATUM.findall(tekst)]
    for year, month, day in written + iso:
        try:
            yield date(year, month, day)
        except ValueError:
            yield date.min


def _regio_numbers(tekst: str, lines: list[str]) -> Iterator[int]:
    """Regio's that are named as such: by number and name, after the word "arbeidsmarktregio", or
    as a line of their own, with or without the quarter."""
    shortened = {re.sub(_WORDS_FOR_QUARTER, "", line).strip(" ,-#·") for line in lines}
    for regio in regios():
        name = re.escape(fold(regio.naam))
        if re.search(rf"\barbeidsmarktregio:? (?:\d+ )?{name}(?![\w-])", tekst):
            yield regio.code
        numbered = (
            re.match(rf"{name}(?![\w-])", rest) for rest in _after_number(regio.code, lines)
        )
        if any(numbered) or fold(regio.naam) in shortened:
            yield regio.code
    for code, _ in re.findall(r"\barbeidsmarktregio:? (\d{1,2}) (\w+)", tekst):
        yield int(code)


def _after_number(code: int, lines: list[str]) -> Iterator[str]:
    prefix = f"{code} "
    return (line[len(prefix) :] for line in lines if line.startswith(prefix))


def _numbers(patterns: tuple[re.Pattern[str], ...], tekst: str, lines: list[str]) -> frozenset[int]:
    """What the patterns find in the running text or, anchored, in a line."""
    found = [
        match
        for pattern in patterns
        for source in (lines if pattern.pattern.startswith("^") else [tekst])
        for match in pattern.findall(source)
    ]
    return frozenset(_count(text) for text in found)


def _fractions(pattern: re.Pattern[str], lines: list[str]) -> frozenset[int]:
    """Shares that a sheet holds as a fraction and shows as whole percents."""
    texts_found = [text for line in lines for text in pattern.findall(line)]
    return frozenset(_percents(text) for text in texts_found)


def _percents(text: str) -> int:
    hundredfold = round(float(text.replace(",", ".")) * 100, 4)
    return int(hundredfold) if hundredfold.is_integer() else -1


def _count(text: str) -> int:
    bare = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", ".", text.strip(" .,'"))
    value = number(bare)
    return -1 if value is None else value


HEAD_WORDS = frozenset(
    {"gemeenteklanten", "gemeenteklant", "uwv-klanten", "uwv-klant", "uwvklanten", "in", "sonar",
     "arbeidsmarktregio", "gemeente", "profiel", "geen", "totaal", "met", "zonder", "aantal"}
)  # fmt: skip
_HEAD = (
    ("profiel", "geen", "profiel", "profiel", "geen", "profiel"),
    ("profiel", "geen", "profiel", "geen", "profiel", "profiel"),
)
"""The heads of the four counts: in order of reading, and as printed lines run through cells whose
words stand below each other."""


@dataclass(frozen=True, slots=True)
class Head:
    """Whether the column heads stand in the known order, and at which line of the document."""

    known: bool
    index: int


def find_head(document: Document) -> Head | None:
    """The heads of the columns: a run of lines made of nothing but their words; None without."""
    for index, words in _runs([fold(regel.tekst) for regel in document.regels]):
        groups = [word[0] for word in words if "klant" in word]
        if not {"g", "u"} <= set(groups):
            continue
        leaves = tuple(
            "geen" if word in {"geen", "zonder"} else word
            for word in words
            if word in {"geen", "zonder", "profiel"}
        )
        return Head(groups == sorted(groups) and leaves in _HEAD, index)
    return None


def _runs(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    run: list[str] = []
    for index, line in enumerate([*lines, "."]):
        words = re.sub(r"[|,;:-]+(?= |$)|(?:^|(?<= ))[|,;:-]+", " ", line).split()
        if all(word in HEAD_WORDS for word in words):
            run += words
        elif run:
            yield index - 1, run
            run = []
