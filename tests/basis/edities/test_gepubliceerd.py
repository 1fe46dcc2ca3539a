"""The figures of the published editions, and the recognition of them."""

import csv
from dataclasses import replace
from importlib.resources import files

from voetlicht.basis.edities.editie import Aantallen, Editie
from voetlicht.basis.edities.gepubliceerd import equal_published, published
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.basis.kern.numbers import percentage


def test_two_editions_are_held():
    assert [(str(one.kwartaal), one.blad.naam) for one in published()] == [
        ("2023Q2", "Rijnmond"),
        ("2022Q2", "Twente"),
    ]


def test_every_total_in_the_data_file_follows_from_its_cells():
    path = files("voetlicht.basis.edities") / "data" / "gepubliceerd.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    counts = ["gemeente_met_profiel", "gemeente_zonder_profiel", "uwv_met_profiel",
              "uwv_zonder_profiel"]  # fmt: skip
    for row in rows:
        assert sum(int(row[name]) for name in counts) == int(row["totaal"])
    for total in (row for row in rows if row["soort_rij"] == "regio"):
        parts = [
            row
            for row in rows
            if row["regio_code"] == total["regio_code"] and row["soort_rij"] == "gemeente"
        ]
        for name in (*counts, "totaal"):
            assert sum(int(row[name]) for row in parts) == int(total[name])


def test_the_published_totals_are_those_of_the_documents():
    rijnmond, twente = (one.blad for one in published())
    assert rijnmond.totaal.cells == (332, 4995, 7253, 1667, 14247)
    assert twente.totaal.cells == (376, 2432, 5020, 785, 8613)
    assert (rijnmond.doelgroepregister, twente.doelgroepregister) == (19222, 11649)


def test_the_printed_percentage_follows_from_the_figures():
    for one in published():
        assert one.percentage_bekend == 74
        assert percentage(one.blad.totaal.totaal, one.blad.doelgroepregister) == 74


def test_equal_figures_are_recognised_whatever_the_order_of_rows(rijnmond: Editie):
    blad = rijnmond.regios[0]
    turned = replace(blad, rijen=blad.rijen[::-1])
    found = equal_published(rijnmond.kwartaal, turned)
    assert found is not None
    assert found.titel == "Transparantie van klantprofielen, tweede kwartaal 2023, Rijnmond"
    assert found.afzender == "UWV"
    assert found.titel in found.bronvermelding


def test_one_other_cell_is_no_longer_the_published_edition(rijnmond: Editie):
    blad = rijnmond.regios[0]
    first = replace(blad.rijen[0], aantallen=Aantallen(3, 63, 85, 20))
    assert equal_published(rijnmond.kwartaal, replace(blad, rijen=(first, *blad.rijen[1:]))) is None


def test_another_register_total_quarter_or_double_row_is_not_the_published_edition(
    rijnmond: Editie,
):
    blad = rijnmond.regios[0]
    assert equal_published(rijnmond.kwartaal, replace(blad, doelgroepregister=19223)) is None
    assert equal_published(Kwartaal(2023, 3), blad) is None
    double = replace(blad, rijen=(*blad.rijen, blad.rijen[0]))
    assert equal_published(rijnmond.kwartaal, double) is None
