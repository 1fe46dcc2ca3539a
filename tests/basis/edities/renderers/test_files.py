"""Names, kinds and bytes of the files of an edition."""

import hashlib
import json
from dataclasses import replace

import pytest

from voetlicht.basis.edities.editie import Editie, Regioblad
from voetlicht.basis.edities.enums import Formaat
from voetlicht.basis.edities.renderers import (
    LABELS,
    MEDIA_TYPES,
    file_name,
    render,
    render_all,
    render_csvw,
)
from voetlicht.basis.gebieden import queries as gebieden
from voetlicht.basis.kern.errors import InputError, NotFound


def test_the_name_tells_quarter_regio_and_version(national: Editie):
    def name(regio: int | None) -> str:
        return file_name(national, regio=regio, formaat=Formaat.PDF)

    assert name(22) == "transparantie-2023Q2-22-rijnmond-v1.pdf"
    assert name(9) == "transparantie-2023Q2-9-twente-v1.pdf"
    assert name(None) == "transparantie-2023Q2-nederland-v1.pdf"


def test_a_read_edition_has_a_name_of_its_own(twente_read: Editie):
    for regio in (9, None):
        name = file_name(twente_read, regio=regio, formaat=Formaat.JSON)
        assert name == "transparantie-2022Q2-9-twente-gelezen.json"


def test_the_place_in_the_name_is_the_one_in_the_address(rijnmond: Editie):
    sheets = tuple(
        Regioblad(doelgroepregister=0, code=regio.code, naam=regio.naam, rijen=())
        for regio in gebieden.regios()
    )
    editie = replace(rijnmond, regios=sheets)
    for regio in gebieden.regios():
        name = file_name(editie, regio=regio.code, formaat=Formaat.CSV)
        assert name == f"transparantie-2023Q2-{gebieden.slug(regio)}-v1.csv"


def test_an_unknown_regio_is_not_found(national: Editie):
    for ask in (file_name, render):
        with pytest.raises(NotFound, match="geen arbeidsmarktregio 23"):
            ask(national, regio=23, formaat=Formaat.CSV)


def test_an_edition_that_contradicts_itself_is_not_rendered(national: Editie):
    wrong = replace(national, versie=0)
    with pytest.raises(InputError):
        render(wrong, regio=None, formaat=Formaat.JSON)
    with pytest.raises(InputError):
        render_csvw(wrong, regio=None)


def test_every_format_has_a_kind_and_a_label():
    assert set(MEDIA_TYPES) == set(LABELS) == set(Formaat)


def test_all_files_of_a_document_come_in_order_with_the_csvw_last(national: Editie):
    made = list(render_all(national, regio=22))
    stem = "transparantie-2023Q2-22-rijnmond-v1"
    names = [f"{stem}.{formaat.value}" for formaat in Formaat]
    assert [one.name for one in made] == [*names, f"{stem}.csv-metadata.json"]
    for one, formaat in zip(made, Formaat, strict=False):
        assert one.content == render(national, regio=22, formaat=formaat)
        assert one.media_type == MEDIA_TYPES[formaat]
    assert made[-1].content == render_csvw(national, regio=22)


def test_an_excerpt_gives_the_same_files_as_the_whole(national: Editie):
    for formaat in Formaat:
        whole = render(national, regio=22, formaat=formaat)
        assert whole == render(national.excerpt(22), regio=22, formaat=formaat)


def test_the_checksum_in_every_file_is_that_of_the_json_beside_it(national: Editie):
    for regio in (None, 22):
        canonical = render(national, regio=regio, formaat=Formaat.JSON)
        checksum = hashlib.sha256(canonical).hexdigest()
        for formaat in (Formaat.CSV, Formaat.HTML, Formaat.ODS, Formaat.XLSX):
            assert checksum.encode() in render(national, regio=regio, formaat=formaat)
        described = json.loads(render_csvw(national, regio=regio))
        assert described["dc:identifier"] == f"sha256:{checksum}"
