"""How many people there have to be: per gemeente, per cell of the table, at the anchor.

For the two regios of which an edition was published the cells are those of that edition. Elsewhere
they are drawn from the shares that the published editions show.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from voetlicht.basis.edities.editie import Aantallen
from voetlicht.basis.edities.gepubliceerd import published
from voetlicht.basis.gebieden.queries import (
    BUITENLAND,
    ONBEKEND,
    Gemeente,
    gemeenten_of_regio,
    regio,
    regios,
)
from voetlicht.opdrachten.genereer.draw import Draw
from voetlicht.opdrachten.genereer.moments import Anchor

# Persons in the doelgroepregister at the end of 2022Q2 (UWV, news item on that quarter).
REGISTER_NATIONAL = 250_405
# Dossiers in Sonar, most of them closed (KPMG 2020: 1 m active, 3.1 m inactive).
KLANTEN_NATIONAL = 4_100_000
# Who work with them; of the real country's dossiers 16,000 had an account (KPMG 2020).
MEDEWERKERS = {"demo": 800, "landelijk": 5_000, "vol": 16_000}
ANCHOR_ELSEWHERE = Anchor(date(2022, 6, 30))
# Residents per regio in thousands, rounded; only to divide the invented people over the country.
_RESIDENTS = {
    1: 740, 2: 660, 3: 680, 4: 260, 5: 620, 6: 445, 7: 345, 8: 410, 9: 640, 10: 1230, 11: 640,
    12: 260, 13: 580, 14: 900, 15: 330, 16: 360, 17: 300, 18: 480, 19: 250, 20: 780, 21: 430,
    22: 1390, 23: 250, 24: 130, 25: 330, 26: 300, 27: 670, 28: 720, 29: 390, 30: 480, 31: 290,
    32: 270, 33: 530, 34: 240, 35: 600,
}  # fmt: skip
_CENTRE_WEIGHT = 4.0
_SHARE_NOWHERE = {ONBEKEND: 0.005, BUITENLAND: 0.003}
_SHARE_KNOWN = 0.74
_SHARE_UWV = 0.65
_SHARE_WITHOUT_ANY_GEMEENTE_PROFILE = 0.05
_FEWEST = 8


class Scale(StrEnum):
    """How much of the country is filled."""

    DEMO = "demo"
    LANDELIJK = "landelijk"
    VOL = "vol"

    @property
    def share_elsewhere(self) -> float:
        """Which part of the people outside the two published regios is made."""
        return 0.04 if self is Scale.DEMO else 1.0


@dataclass(frozen=True, slots=True)
class Part:
    """The people of one gemeente (or of nowhere) at the anchor: cells, and register only."""

    gemeente_code: str
    regio_code: int
    anchor: Anchor
    cells: Aantallen
    register_only: int

    @property
    def register(self) -> int:
        return self.cells.totaal + self.register_only


@dataclass(frozen=True, slots=True)
class Population:
    """What is to be made: people per part, dossiers of others until there are ``klanten``, and
    about so many medewerkers."""

    naam: str
    zaad: int
    parts: tuple[Part, ...]
    klanten: int = 0
    medewerkers: int = 0


def population(scale: Scale, zaad: int) -> Population:
    """The population of this scale; the same for the same seed."""
    klanten = KLANTEN_NATIONAL if scale is Scale.VOL else 0
    return Population(scale.value, zaad, plan(scale, zaad), klanten, MEDEWERKERS[scale.value])


def plan(scale: Scale, zaad: int) -> tuple[Part, ...]:
    """All parts of the population, in a fixed order: by regio, by gemeente, then nowhere."""
    real = {one.blad.code: one for one in published()}
    parts: list[Part] = []
    for area in regios():
        if area.code in real:
            parts.extend(_published_parts(area.code))
        else:
            parts.extend(_drawn_parts(area.code, scale, zaad))
    total = REGISTER_NATIONAL * scale.share_elsewhere
    nowhere = ((code, share * total) for code, share in _SHARE_NOWHERE.items())
    return (*parts, *(_drawn(code, 0, size, zaad) for code, size in nowhere))


def published_anchors() -> dict[int, Anchor]:
    """Per regio with a published edition: the anchor at which the figures must be equal to it."""
    return {one.blad.code: Anchor(one.kwartaal.peildatum) for one in published()}


def _published_parts(regio_code: int) -> list[Part]:
    found = next(one for one in published() if one.blad.code == regio_code)
    rows, anchor = found.blad.rijen, Anchor(found.kwartaal.peildatum)
    left = found.blad.doelgroepregister - sum(row.aantallen.totaal for row in rows)
    shares = _divide(left, [row.aantallen.totaal for row in rows])
    return [
        Part(row.gemeente_code, regio_code, anchor, row.aantallen, only)
        for row, only in zip(rows, shares, strict=True)
    ]


def _divide(total: int, weights: list[int]) -> list[int]:
    """``total`` divided in proportion to ``weights``; the parts add up to it."""
    parts, given, seen = [], 0, 0
    for weight in weights:
        seen += weight
        upto = total * seen // sum(weights)
        parts.append(upto - given)
        given = upto
    return parts


def _drawn_parts(regio_code: int, scale: Scale, zaad: int) -> list[Part]:
    draw = Draw(zaad, f"plan {regio_code}")
    size = REGISTER_NATIONAL * _RESIDENTS[regio_code] / sum(_RESIDENTS.values())
    there = gemeenten_of_regio(regio_code, on=ANCHOR_ELSEWHERE.peildatum)
    weights = [_weight(one, draw) for one in there]
    scaled = [scale.share_elsewhere * size * weight / sum(weights) for weight in weights]
    return [
        _drawn(one.code, regio_code, expected, zaad)
        for one, expected in zip(there, scaled, strict=True)
    ]


def _weight(gemeente: Gemeente, draw: Draw) -> float:
    centre = regio(gemeente.regio_code).centrumgemeente_code
    return draw.normal(1.0, 0.2) * (_CENTRE_WEIGHT if gemeente.code == centre else 1.0)


def _drawn(code: str, regio_code: int, expected: float, zaad: int) -> Part:
    draw = Draw(zaad, f"plan {code}")
    register = max(_FEWEST, draw.whole(expected))
    known = draw.whole(register * min(0.9, draw.normal(_SHARE_KNOWN, 0.03)))
    uwv = draw.whole(known * draw.normal(_SHARE_UWV, 0.05))
    uwv_with = draw.whole(uwv * draw.beta(0.82, 0.05))
    none = draw.chance(_SHARE_WITHOUT_ANY_GEMEENTE_PROFILE)
    gemeente_share = 0.0 if none else draw.beta(0.10, 0.12)
    gemeente_with = draw.whole((known - uwv) * gemeente_share)
    cells = Aantallen(gemeente_with, known - uwv - gemeente_with, uwv_with, uwv - uwv_with)
    return Part(code, regio_code, ANCHOR_ELSEWHERE, cells, register - known)
