"""Regio's in URLs and on the tile map."""

import re

import pytest

from voetlicht.basis.gebieden import queries
from voetlicht.basis.kern.errors import NotFound


@pytest.mark.parametrize(
    ("code", "slug"),
    [(22, "22-rijnmond"), (9, "9-twente"), (7, "7-zaanstreek-waterland"),
     (8, "8-zuid-kennemerland-en-ijmond"), (32, "32-helmond-de-peel")],
)  # fmt: skip
def test_a_slug_has_number_and_name(code, slug):
    assert queries.slug(queries.regio(code)) == slug


def test_every_slug_leads_back_to_its_regio_and_is_fit_for_a_url():
    for regio in queries.regios():
        slug = queries.slug(regio)
        assert re.fullmatch(r"[0-9]+(-[a-z]+)+", slug)
        assert queries.parse_slug(slug) == regio.code


@pytest.mark.parametrize("text", ["22", "22-", "22-Rijnmond", "22-oude-naam", "22-9-twente"])
def test_the_number_decides(text):
    assert queries.parse_slug(text) == 22


@pytest.mark.parametrize(
    "text", ["", "rijnmond", "0", "36-x", "022", "22rijnmond", "22-rijn/mond", "٢٢", "22 ", "220"]
)
def test_anything_else_is_not_found(text):
    with pytest.raises(NotFound):
        queries.parse_slug(text)


def test_the_tile_map_shows_every_regio_in_a_place_of_its_own():
    tiles = queries.tile_grid()
    assert [tile.code for tile in tiles] == [regio.code for regio in queries.regios()]
    assert [tile.naam for tile in tiles] == [regio.naam for regio in queries.regios()]
    assert len({(tile.kolom, tile.rij) for tile in tiles}) == 35
    assert {tile.kolom for tile in tiles} == set(range(7))
    assert {tile.rij for tile in tiles} == set(range(9))


def test_north_is_up_and_west_is_left():
    place = {tile.naam: tile for tile in queries.tile_grid()}
    assert place["Groningen"].rij < place["Rijnmond"].rij < place["Zuid-Limburg"].rij
    assert place["Rijnmond"].kolom < place["Twente"].kolom
