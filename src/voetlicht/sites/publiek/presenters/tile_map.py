"""The tile map: one tile per regio, placed roughly as on the map of the Netherlands.

Each tile carries its number, its percentage and a bar, so that the colour never says anything that
cannot be read as well. Lengths are in units of the drawing; the browser scales it.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from voetlicht.basis.gebieden.gebied import Tegel
from voetlicht.basis.kern.numbers import format_percentage

TILE_WIDTH = 88
TILE_HEIGHT = 72
GAP = 6
INSET = 9
NO_FIGURES = "geen"


Bounds = tuple[int, ...]
"""The lower bounds of the classes of colour, in percents, beginning with 0."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile at its place; ``shade`` is the class of colour, 1 (low) to 5 (high), or ``geen``."""

    x: int
    y: int
    shade: str
    number: int
    share: str
    bar: int
    name: str
    said: str
    url: str


@dataclass(frozen=True, slots=True)
class Shade:
    """A line of the legend."""

    shade: str
    text: str


@dataclass(frozen=True, slots=True)
class TileMap:
    """The whole drawing."""

    title: str
    description: str
    width: int
    height: int
    tiles: tuple[Tile, ...]
    legend: tuple[Shade, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """What one tile tells: the share that colours it, a sentence about both, and its page."""

    share: int | None
    said: str
    url: str


def tile_map(
    grid: tuple[Tegel, ...],
    figures: dict[int, Figure],
    *,
    bounds: Bounds,
    title: str,
    description: str,
) -> TileMap:
    """Draw ``grid``; a regio without figures gets a tile that says so and leads nowhere."""
    columns = 1 + max(tegel.kolom for tegel in grid)
    rows = 1 + max(tegel.rij for tegel in grid)
    missing = any(tegel.code not in figures for tegel in grid)
    return TileMap(
        title=title,
        description=description,
        width=columns * (TILE_WIDTH + GAP),
        height=rows * (TILE_HEIGHT + GAP),
        tiles=tuple(_tile(tegel, figures.get(tegel.code), bounds) for tegel in grid),
        legend=legend(bounds, with_missing=missing),
    )


def shade_of(share: int | None, bounds: Bounds) -> str:
    """The class of a share: the number of bounds that it reaches."""
    if share is None:
        return NO_FIGURES
    return str(sum(share >= bound for bound in bounds))


def legend(bounds: Bounds, *, with_missing: bool) -> tuple[Shade, ...]:
    """The classes in words: ``minder dan 50%``, ``50 t/m 59%``, ``80% of meer``."""
    lines = [Shade("1", _("minder dan %(end)s%%") % {"end": bounds[1]})]
    for place in range(2, len(bounds)):
        ends = {"start": bounds[place - 1], "end": bounds[place] - 1}
        lines.append(Shade(str(place), _("%(start)s t/m %(end)s%%") % ends))
    lines.append(Shade(str(len(bounds)), _("%(start)s%% of meer") % {"start": bounds[-1]}))
    if with_missing:
        lines.append(Shade(NO_FIGURES, _("geen cijfers")))
    return tuple(lines)


def _tile(tegel: Tegel, figure: Figure | None, bounds: Bounds) -> Tile:
    share = figure.share if figure else None
    return Tile(
        x=tegel.kolom * (TILE_WIDTH + GAP) + GAP // 2,
        y=tegel.rij * (TILE_HEIGHT + GAP) + GAP // 2,
        shade=shade_of(share, bounds),
        number=tegel.code,
        share=format_percentage(share),
        bar=round((TILE_WIDTH - 2 * INSET) * min(share or 0, 100) / 100),
        name=tegel.naam,
        said=figure.said if figure else _("geen cijfers"),
        url=figure.url if figure else "",
    )
