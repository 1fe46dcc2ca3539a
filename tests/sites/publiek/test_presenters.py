"""What presenters make of editions, without a database."""

from hypothesis import given
from hypothesis import strategies as st

from sample_archive import computed, read_from_document
from voetlicht.basis.edities.editie import Aantallen, Gemeenterij, Regioblad
from voetlicht.basis.gebieden.queries import tile_grid
from voetlicht.sites.publiek.addresses import Address
from voetlicht.sites.publiek.presenters.comparison import ABSENT, compare
from voetlicht.sites.publiek.presenters.edition import size_in_words
from voetlicht.sites.publiek.presenters.shares import shares_of
from voetlicht.sites.publiek.presenters.tile_map import (
    GAP,
    TILE_HEIGHT,
    TILE_WIDTH,
    Figure,
    legend,
    shade_of,
    tile_map,
)

BOUNDS = (0, 50, 60, 70, 80)
EMPTY = Regioblad(doelgroepregister=0, code=1, naam="Groningen", rijen=())


def one_row(code: str, *counts: int) -> Regioblad:
    row = Gemeenterij(code, f"gemeente {code}", Aantallen(*counts))
    return Regioblad(doelgroepregister=100, code=1, naam="Groningen", rijen=(row,))


def test_two_shares_have_two_wholes() -> None:
    known, profiled = shares_of(one_row("GM0014", 10, 20, 30, 15))
    assert (known.number, known.bar) == ("75%", 75)
    assert "75 van de 100" in known.sentence
    assert (profiled.number, profiled.bar) == ("53%", 53)
    assert "40 van de 75" in profiled.sentence


def test_a_share_of_nothing_is_a_dash_and_an_empty_bar() -> None:
    assert [(share.number, share.bar) for share in shares_of(EMPTY)] == [("–", 0), ("–", 0)]


def test_equal_sheets_have_no_differences() -> None:
    blad = computed("2023Q2").regio(22)
    comparison = compare(read=blad, computed=blad, voorbeeld=True)
    assert comparison.differences == 0
    assert comparison.computed == "berekend (verzonnen personen)"
    assert len(comparison.cells) == 14 * 5 + 5 + 3


def test_a_row_on_one_side_only_is_shown_beside_dashes() -> None:
    read, ours = one_row("GM0014", 1, 2, 3, 4), one_row("GM0037", 1, 2, 3, 4)
    comparison = compare(read=read, computed=ours, voorbeeld=False)
    assert [line.name for line in comparison.lines] == ["gemeente GM0014", "gemeente GM0037"]
    assert {cell.computed for cell in comparison.lines[0].cells} == {ABSENT}
    assert {cell.read for cell in comparison.lines[1].cells} == {ABSENT}
    assert comparison.differences == 10
    assert comparison.computed == "berekend"


def test_tiles_lie_apart_within_the_drawing() -> None:
    drawing = tile_map(tile_grid(), {}, bounds=BOUNDS, title="t", description="d")
    boxes = [(tile.x, tile.y) for tile in drawing.tiles]
    assert len(set(boxes)) == 35
    for x, y in boxes:
        assert 0 <= x <= drawing.width - TILE_WIDTH
        assert 0 <= y <= drawing.height - TILE_HEIGHT
        assert all(
            (x, y) == (a, b) or abs(x - a) >= TILE_WIDTH + GAP or abs(y - b) >= TILE_HEIGHT + GAP
            for a, b in boxes
        )


def test_a_regio_without_figures_leads_nowhere_and_stands_in_the_legend() -> None:
    figures = {code: Figure(50, "helft", f"/{code}") for code in range(2, 36)}
    drawing = tile_map(tile_grid(), figures, bounds=BOUNDS, title="t", description="d")
    absent = next(tile for tile in drawing.tiles if tile.number == 1)
    assert (absent.shade, absent.url, absent.share, absent.bar) == ("geen", "", "–", 0)
    assert drawing.legend[-1].text == "geen cijfers"
    assert "geen cijfers" not in [line.text for line in legend(BOUNDS, with_missing=False)]


def test_the_legend_names_the_bounds_of_every_shade() -> None:
    assert [(line.shade, line.text) for line in legend(BOUNDS, with_missing=False)] == [
        ("1", "minder dan 50%"),
        ("2", "50 t/m 59%"),
        ("3", "60 t/m 69%"),
        ("4", "70 t/m 79%"),
        ("5", "80% of meer"),
    ]
    assert [shade_of(share, BOUNDS) for share in (0, 49, 50, 59, 60, 79, 80, 130)] == list(
        "11223455"
    )
    assert shade_of(None, BOUNDS) == "geen"


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_larger_share_is_never_lighter(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert int(shade_of(low, BOUNDS)) <= int(shade_of(high, BOUNDS))


def test_sizes_are_said_in_words() -> None:
    assert [size_in_words(size) for size in (0, 999, 1000, 49_312, 1_234_567)] == [
        "0 bytes",
        "999 bytes",
        "1 kB",
        "49 kB",
        "1235 kB",
    ]


def test_an_address_is_permanent_when_what_lies_there_cannot_change() -> None:
    quarter = read_from_document("2023Q2", EMPTY, "x").kwartaal
    assert not Address(quarter, 22).is_permanent
    assert Address(quarter, 22, versie=1).is_permanent
    assert Address(quarter, 22, gelezen=True).is_permanent
