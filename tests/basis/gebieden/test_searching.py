"""From names to gemeenten."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voetlicht.basis.gebieden import queries
from voetlicht.basis.gebieden.rules import name_key
from voetlicht.basis.gebieden.tables import aliassen, gemeenteperioden, herindelingen

DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
RIJNMOND_DAY = date(2023, 6, 30)
NAMES = sorted({p.naam for p in gemeenteperioden()})


@pytest.mark.parametrize(
    ("naam", "code"),
    [
        ("Den Haag", "GM0518"),
        ("'s-Gravenhage", "GM0518"),
        ("’s-Gravenhage", "GM0518"),
        ("‘s Gravenhage", "GM0518"),
        ("S-GRAVENHAGE", "GM0518"),
        ("'s-Gravenhage (gemeente)", "GM0518"),
        ("Gemeente Den Haag", "GM0518"),
        ("Súdwest-Fryslân", "GM1900"),
        ("Sudwest Fryslan", "GM1900"),
        ("Su\u0301dwest-Frysla\u0302n", "GM1900"),
        ("Noardeast Fryslan", "GM1970"),
        ("Tietjerksteradeel", "GM0737"),
        ("Ljouwert", "GM0080"),
        ("De Friese Meren", "GM1940"),
        ("Krimpen a/d IJssel", "GM0542"),
        ("Krimpen a/d. IJssel", "GM0542"),
        ("Krimpen a.d. IJssel", "GM0542"),
        ("Capelle aan\nden IJssel", "GM0502"),
        ("Capelle aan den Ĳssel", "GM0502"),
        ("Alphen aan de Rijn", "GM0484"),
        ("Capelle-aanden-IJssel", "GM0502"),
        ("Mill & St.Hubert", "GM1982"),
        ("Goeree\u2011Overflakkee", "GM1924"),
        ("Goeree - Overflakkee", "GM1924"),
        ("Hof\u00a0van  Twente", "GM1735"),
        ("Hoekse Waard", "GM1963"),
        ("Hengelo (Ov.)", "GM0164"),
        ("Hengelo (O.)", "GM0164"),
        ("Bergen NH", "GM0373"),
        ("Bergen (Limburg)", "GM0893"),
        ("Bergen", None),
        ("St. Michielsgestel", "GM0845"),
        ("Den Bosch", "GM0796"),
        ("Nuenen c.a.", "GM0820"),
        ("Brielle", "GM1992"),
        ("Spijkenisse", "GM1930"),
        ("Winsum", None),
        ("Atlantis", None),
        ("", None),
        ("gemeente", None),
    ],
)
def test_a_name_is_found_however_it_is_spelled(naam, code):
    found = queries.find_gemeente(naam, on=RIJNMOND_DAY)
    assert (found and found.code) == code


def test_an_old_name_leads_to_the_gemeente_of_the_date():
    assert queries.find_gemeente("Brielle", on=date(2022, 12, 31)).code == "GM0501"
    assert queries.find_gemeente("Brielle", on=date(2023, 1, 1)).naam == "Voorne aan Zee"


def test_a_name_that_is_still_to_come_is_not_found():
    assert queries.find_gemeente("Voorne aan Zee", on=date(2022, 12, 31)) is None


def test_without_a_date_the_present_gemeente_is_found():
    assert queries.find_gemeente("Hengelo").naam == "Hengelo (O.)"


@given(DAYS)
def test_every_name_of_a_date_finds_its_own_code(day):
    for gemeente in queries.gemeenten(on=day):
        assert queries.find_gemeente(gemeente.naam, on=day) == gemeente


@given(st.sampled_from(NAMES), DAYS, st.data())
def test_harmless_spelling_changes_nothing(naam, day, data):
    marks = st.sampled_from([" ", "-", "\u00a0", "\n", ""])
    spelled = "".join(data.draw(marks) if letter in " -" else letter for letter in naam)
    spelled = data.draw(
        st.sampled_from([spelled, spelled.upper(), spelled.lower(), f" {spelled} "])
    )
    assert queries.find_gemeente(spelled, on=day) == queries.find_gemeente(naam, on=day)


def test_no_two_gemeenten_share_a_name():
    owner: dict[str, str] = {}
    names = {
        *((p.naam, p.code) for p in gemeenteperioden()),
        *((change.oud_naam, change.oud_code) for change in herindelingen()),
        *aliassen(),
    }
    for naam, code in names:
        assert owner.setdefault(name_key(naam), code) == code


def test_an_alias_adds_a_name_and_is_no_mere_spelling():
    own = {name_key(p.naam) for p in gemeenteperioden()}
    keys = [name_key(alias) for alias, _ in aliassen()]
    assert not own & set(keys)
    assert len(set(keys)) == len(keys)


def suggested(text: str, day: date = RIJNMOND_DAY) -> list[tuple[str, str]]:
    return [(s.gemeente.naam, s.toelichting) for s in queries.suggest_gemeenten(text, on=day)]


def test_a_whole_name_comes_first_and_needs_no_explanation():
    assert suggested("bergen op zoom") == [("Bergen op Zoom", "")]
    assert suggested("Rotterdam")[0] == ("Rotterdam", "")
    assert suggested("Haren")[0][1] == "Haren ging op 1 januari 2019 op in Groningen."


@given(DAYS)
def test_every_name_of_a_date_is_suggested_first_for_itself(day):
    for gemeente in queries.gemeenten(on=day)[:: 1 + day.day]:
        first = queries.suggest_gemeenten(gemeente.naam, on=day)[0]
        assert (first.gemeente, first.toelichting) == (gemeente, "")


def test_a_gemeente_that_will_end_is_not_explained_by_what_comes_later():
    assert suggested("brielle", date(2022, 6, 30)) == [("Brielle", "")]


def test_a_beginning_comes_before_a_part():
    found = queries.suggest_gemeenten("drecht", on=RIJNMOND_DAY)
    assert [s.gevonden for s in found] == [
        "Drechterland", "Barendrecht", "Dordrecht", "Papendrecht", "Sliedrecht", "Woensdrecht",
        "Zwijndrecht",
    ]  # fmt: skip


def test_two_letters_are_looked_for_at_the_beginning_only():
    found = queries.suggest_gemeenten("ro", on=RIJNMOND_DAY, limit=99)
    assert {s.gevonden[:2] for s in found} == {"Ro"}


def test_a_part_of_a_name_is_found():
    assert suggested("bilt") == [("De Bilt", "")]


def test_another_name_is_explained():
    assert suggested("den haag") == [
        ("'s-Gravenhage", "Den Haag is een andere naam voor 's-Gravenhage.")
    ]


def test_an_old_name_says_what_it_became():
    assert suggested("brielle") == [
        ("Voorne aan Zee", "Brielle ging op 1 januari 2023 op in Voorne aan Zee.")
    ]
    assert ("Berg en Dal", "Ubbergen ging op 1 januari 2015 op in Groesbeek, nu Berg en Dal.") in (
        suggested("ubbergen")
    )
    assert suggested("groesbeek") == [
        ("Berg en Dal", "Groesbeek heet sinds 1 januari 2016 Berg en Dal.")
    ]


def test_a_split_gemeente_leads_to_every_part():
    assert suggested("winsum") == [
        ("Het Hogeland", "Winsum ging op 1 januari 2019 voor een deel op in Het Hogeland."),
        ("Westerkwartier", "Winsum ging op 1 januari 2019 voor een deel op in Westerkwartier."),
    ]


def test_a_name_to_come_leads_to_what_it_will_be_made_of():
    told = suggested("voorne aan zee", date(2022, 6, 30))
    assert told[0] == (
        "Brielle", "Voorne aan Zee bestaat vanaf 1 januari 2023; Brielle hoort er dan bij.",
    )  # fmt: skip
    assert [naam for naam, _ in told] == ["Brielle", "Hellevoetsluis", "Westvoorne"]
    assert (
        "Winsum",
        "Het Hogeland bestaat vanaf 1 januari 2019; Winsum hoort er dan voor een deel bij.",
    ) in suggested("het hogeland", date(2018, 6, 30))


def test_a_gemeente_that_grew_is_not_explained_by_what_came_later():
    assert suggested("tilburg", date(2020, 12, 31)) == [("Tilburg", "")]


@pytest.mark.parametrize(
    ("slip", "naam"),
    [("Roterdam", "Rotterdam"), ("Schidam", "Schiedam"), ("Vlardingen", "Vlaardingen")],
)
def test_a_slip_of_the_pen_is_forgiven(slip, naam):
    assert suggested(slip)[0][0] == naam


@pytest.mark.parametrize("text", ["", "  ", "-", "gemeente", "qqqqqqq"])
def test_nothing_is_suggested_for_nothing(text):
    assert suggested(text) == []


@given(st.sampled_from(NAMES), st.integers(1, 30), DAYS)
def test_suggestions_exist_on_the_date_once_each_and_not_too_many(naam, length, day):
    found = queries.suggest_gemeenten(naam[:length], on=day, limit=6)
    codes = [s.gemeente.code for s in found]
    assert len(codes) == len(set(codes)) <= 6
    assert all(queries.gemeente(s.gemeente.code, on=day) == s.gemeente for s in found)


@given(st.text(max_size=30), DAYS)
def test_any_text_gets_an_answer(text, day):
    queries.suggest_gemeenten(text, on=day)
    queries.find_gemeente(text, on=day)
