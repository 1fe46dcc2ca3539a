"""What a new word on somebody's residence does to what is known; the codes it may use; how names
and addresses are written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from voetlicht.basis.gebieden.queries import BUITENLAND, ONBEKEND, code_on
from voetlicht.basis.kern.errors import InputError, VoetlichtError
from voetlicht.basis.kern.sorting import fold
from voetlicht.basis.kern.two_times import Change, Columns, Fact, Known, overwrite, until_next
from voetlicht.intern.personen.enums import Verblijfsbron

# Before this day the division of the country is not in basis.gebieden.
DIVISION_KNOWN_FROM = date(2015, 1, 1)
LONGEST_ZOEKNAAM = 320
HIGHEST_HUISNUMMER = 99_999
_UNPRINTABLE_OR_DIGIT = re.compile(r"[\x00-\x1f\x7f\d]")
_POSTCODE = re.compile(r"[1-9]\d{3}(?!SA|SD|SS)[A-Z]{2}", re.ASCII)


@dataclass(frozen=True, slots=True, repr=False)
class Naam:
    """How somebody is called, in the parts that the BRP keeps apart."""

    voornaam: str
    voorvoegsel: str
    achternaam: str

    @property
    def full(self) -> str:
        """``Fatima el Amrani``; what to say instead where no source has given a name."""
        parts = (self.voornaam, self.voorvoegsel, self.achternaam)
        return " ".join(filter(None, parts)) or "Naam onbekend"

    @property
    def listed(self) -> str:
        """``Amrani, Fatima el``: as lists are sorted."""
        given = " ".join(filter(None, (self.voornaam, self.voorvoegsel)))
        return ", ".join(filter(None, (self.achternaam, given))) or "Naam onbekend"

    @property
    def initialen(self) -> str:
        """``F.A.``: all that titles, messages and lists out of one's own reach may show."""
        return "".join(f"{part[0].upper()}." for part in (self.voornaam, self.achternaam) if part)


@dataclass(frozen=True, slots=True, repr=False)
class Postadres:
    """Where somebody gets mail; ``postcode`` as 3011AB."""

    straatnaam: str
    huisnummer: int
    toevoeging: str
    postcode: str
    woonplaats: str


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


def zoeknaam(naam: Naam) -> str:
    """The name to sort and search by: ``Öz``, ``Çağla`` -> ``oz, cagla``; the voorvoegsel last."""
    given = f"{naam.voornaam} {naam.voorvoegsel}".strip()
    return fold(f"{naam.achternaam}, {given}" if given else naam.achternaam)[:LONGEST_ZOEKNAAM]


def search_words(text: str) -> tuple[str, ...]:
    """``el Amrâni, F`` -> ``el``, ``amrani``, ``f``: what to look for in a zoeknaam, any order."""
    return tuple(dict.fromkeys(fold(text).replace(",", " ").split()))


def demand_naam(naam: Naam) -> Naam:
    """The naam without spaces too many; InputError without a surname, or when a part is no name."""
    return Naam(
        voornaam=_demand_text(naam.voornaam, "voornaam", at_most=100),
        voorvoegsel=_demand_text(naam.voorvoegsel, "voorvoegsel", at_most=20),
        achternaam=_demand_text(naam.achternaam, "achternaam", at_most=200, needed=True),
    )


def demand_postadres(adres: Postadres) -> Postadres:
    """The adres in one notation; InputError names the part that is wrong and how to write it."""
    if not 1 <= adres.huisnummer <= HIGHEST_HUISNUMMER:
        raise InputError("Schrijf het huisnummer als een getal van 1 tot en met 99999.")
    toevoeging = "".join(adres.toevoeging.split()).upper()
    if len(toevoeging) > 10 or not re.fullmatch(r"[A-Z0-9/-]*", toevoeging):
        raise InputError(
            "Schrijf de toevoeging van het huisnummer met hoogstens tien letters en cijfers, "
            "bijvoorbeeld B of 2HOOG."
        )
    return Postadres(
        straatnaam=_demand_line(adres.straatnaam, "straatnaam"),
        huisnummer=adres.huisnummer,
        toevoeging=toevoeging,
        postcode=demand_postcode(adres.postcode),
        woonplaats=_demand_line(adres.woonplaats, "woonplaats"),
    )


def demand_postcode(text: str) -> str:
    """``3011 ab`` -> ``3011AB``; InputError for what no postcode can be."""
    postcode = "".join(text.split()).upper()
    if not _POSTCODE.fullmatch(postcode):
        raise InputError("Schrijf de postcode met vier cijfers en twee letters, zoals 3011 AB.")
    return postcode


def _demand_text(text: str, part: str, *, at_most: int, needed: bool = False) -> str:
    """A part of a name: no digits, so that a number never lands where names are shown."""
    if _UNPRINTABLE_OR_DIGIT.search(text):
        raise InputError(f"De naam heeft een cijfer of vreemd teken in {part}; haal dat weg.")
    return _demand_length(text, part, at_most=at_most, needed=needed)


def _demand_line(text: str, part: str) -> str:
    return _demand_length(text, part, at_most=100, needed=True)


def _demand_length(text: str, part: str, *, at_most: int, needed: bool) -> str:
    clean = " ".join(text.split())
    if needed and not clean:
        raise InputError(f"Er is geen {part} ingevuld; vul die in.")
    if len(clean) > at_most:
        raise InputError(f"Bij {part} passen {at_most} tekens; maak de tekst korter.")
    return clean
