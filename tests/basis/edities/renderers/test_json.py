"""The canonical file: its keys, its bytes, and the way back."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from voetlicht.basis.edities.editie import Editie
from voetlicht.basis.edities.enums import Formaat
from voetlicht.basis.edities.renderers import render
from voetlicht.basis.edities.renderers.json import editie_from_json
from voetlicht.basis.kern.errors import InputError


def rendered(editie: Editie, regio: int | None) -> bytes:
    return render(editie, regio=regio, formaat=Formaat.JSON)


def test_the_regional_file_has_the_keys_of_the_reader_in_a_fixed_order(rijnmond: Editie):
    content = json.loads(rendered(rijnmond, 22))
    assert list(content) == [
        "publicatie", "editie", "peildatum", "bekend_op", "versie", "status", "herkomst",
        "voorbeeld", "bron", "regio", "rijen", "totaal", "doelgroepregister",
        "percentage_bekend", "percentage_profiel", "opmerkingen", "bronnen",
    ]  # fmt: skip
    assert content["editie"] == "2023Q2"
    assert content["bekend_op"] == "2023-07-14T22:00:00Z"
    assert content["regio"] == {"code": 22, "naam": "Rijnmond"}
    assert content["rijen"][9] == {
        "gemeente_code": "GM0599",
        "gemeente": "Rotterdam",
        "gemeente_met_profiel": 187,
        "gemeente_zonder_profiel": 2951,
        "uwv_met_profiel": 3632,
        "uwv_zonder_profiel": 825,
        "totaal": 7595,
    }
    assert content["totaal"]["totaal"] == 14247
    assert (content["doelgroepregister"], content["percentage_bekend"]) == (19222, 74)
    assert content["percentage_profiel"] == 53
    assert content["voorbeeld"] is True
    assert content["opmerkingen"][0] == "Voorbeeldcijfers: verzonnen personen."


def test_the_national_file_holds_all_regios_and_the_rest(national: Editie):
    content = json.loads(rendered(national, None))
    assert content["regio"] is None
    assert [sheet["regio"]["naam"] for sheet in content["regios"]] == ["Twente", "Rijnmond"]
    assert content["rest"]["totaal"]["totaal"] == 146
    assert content["totaal"]["totaal"] == 8613 + 14247 + 146
    assert content["doelgroepregister"] == 31181


def test_the_bytes_are_readable_text_that_ends_in_one_newline(national: Editie):
    data = rendered(national, None)
    assert data.endswith(b"}\n")
    assert not data.endswith(b"\n\n")
    assert "‘Transparantie" in data.decode()


def test_reading_gives_the_edition_back(national: Editie, twente_read: Editie, rijnmond: Editie):
    assert editie_from_json(rendered(national, None)) == national
    assert editie_from_json(rendered(national, 9)) == national.excerpt(9)
    assert editie_from_json(rendered(rijnmond, None)) == rijnmond
    assert editie_from_json(rendered(twente_read, None)) == twente_read
    assert editie_from_json(rendered(twente_read, 9)) == twente_read


def test_other_words_of_ours_do_not_matter(rijnmond: Editie):
    content = json.loads(rendered(rijnmond, 22))
    content.update(publicatie="x", opmerkingen=[], bronnen=[])
    assert editie_from_json(json.dumps(content).encode()) == rijnmond


def changed(editie: Editie, change: Callable[[dict[str, Any]], object]) -> bytes:
    content = json.loads(rendered(editie, 22))
    change(content)
    return json.dumps(content).encode()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda c: c["rijen"][0].update(uwv_met_profiel=86), "rijen"),
        (lambda c: c["rijen"][0].update(totaal=172), "rijen"),
        (lambda c: c["totaal"].update(totaal=14248), "totaal"),
        (lambda c: c.update(percentage_bekend=75), "percentage_bekend"),
        (lambda c: c.update(doelgroepregister=40000), "percentage_bekend"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(rijnmond: Editie, change: Any, place: str):
    with pytest.raises(InputError, match=f"zichzelf tegen bij ‘{place}’"):
        editie_from_json(changed(rijnmond, change))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda c: c["rijen"][0].update(uwv_met_profiel=True), "uwv_met_profiel"),
        (lambda c: c["rijen"][0].update(uwv_met_profiel=85.0), "uwv_met_profiel"),
        (lambda c: c["rijen"][0].pop("gemeente"), "gemeente"),
        (lambda c: c.update(rijen=[7]), "gemeente_code"),
        (lambda c: c.update(rijen={}), "rijen"),
        (lambda c: c.update(regio="Rijnmond"), "regio"),
        (lambda c: c.pop("versie"), "versie"),
        (lambda c: c.update(status="af"), "status"),
        (lambda c: c.update(peildatum="30 juni"), "peildatum"),
        (lambda c: c.update(bekend_op=5), "bekend_op"),
        (lambda c: c.update(editie="2023Q5"), "2023Q5"),
    ],
)
def test_a_file_with_something_missing_or_strange_is_refused_with_its_place(
    rijnmond: Editie, change: Any, place: str
):
    with pytest.raises(InputError, match=f"‘{place}’"):
        editie_from_json(changed(rijnmond, change))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"[]", b"\xff\xfe"])
def test_something_else_is_no_edition(data: bytes):
    with pytest.raises(InputError, match="geen JSON-bestand van een editie"):
        editie_from_json(data)


def test_moments_come_back_to_the_microsecond(rijnmond: Editie):
    moment = datetime.fromisoformat("2023-08-01T13:14:15.000016+02:00")
    later = replace(rijnmond, bekend_op=moment)
    assert editie_from_json(rendered(later, None)).bekend_op == moment
    assert b"2023-08-01T11:14:15.000016Z" in rendered(later, None)
