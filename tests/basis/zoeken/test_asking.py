"""Schemas and queries that cannot be are refused in Dutch, with the column that is meant."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from basis.zoeken.conftest import ENGINES
from basis.zoeken.strategies import index_of
from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.zoeken.engines import choose_engine
from voetlicht.basis.zoeken.index import Index
from voetlicht.basis.zoeken.plan import MOST_DAYS, MOST_KM
from voetlicht.basis.zoeken.schema import (
    MOST_VALUES,
    Code,
    Codes,
    Column,
    Date,
    Number,
    Place,
    Range,
    Schema,
    Text,
)
from voetlicht.basis.zoeken.wishes import (
    AllOf,
    AnyOf,
    In,
    Near,
    NoneBut,
    Overlaps,
    Query,
    Since,
    Until,
    Wish,
    WithinReach,
    Words,
)

KM = np.array([[0, 10], [10, 0]], dtype=np.uint16)
PLACE = Place("plaats", ("Ede", "Elst"), KM)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
SCHEMA = Schema(
    (
        Code("niveau", ("mbo", "hbo")),
        Codes("taken", ("lassen", "sorteren"), levels=3),
        Number("reis", 0, 100),
        Range("uren", 8, 40),
        Date("vanaf", FIRST, LAST),
        PLACE,
        Text("tekst"),
    )
)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ((Text("a"), Code("a", ("x",))), "Kolom ‘a’ staat twee keer in het schema."),
        ((PLACE, Place("q", ("x", "y"), KM)), "Een schema heeft hoogstens één plaatskolom: "),
        ((Code("a", ()),), "Kolom ‘a’: geef 1 tot 4096 waarden, niet 0."),
        ((Code("a", tuple(map(str, range(MOST_VALUES + 1)))),), "Kolom ‘a’: geef 1 tot 4096 "),
        ((Code("a", ("x", "x")),), "Kolom ‘a’: een waarde staat er twee keer in."),
        ((Codes("a", ("x",), 0),), "Kolom ‘a’: een niveau loopt van 1 tot hoogstens 15."),
        ((Codes("a", ("x",), 16),), "Kolom ‘a’: een niveau loopt van 1 tot hoogstens 15."),
        ((Number("a", 2, 1),), "Kolom ‘a’: het hoogste ligt onder het laagste"),
        ((Range("a", 0, 2**31),), "Kolom ‘a’: het hoogste ligt onder het laagste"),
        ((Date("a", LAST, FIRST),), "Kolom ‘a’: het hoogste ligt onder het laagste"),
        ((Number("a", 0, 9, (5, 3)),), "Kolom ‘a’: de grenzen van de klassen lopen niet op."),
        ((Date("a", FIRST, LAST, (LAST, LAST)),), "Kolom ‘a’: de grenzen van de klassen lopen "),
        ((Place("a", ("x",), KM),), "Kolom ‘a’: de afstanden zijn een tabel van 1 bij 1"),
        ((Place("a", ("x", "y"), KM.astype(int)),), "Kolom ‘a’: de afstanden zijn een tabel "),
        ((Place("a", ("x", "y"), KM, ("r",)),), "Kolom ‘a’: geef een regio per plaats"),
    ],
)
def test_a_schema_that_cannot_be_is_refused(columns: tuple[Column, ...], message: str):
    with pytest.raises(InputError) as refused:
        Schema(columns)
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (AnyOf("loon", ()), "Kolom ‘loon’ bestaat niet. Wel: niveau, taken, reis"),
        (AnyOf("niveau", ("wo",)), "‘wo’ is geen waarde van kolom ‘niveau’."),
        (NoneBut("taken", ("zagen",)), "‘zagen’ is geen waarde van kolom ‘taken’."),
        (AllOf("taken", ("lassen", "lassen")), "Wens op ‘taken’: een waarde staat er twee keer"),
        (AllOf("taken", ("lassen",), level=4), "Wens op ‘taken’: een niveau is 1 tot 3."),
        (AnyOf("niveau", ("mbo",), level=2), "Wens op ‘niveau’: een niveau is 1 tot 1."),
        (AnyOf("taken", ("lassen",), level=0), "Wens op ‘taken’: een niveau is 1 tot 3."),
        (Overlaps("uren", 20, 10), "Wens op ‘uren’: 20 ligt boven 10."),
        (Until("vanaf", FIRST, grace=-1), "Wens op ‘vanaf’: dagen van respijt zijn 0 tot "),
        (Since("vanaf", FIRST, grace=MOST_DAYS), "Wens op ‘vanaf’: dagen van respijt zijn 0 tot "),
        (Near("plaats", "Epe", 5), "‘Epe’ is geen waarde van kolom ‘plaats’."),
        (Near("plaats", "Ede", -1), "Wens op ‘plaats’: een afstand is 0 tot 100000 km."),
        (Near("plaats", "Ede", MOST_KM + 1), "Wens op ‘plaats’: een afstand is 0 tot 100000 km."),
        (In("plaats", ("Epe",)), "‘Epe’ is geen waarde van kolom ‘plaats’."),
        (In("plaats", regions=("Foodvalley",)), "‘Foodvalley’ is geen waarde van kolom ‘plaats’."),
        (WithinReach("plaats", "Ede", "uren"), "Wens op ‘plaats’: ‘uren’ is geen getal"),
        (WithinReach("plaats", "Ede", "loon"), "Kolom ‘loon’ bestaat niet."),
        (WithinReach("plaats", "Ede", "reis", span=0), "Wens op ‘plaats’: ‘reis’ is geen getal"),
        (Words("niveau", "mbo"), "Kolom ‘niveau’ is een Code; een wens Words past daar niet op."),
        (AnyOf("reis", ("5",)), "Kolom ‘reis’ is een Number; een wens AnyOf past daar niet op."),
        (Near("tekst", "Ede", 5), "Kolom ‘tekst’ is een Text; een wens Near past daar niet op."),
        (Until("uren", FIRST), "Kolom ‘uren’ is een Range; een wens Until past daar niet op."),
    ],
)
def test_a_wish_that_cannot_be_is_refused(wish: Wish, message: str):
    with pytest.raises(InputError) as refused:
        Index(SCHEMA, engine="roaring").search(Query((wish,)))
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"best": 101}, "Vraag hoogstens de beste 100, niet 101."),
        ({"best": -1}, "Vraag hoogstens de beste 100, niet -1."),
        ({"wishes": (AnyOf("a", ()),) * 65}, "Hoogstens 64 wensen tegelijk, niet 65."),
        ({"wishes": (AnyOf("a", (), weight=-1),)}, "Wens op ‘a’: een gewicht is 0 tot 100000"),
        ({"wishes": (AnyOf("a", (), weight=100_001),)}, "Wens op ‘a’: een gewicht is 0 tot 10000"),
    ],
)
def test_a_query_that_cannot_be_is_refused(given: dict[str, Any], message: str):
    with pytest.raises(InputError) as refused:
        Query(**given)
    assert str(refused.value).startswith(message)


def test_a_facet_of_no_column_and_an_engine_of_no_name_are_refused():
    with pytest.raises(InputError, match="Kolom ‘loon’ bestaat niet"):
        Index(SCHEMA, engine="roaring").search(Query(facets=("loon",)))
    with pytest.raises(InputError, match="Zoekmotor ‘lucene’ bestaat niet"):
        choose_engine("lucene")


@pytest.mark.parametrize("engine", ENGINES)
def test_hours_beyond_all_columns_are_as_good_as_its_ends(engine: str):
    index = index_of(SCHEMA, {1: {"uren": (8, 40)}, 2: {"uren": (20, 24)}, 3: {}}, engine)
    for low, high, total in (
        (-(2**70), 2**70, 2),
        (-(2**70), 8, 1),
        (24, 2**70, 2),
        (-(2**70), -(2**69), 0),
        (41, 2**70, 0),
    ):
        query = Query((Overlaps("uren", low, high, unknown=False),))
        assert index.search(query).total == total
