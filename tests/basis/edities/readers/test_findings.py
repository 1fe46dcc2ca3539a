"""What is found in a document, how grave it is, and what becomes of the figures."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from voetlicht.basis.edities.editie import Aantallen
from voetlicht.basis.edities.enums import Herkomst
from voetlicht.basis.edities.readers.extract.text import document_of_text
from voetlicht.basis.edities.readers.gelezen import Gelezen
from voetlicht.basis.edities.readers.reading import understand
from voetlicht.basis.kern.errors import Conflict, InputError

TEXT = (Path(__file__).parents[3] / "data" / "edities" / "rijnmond-2023Q2.txt").read_text("utf-8")
HEAD = TEXT[TEXT.index("Gemeenteklanten") : TEXT.index("https")]
Change = Callable[[str], str]


def read_text(text: str) -> Gelezen:
    return understand(document_of_text(text))


def swap(old: str, new: str) -> Change:
    """Replace what must be there."""

    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return change


def found(gelezen: Gelezen) -> set[tuple[str, str]]:
    """Code and gravity, apart from the head that this layout has below the table."""
    pairs = {(str(one.code), str(one.ernst)) for one in gelezen.bevindingen}
    return pairs - {("volgorde", "hersteld")}


ROW = "Rotterdam 187 2.951 3.632 825 7.595\n\n"
TOTAL = "TOTAAL AMR 332 4.995 7.253 1.667 14.247\n"
UNMERGED = "Voorne aan Zee 5 186 340 60 591"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (swap("187 2.951", "188 2.951"), {("rijsom", "fout"), ("kolomsom", "fout")}),
        (swap("187 2.951", "2.951 187"), {("kolomsom", "fout")}),
        (swap("187 2.951", "2.951"), {("rijsom", "fout"), ("kolomsom", "fout")}),
        (swap("187 2.951", "187 2.95"), {("getal_onleesbaar", "fout"), ("kolomsom", "fout")}),
        (swap("187 2.951", "187 ?"), {("getal_onleesbaar", "fout"), ("kolomsom", "fout")}),
        (swap("187 2.951", "187 2.95I"), {("getal_onleesbaar", "fout"), ("kolomsom", "fout")}),
        (swap("187 2.951", "187 02951"), {("getal_onleesbaar", "fout"), ("kolomsom", "fout")}),
        (swap(ROW, ""), {("kolomsom", "fout"), ("gemeente_ontbreekt", "waarschuwing")}),
        (swap(ROW, ROW * 2), {("kolomsom", "fout"), ("gemeente_dubbel", "fout")}),
        (swap(TOTAL, ""), {("totaal_ontbreekt", "fout")}),
        (swap(TOTAL, TOTAL * 2), set()),
        (swap("AMR 332", "AMR 333"), {("kolomsom", "fout")}),
        (swap("TOTAAL AMR", "Totaal arbeidsmarktregio Rijnmond"), set()),
        (swap(" 14.247\n", "\n"), {("totaal_ontbreekt", "hersteld")}),
        (swap("AMR 332", "AMR"), {("totaal_ontbreekt", "fout")}),
        (swap("AMR 332", "AMR 3.32"), {("getal_onleesbaar", "fout")}),
        (swap("Maassluis", "Delft"),
         {("gemeente_niet_in_regio", "fout"), ("gemeente_ontbreekt", "fout"),
          ("volgorde", "waarschuwing")}),
        (swap(TOTAL, "Delft 0 0 0 0 0\n" + TOTAL),
         {("gemeente_niet_in_regio", "waarschuwing"), ("volgorde", "waarschuwing")}),
        (swap("Maassluis", "Utopia"),
         {("gemeente_onbekend", "fout"), ("gemeente_ontbreekt", "waarschuwing"),
          ("volgorde", "waarschuwing")}),
        (swap("Voorne aan Zee", "Westvoorne"),
         {("gemeente_onbekend", "fout"), ("gemeente_ontbreekt", "waarschuwing")}),
        (swap("Maassluis", "GM0599 Maassluis"), {("gemeente_onbekend", "fout")}),
        (swap("Capelle aan den IJssel", "Capelle a/d IJssel"), set()),
        (swap("Hoeksche Waard", "Hoekse Waard"), {("spelling", "hersteld")}),
        (swap("Vlaardingen", "Vlaardinge"), {("spelling", "hersteld")}),
        (swap("Vlaardingen", "Vlaadringen"), {("spelling", "hersteld")}),
        (swap("banenafspraak in", "banenafpraak in"), {("spelling", "hersteld")}),
        (swap("Tweede kwartaal 2023", ""), {("editie_onbekend", "fout")}),
        (swap("Tweede kwartaal 2023", "Tweede kwartaal 1023"), {("editie_onbekend", "fout")}),
        (swap("Tweede kwartaal 2023", "Tweede kwartaal 2023 en 2e kwartaal 2022"),
         {("editie_onbekend", "fout")}),
        (swap("Hiervan", "Peildatum: 30 juni 2022. Hiervan"), {("editie_onbekend", "fout")}),
        (swap("Hiervan", "Peildatum 2023-06-31. Hiervan"), {("editie_onbekend", "fout")}),
        (swap("Hiervan", "Peildatum 2023-06-30. Hiervan"), set()),
        (swap("22 Rijnmond", "9 Twente"), {("regio_tegenstrijdig", "fout")}),
        (swap("Rijnmond", "Elders"), {("regio_tegenstrijdig", "fout")}),
        (swap("Rijnmond", "Twente"),
         {("regio_tegenstrijdig", "fout"), ("gemeente_niet_in_regio", "fout"),
          ("gemeente_ontbreekt", "fout")}),
        (swap("19.222", "18.222"), {("percentage", "fout")}),
        (swap("19.222", "1.222"), {("percentage", "fout")}),
        (swap("19.222", "19 222"), set()),
        (swap("19.222", "19.22"), {("getal_onleesbaar", "fout")}),
        (swap("19.222 personen", "veel personen"), {("register_ontbreekt", "fout")}),
        (swap("Hiervan", "Doelgroepregister 19.223 personen. Hiervan"),
         {("register_ontbreekt", "fout")}),
        (swap("74%", "75%"), {("percentage", "fout")}),
        (swap("Hiervan is 74% bekend binnen Sonar.", ""), {("percentage", "hersteld")}),
        (swap("74% bekend", "74 procent van hen bekend"), set()),
        (swap(HEAD, ""), {("kop_onbekend", "fout")}),
        (swap(HEAD, "Gemeenteklanten UWV-klanten Geen profiel Profiel Geen profiel Profiel\n"),
         {("kop_onbekend", "fout")}),
        (swap(HEAD, "UWV-klanten Gemeenteklanten Profiel Geen profiel Profiel Geen profiel\n"),
         {("kop_onbekend", "fout")}),
        (swap(HEAD, "Gemeenteklanten UWV-klanten Met profiel Zonder profiel Met profiel "
                    "Zonder profiel Totaal\n"), set()),
    ],
)  # fmt: skip
def test_each_damage_is_named_and_weighed(change: Change, expected: set[tuple[str, str]]) -> None:
    gelezen = read_text(change(TEXT))

    assert found(gelezen) == expected
    assert gelezen.betrouwbaar == ("fout" not in {ernst for _, ernst in expected})


def test_a_head_above_the_table_is_no_finding() -> None:
    text = TEXT.replace(HEAD, "").replace("Albrandswaard", f"{HEAD}\nAlbrandswaard")

    assert read_text(text).bevindingen == ()


def test_twente_is_restored_and_says_so() -> None:
    from importlib.resources import files

    text = (files("voetlicht.opdrachten") / "voorbeelden" / "twente-2022Q2.md").read_text("utf-8")
    gelezen = read_text(text)

    assert found(gelezen) == {
        ("spelling", "hersteld"),
        ("totaalrij_verschoven", "hersteld"),
        ("totaal_ontbreekt", "hersteld"),
    }
    assert gelezen.totaal == (376, 2432, 5020, 785, 8613)


def test_a_shifted_row_of_a_gemeente_is_read_in_its_order() -> None:
    rows = TEXT.replace(" 187 2.951 3.632 825 7.595", "\t\t187\t2.951\t3.632\t825\t7.595")

    assert read_text(rows).betrouwbaar


def test_figures_are_given_as_they_stand_even_when_they_are_wrong() -> None:
    gelezen = read_text(TEXT.replace("AMR 332", "AMR 333").replace("187 2.951", "188 2.951"))

    assert gelezen.totaal == (333, 4995, 7253, 1667, 14247)
    assert gelezen.rijen[9].cijfers == (188, 2951, 3632, 825, 7595)


def test_what_cannot_be_read_is_given_as_nothing() -> None:
    gelezen = read_text(TEXT.replace("187 2.951", "187 2.95I").replace("19.222", "19.22"))
    content = gelezen.as_json()

    assert gelezen.rijen[9].cijfers is None
    assert content["doelgroepregister"] is None
    assert content["betrouwbaar"] is False


def test_a_row_that_can_be_read_in_two_ways_follows_the_columns() -> None:
    """1|100|1 100|5 and 1 100|1|100|5 both add up to 1 206; only one fits the total row."""
    text = (
        TEXT.replace("Maassluis 1 84 228 35 348", "Maassluis 1 100 1 100 5 1 206")
        .replace("AMR 332 4.995 7.253 1.667 14.247", "AMR 332 5.011 8.125 1.637 15.105")
        .replace("74%", "79%")
    )
    gelezen = read_text(text)

    assert gelezen.rijen[6].cijfers == (1, 100, 1100, 5, 1206)
    assert gelezen.betrouwbaar


def test_a_row_that_can_be_read_in_two_ways_is_not_read_without_totals() -> None:
    text = TEXT.replace("Maassluis 1 84 228 35 348", "Maassluis 1 100 1 100 5 1 206")
    gelezen = read_text(text.replace(TOTAL, ""))

    assert gelezen.rijen[6].cijfers is None
    assert ("getal_onleesbaar", "fout") in found(gelezen)
    assert gelezen.totaal is None


def test_a_word_too_many_makes_no_reading() -> None:
    gelezen = read_text(TEXT.replace("187 2.951", "187 " + "1 " * 20 + "2.951"))

    assert gelezen.rijen[9].cijfers is None


def test_an_unreliable_reading_becomes_no_edition() -> None:
    with pytest.raises(Conflict, match="niet betrouwbaar"):
        read_text(TEXT.replace("AMR 332", "AMR 333")).as_editie(bron="document")


def test_a_missing_fact_becomes_no_edition_even_if_no_rule_noticed() -> None:
    gelezen = replace(read_text(TEXT), doelgroepregister=None)

    with pytest.raises(Conflict, match="niet betrouwbaar"):
        gelezen.as_editie(bron="document")


def test_an_edition_that_was_read_names_its_document() -> None:
    editie = read_text(TEXT).as_editie(bron="Rijnmond, pdf van 2023")

    assert editie.herkomst is Herkomst.GELEZEN
    assert editie.bron == "Rijnmond, pdf van 2023"
    assert editie.bekend_op is None
    assert not editie.voorbeeld
    assert editie.regio(22).rijen[0].aantallen == Aantallen(2, 64, 85, 20)


def test_invented_persons_stay_invented_when_read() -> None:
    text = f"Voorbeeldcijfers: verzonnen personen\n{TEXT}"

    assert read_text(text).as_editie(bron="document").voorbeeld


def test_text_without_a_table_is_refused_with_the_remedy() -> None:
    with pytest.raises(InputError, match="geen tabel met gemeenten gevonden"):
        read_text("Tweede kwartaal 2023 Rijnmond\nGeen cijfers.")


def test_a_name_is_not_guessed_without_quarter_and_regio() -> None:
    text = TEXT.replace("Tweede kwartaal 2023", "").replace("Vlaardingen", "Vlaardinge")

    assert ("gemeente_onbekend", "fout") in found(read_text(text))


def test_a_table_of_totals_only_is_refused() -> None:
    with pytest.raises(InputError, match="geen tabel met gemeenten gevonden"):
        read_text(f"{HEAD}\n{TOTAL}")


def test_a_quarter_before_the_known_division_is_refused() -> None:
    with pytest.raises(InputError, match="2015"):
        read_text(TEXT.replace("2023", "2013"))


def test_json_has_exactly_the_agreed_keys() -> None:
    content = read_text(TEXT).as_json()

    assert list(content) == [
        "editie", "regio", "rijen", "totaal", "doelgroepregister", "percentage_bekend",
        "bevindingen", "betrouwbaar",
    ]  # fmt: skip
    assert content["regio"] == {"code": 22, "naam": "Rijnmond"}
    assert content["rijen"][0] == {
        "gemeente_code": "GM0613", "gemeente": "Albrandswaard", "gemeente_met_profiel": 2,
        "gemeente_zonder_profiel": 64, "uwv_met_profiel": 85, "uwv_zonder_profiel": 20,
        "totaal": 171,
    }  # fmt: skip
    assert set(content["bevindingen"][0]) == {"code", "ernst", "plaats", "tekst"}
