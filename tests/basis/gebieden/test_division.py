"""The division of the country by date: the facts, and what must hold on any date."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voetlicht.basis.gebieden import queries
from voetlicht.basis.gebieden.division import days_of_change, division_on
from voetlicht.basis.gebieden.enums import Indelingsbasis
from voetlicht.basis.gebieden.tables import gemeenteperioden, regioperioden
from voetlicht.basis.kern.errors import InputError, NotFound
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.basis.kern.sorting import dutch_sort_key

DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))

RIJNMOND = (
    "Albrandswaard", "Barendrecht", "Capelle aan den IJssel", "Goeree-Overflakkee",
    "Hoeksche Waard", "Krimpen aan den IJssel", "Maassluis", "Nissewaard", "Ridderkerk",
    "Rotterdam", "Schiedam", "Vlaardingen", "Voorne aan Zee", "Zuidplas",
)  # fmt: skip
TWENTE = (
    "Almelo", "Borne", "Dinkelland", "Enschede", "Haaksbergen", "Hellendoorn", "Hengelo",
    "Hof van Twente", "Losser", "Oldenzaal", "Rijssen-Holten", "Tubbergen", "Twenterand",
    "Wierden",
)  # fmt: skip


def names_of(regio: int, day: date) -> tuple[str, ...]:
    return tuple(g.naam for g in queries.gemeenten_of_regio(regio, on=day))


def test_rijnmond_has_the_fourteen_gemeenten_of_its_edition():
    assert names_of(22, date(2023, 6, 30)) == RIJNMOND


def test_twente_has_the_fourteen_gemeenten_of_its_edition():
    assert names_of(9, date(2022, 6, 30)) == TWENTE


def test_rijnmond_before_voorne_aan_zee_has_its_three_predecessors():
    before = set(names_of(22, date(2022, 12, 31)))
    assert before - set(RIJNMOND) == {"Brielle", "Hellevoetsluis", "Westvoorne"}
    assert set(RIJNMOND) - before == {"Voorne aan Zee"}


@pytest.mark.parametrize(
    ("kwartaal", "count"),
    [("2021Q1", 352), ("2021Q4", 352), ("2022Q1", 344), ("2022Q4", 344), ("2023Q1", 342),
     ("2024Q4", 342), ("2026Q1", 342)],
)  # fmt: skip
def test_the_country_has_as_many_gemeenten_as_it_had_then(kwartaal, count):
    assert len(queries.gemeenten(on=Kwartaal.parse(kwartaal).peildatum)) == count


@pytest.mark.parametrize(
    ("code", "first_day", "before", "after"),
    [
        ("GM0450", date(2017, 1, 1), 8, 3),  # Uitgeest
        ("GM1706", date(2018, 1, 1), 33, 34),  # Cranendonck
        ("GM0523", date(2018, 1, 1), 24, 26),  # Hardinxveld-Giessendam
        ("GM0246", date(2020, 1, 1), 5, 11),  # Heerde
        ("GM0457", date(2022, 1, 1), 12, 10),  # Weesp
        ("GM0230", date(2022, 1, 1), 11, 5),  # Elburg
        ("GM0302", date(2022, 1, 1), 11, 5),  # Nunspeet
        ("GM1773", date(2024, 1, 1), 11, 5),  # Olst-Wijhe
    ],
)
def test_a_gemeente_that_moved_counts_in_its_new_regio_from_the_first_day(
    code, first_day, before, after
):
    eve = date(first_day.year - 1, 12, 31)
    assert queries.regio_of(code, on=eve).code == before
    assert queries.regio_of(code, on=first_day).code == after


@pytest.mark.parametrize(
    ("code", "last", "successor"),
    [
        ("GM0457", date(2022, 3, 23), "GM0363"),  # Weesp went during a quarter
        ("GM1921", date(2015, 6, 30), "GM1940"),  # De Friese Meren
        ("GM0501", date(2022, 12, 31), "GM1992"),  # Brielle
    ],
)
def test_a_gemeente_ends_on_the_day_of_the_herindeling(code, last, successor):
    assert queries.gemeente(code, on=last).code == code
    with pytest.raises(NotFound):
        queries.gemeente(code, on=date.fromordinal(last.toordinal() + 1))
    assert queries.code_on(code, on=date.fromordinal(last.toordinal() + 1)) == successor


def test_names_are_those_of_the_date():
    assert queries.gemeente("GM0164", on=date(2023, 12, 31)).naam == "Hengelo"
    assert queries.gemeente("GM0164", on=date(2024, 1, 1)).naam == "Hengelo (O.)"
    assert queries.regio(11, on=date(2023, 12, 31)).naam == "Stedendriehoek en Noordwest Veluwe"
    assert queries.regio(11).naam == "Veluwe Stedendriehoek"


def test_a_regio_chosen_by_judgement_is_marked_and_only_those():
    chosen = {
        (p.naam, p.regio_code, p.geldig.start.year, p.geldig.end and p.geldig.end.year)
        for p in gemeenteperioden()
        if p.basis is Indelingsbasis.OORDEEL
    }
    assert chosen == {("West Betuwe", 23, 2019, 2020), ("Vijfheerenlanden", 24, 2019, 2021)}


@given(DAYS)
def test_on_any_day_every_gemeente_lies_in_exactly_one_of_35_regios(day):
    regios = queries.regios(on=day)
    assert [regio.code for regio in regios] == list(range(1, 36))
    spread = [g for regio in regios for g in queries.gemeenten_of_regio(regio.code, on=day)]
    everywhere = queries.gemeenten(on=day)
    assert len(spread) == len(everywhere) == len({g.code for g in everywhere})
    assert set(spread) == set(everywhere)
    assert all(queries.regio_of(g.code, on=day).code == g.regio_code for g in everywhere)


@given(DAYS)
def test_on_any_day_names_are_unique_and_in_alphabetical_order(day):
    names = [g.naam for g in queries.gemeenten(on=day)]
    assert names == sorted(set(names), key=dutch_sort_key)


@given(DAYS)
def test_on_any_day_every_regio_has_its_centrumgemeente(day):
    for regio in queries.regios(on=day):
        centrum = queries.gemeente(regio.centrumgemeente_code, on=day)
        assert centrum.regio_code == regio.code


def test_the_periods_of_a_gemeente_or_regio_join_without_gap_or_overlap():
    for periods in (gemeenteperioden(), regioperioden()):
        for one, other in pairwise(periods):
            if one.code == other.code:
                assert one.geldig.end == other.geldig.start
                assert one != other
            else:
                assert one.code < other.code


def test_a_gemeente_begins_and_ends_only_by_a_herindeling():
    periods = gemeenteperioden()
    for code in {p.code for p in periods}:
        own = [p.geldig for p in periods if p.code == code]
        ends = {change.datum for change in queries.successors(code)}
        begins = {change.datum for change in queries.predecessors(code)}
        assert {own[-1].end} - {None} == ends
        assert own[0].start == date(2015, 1, 1) or own[0].start in begins


def test_the_last_known_division_holds_on():
    last = days_of_change()[-1]
    assert division_on(date(2099, 1, 1)) is division_on(last)
    assert queries.regios() == queries.regios(on=date(2099, 1, 1))


def test_a_division_is_built_once():
    assert division_on(date(2023, 3, 31)) is division_on(date(2023, 6, 30))


@pytest.mark.parametrize(
    "ask",
    [
        lambda day: queries.gemeenten(on=day),
        lambda day: queries.gemeenten_of_regio(22, on=day),
        lambda day: queries.gemeente("GM0599", on=day),
        lambda day: queries.regio_of("GM0599", on=day),
        lambda day: queries.regios(on=day),
        lambda day: queries.code_on("GM0599", on=day),
        lambda day: queries.division_table(on=day),
        lambda day: queries.find_gemeente("Rotterdam", on=day),
        lambda day: queries.suggest_gemeenten("Rotterdam", on=day),
    ],
)
def test_before_2015_every_query_says_from_when_it_knows(ask):
    with pytest.raises(InputError, match="vanaf 1 januari 2015, niet op 31 december 2014"):
        ask(date(2014, 12, 31))


@pytest.mark.parametrize("code", ["GM9999", "GM1992", "onbekend", "buitenland", ""])
def test_a_gemeente_that_is_none_on_the_date_is_not_found(code):
    with pytest.raises(NotFound, match="30 juni 2022"):
        queries.gemeente(code, on=date(2022, 6, 30))
    with pytest.raises(NotFound):
        queries.regio_of(code, on=date(2022, 6, 30))


@pytest.mark.parametrize("code", [0, 36, -1])
def test_an_unknown_regio_is_not_found_and_the_range_is_said(code):
    with pytest.raises(NotFound, match="1 tot en met 35"):
        queries.regio(code)
    with pytest.raises(NotFound):
        queries.gemeenten_of_regio(code, on=date(2023, 6, 30))
