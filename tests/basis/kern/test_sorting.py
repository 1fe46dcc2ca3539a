"""Folding and the Dutch alphabet."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voetlicht.basis.kern.sorting import dutch_sort_key, fold

TEXTS = st.text(max_size=40)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("Krimpen aan den IJssel", "krimpen aan den ijssel"),
        ("ĲSSELSTEIN", "ijsselstein"),
        ("’s-Gravenhage", "'s-gravenhage"),
        ("`s-Gravenhage", "'s-gravenhage"),
        ("Łukasz Sørensen", "lukasz sorensen"),
        ("Çelik Yıldız", "celik yildiz"),
        ("Weiß Æbelø", "weiss aebelo"),
        ("e\u0301e\u0301n", "een"),
        ("", ""),
    ],
)
def test_folding_takes_off_case_and_accents(text, folded):
    assert fold(text) == folded


@given(TEXTS)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(codec="ascii")))
def test_plain_text_is_folded_like_text_with_an_accent(text):
    assert fold(text) + "e" == fold(text + "é")


@given(TEXTS)
def test_folding_does_not_depend_on_how_accents_are_encoded(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text("abcdeëïöüáéíóúàèìòùâêîôûçñĳ", max_size=20))
def test_folding_forgets_capitals(text):
    assert fold(text.upper()) == fold(text)


@pytest.mark.parametrize(
    "names",
    [
        ["Grave", "'s-Gravenhage", "Groningen"],
        ["Heeze-Leende", "Heiloo", "Den Helder", "Hengelo", "'s-Hertogenbosch", "Heumen"],
        ["Beverwijk", "het Bildt", "De Bilt", "Binnenmaas"],
        ["Franekeradeel", "De Fryske Marren", "Gooise Meren"],
        ["Bergen (L.)", "Bergen (NH.)", "Bergen op Zoom", "Bergentheim"],
        ["West Maas en Waal", "Westerveld"],
        ["Sint Anthonis", "Sint-Michielsgestel", "Sint-Oedenrode"],
        ["Hulst", "IJsselstein", "Kaag en Braassem"],
        ["Stichtse Vecht", "Súdwest-Fryslân", "Terneuzen"],
        ["Denekamp", "Deurne", "'t Harde", "Hettinga"],
        ["van der Berg", "van ’t Hof"],
    ],
)
def test_names_are_listed_as_in_a_dutch_register(names):
    backwards = names[::-1]
    assert sorted(backwards, key=dutch_sort_key) == names


@pytest.mark.parametrize("name", ["De", "Het", "'s-", "'t", "den "])
def test_an_article_alone_is_a_name(name):
    assert dutch_sort_key(name)[0]
    assert not dutch_sort_key(name)[1]


@given(TEXTS, TEXTS)
def test_only_equal_texts_have_equal_keys(one, other):
    assert (dutch_sort_key(one) == dutch_sort_key(other)) == (one == other)
