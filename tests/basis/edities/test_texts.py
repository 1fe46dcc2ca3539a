"""The sentences of the publication."""

from dataclasses import replace
from datetime import UTC, datetime

from voetlicht.basis.edities import texts
from voetlicht.basis.edities.editie import Aantallen, Editie, Gemeenterij
from voetlicht.basis.edities.enums import Herkomst


def test_the_two_shares_are_kept_apart_and_name_their_whole(rijnmond: Editie):
    known, profile = texts.coverage(rijnmond, rijnmond.regios[0])
    assert "19.222 personen. Hiervan is 74% bekend in Sonar." in known
    assert profile == (
        "Van de 14.247 personen die bekend zijn in Sonar, heeft 53% een klantprofiel."
    )


def test_the_national_sentence_speaks_of_the_country(national: Editie):
    known, _ = texts.coverage(national, None)
    assert "in Nederland in totaal 31.181 personen" in known


def test_an_empty_register_has_no_percentage(rijnmond: Editie):
    empty = replace(rijnmond.regios[0], doelgroepregister=0, rijen=())
    known, profile = texts.coverage(rijnmond, empty)
    assert known.endswith("in totaal 0 personen.")
    assert profile == "Niemand van hen is bekend in Sonar."


def test_one_person_is_singular(rijnmond: Editie):
    row = Gemeenterij("GM0599", "Rotterdam", Aantallen(1))
    one = replace(rijnmond.regios[0], doelgroepregister=1, rijen=(row,))
    assert "in totaal 1 persoon." in texts.coverage(rijnmond, one)[0]
    assert texts.coverage(rijnmond, one)[1].startswith("Van de 1 persoon die bekend is in Sonar")


def test_an_example_says_so_first_and_names_the_edition_it_equals(rijnmond: Editie):
    first, second = texts.notices(rijnmond, rijnmond.regios[0])
    assert first == "Voorbeeldcijfers: verzonnen personen."
    assert "uitgegeven door UWV" in second


def test_a_read_edition_names_its_document(twente_read: Editie):
    first, second = texts.notices(twente_read, twente_read.regios[0])
    assert "twente.pdf" in first
    assert "Twente" in second
    assert texts.source(twente_read) == "gelezen uit: twente.pdf"


def test_the_national_notice_says_which_regio_equals_which_edition(national: Editie):
    assert [notice.partition(":")[0] for notice in texts.notices(national, None)] == [
        "Voorbeeldcijfers",
        "Rijnmond",
    ]


def test_real_figures_carry_no_notice(rijnmond: Editie):
    blad = replace(rijnmond.regios[0], doelgroepregister=20000)
    real = replace(rijnmond, voorbeeld=False, regios=(blad,))
    assert texts.notices(real, blad) == ()
    assert texts.source(real) == "berekend door Voetlicht uit het doelgroepregister en Sonar"


def test_the_moment_known_is_told_as_the_last_day_that_counts():
    assert texts.known_on(datetime(2023, 7, 14, 22, tzinfo=UTC)) == "14 juli 2023"
    assert texts.known_on(datetime(2023, 12, 31, 23, tzinfo=UTC)) == "31 december 2023"
    assert texts.known_on(datetime(2023, 7, 14, 12, 5, tzinfo=UTC)) == "14 juli 2023, 14.05 uur"
    assert texts.known_on(None) == "niet van toepassing"


def test_the_explanation_ends_with_the_origin(rijnmond: Editie):
    ends = {
        herkomst: texts.explanation(replace(rijnmond, herkomst=herkomst))[-1].paragraphs
        for herkomst in Herkomst
    }
    assert ends[Herkomst.BEREKEND] != ends[Herkomst.GELEZEN]


def test_banenafspraak_is_spelled_right(rijnmond: Editie):
    everything = repr((texts.explanation(rijnmond), texts.DEFINITIONS))
    assert "banenafspraak" in everything
    assert "banenafpraak" not in everything
