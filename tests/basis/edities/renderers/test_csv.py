"""The CSV file, and the file that describes it."""

import csv
import io
import json
from dataclasses import replace

from voetlicht.basis.edities.editie import Editie, Gemeenterij
from voetlicht.basis.edities.enums import Formaat
from voetlicht.basis.edities.renderers import render, render_csvw


def rows_of(editie: Editie, regio: int | None) -> list[dict[str, str]]:
    data = render(editie, regio=regio, formaat=Formaat.CSV).decode()
    return list(csv.DictReader(io.StringIO(data, newline=""), strict=True))


def test_it_is_one_rectangular_table_with_lines_that_end_in_crlf(national: Editie):
    data = render(national, regio=None, formaat=Formaat.CSV)
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") == 1 + 14 + 1 + 14 + 1 + 1 + 1
    widths = {len(row) for row in csv.reader(io.StringIO(data.decode(), newline=""))}
    assert len(widths) == 1


def test_every_line_tells_its_edition(rijnmond: Editie):
    for row in rows_of(rijnmond, 22):
        assert (row["kwartaal"], row["versie"], row["status"]) == ("2023Q2", "1", "definitief")
        assert (row["regio_code"], row["regio"]) == ("22", "Rijnmond")
        assert row["voorbeeld"] == "true"
        assert row["opmerking"].startswith("Voorbeeldcijfers: verzonnen personen.")
        assert "CBS (CC BY 4.0)" in row["bron"]
        assert row["bekend_op"] == "2023-07-14T22:00:00Z"


def test_the_kinds_of_lines_add_up(national: Editie):
    totals: dict[str, int] = {}
    for row in rows_of(national, None):
        totals[row["soort_rij"]] = totals.get(row["soort_rij"], 0) + int(row["totaal"])
    assert totals["gemeente"] == totals["regio"] == 8613 + 14247
    assert totals["nederland"] == totals["regio"] + totals["rest"]


def test_without_people_of_unknown_residence_there_is_no_row_for_them(rijnmond: Editie):
    kinds = [row["soort_rij"] for row in rows_of(rijnmond, None)]
    assert kinds == ["gemeente"] * 14 + ["regio", "nederland"]


def test_only_the_regio_that_equals_a_published_edition_says_so(national: Editie):
    said = {row["regio"]: row["opmerking"] for row in rows_of(national, None)}
    assert "UWV" in said["Rijnmond"]
    assert "UWV" not in said["Twente"]


def test_register_and_shares_stand_only_where_they_are_known(national: Editie):
    for row in rows_of(national, None):
        known = row["soort_rij"] != "gemeente"
        for name in ("doelgroepregister", "percentage_bekend", "percentage_profiel"):
            assert bool(row[name]) is known


def test_a_name_that_looks_like_a_formula_is_kept_from_running(rijnmond: Editie):
    blad = rijnmond.regios[0]
    evil = Gemeenterij("GM0001", '=HYPERLINK("x")', blad.rijen[0].aantallen)
    editie = replace(rijnmond, regios=(replace(blad, rijen=(evil,)),))
    assert rows_of(editie, 22)[0]["gemeente"] == '\'=HYPERLINK("x")'


def test_an_apostrophe_of_a_name_stays_one(rijnmond: Editie):
    blad = rijnmond.regios[0]
    named = Gemeenterij("GM0518", "'s-Gravenhage", blad.rijen[0].aantallen)
    editie = replace(rijnmond, regios=(replace(blad, rijen=(named,)),))
    assert rows_of(editie, 22)[0]["gemeente"] == "'s-Gravenhage"


def test_the_description_names_every_column_in_order(national: Editie):
    described = json.loads(render_csvw(national, regio=22))
    columns = described["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == list(rows_of(national, 22)[0])
    assert all(column["dc:description"].endswith(".") for column in columns)
    assert described["url"] == "transparantie-2023Q2-22-rijnmond-v1.csv"
    assert described["dc:description"].startswith("Voorbeeldcijfers: verzonnen personen.")
    assert "19.222 personen" in described["dc:description"]
