"""Whatever the project renders reads back equal, and from what a reader sees."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voetlicht.basis.edities.editie import Aantallen, Editie, Gemeenterij, Regioblad
from voetlicht.basis.edities.enums import Editiestatus, Formaat, Herkomst
from voetlicht.basis.edities.gepubliceerd import published
from voetlicht.basis.edities.readers import Gelezen, read
from voetlicht.basis.edities.renderers import render
from voetlicht.basis.gebieden.queries import gemeenten_of_regio, regio
from voetlicht.basis.kern.clock import end_of_day
from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.kern.kwartaal import Kwartaal


@cache
def _rijnmond(formaat: Formaat) -> bytes:
    return render(EDITIES[0], regio=22, formaat=formaat)


def _editie(kwartaal: Kwartaal, blad: Regioblad) -> Editie:
    return Editie(
        kwartaal=kwartaal,
        peildatum=kwartaal.peildatum,
        bekend_op=end_of_day(date(kwartaal.jaar + 1, 7, 14)),
        versie=1,
        status=Editiestatus.DEFINITIEF,
        herkomst=Herkomst.BEREKEND,
        voorbeeld=True,
        regios=(blad,),
    )


EDITIES = tuple(_editie(one.kwartaal, one.blad) for one in published())


@st.composite
def editions(draw: st.DrawFn) -> Editie:
    """Any quarter and regio with its real gemeenten, and any figures."""
    kwartaal = draw(st.builds(Kwartaal, st.integers(2015, 2026), st.integers(1, 4)))
    place = regio(draw(st.integers(1, 35)), on=kwartaal.peildatum)
    counts = st.builds(Aantallen, *(st.integers(0, 99_999) for _ in range(4)))
    rijen = tuple(
        Gemeenterij(gemeente.code, gemeente.naam, draw(counts))
        for gemeente in gemeenten_of_regio(place.code, on=kwartaal.peildatum)
    )
    known = sum(rij.aantallen.totaal for rij in rijen)
    register = known + draw(st.integers(1, 99_999))
    return _editie(kwartaal, Regioblad(register, place.code, place.naam, rijen))


def _read(content: bytes, folder: Path) -> Gelezen:
    path = folder / "zonder-extensie"
    path.write_bytes(content)
    return read(path)


def _assert_equal(gelezen: Gelezen, editie: Editie) -> None:
    (blad,) = editie.regios
    assert gelezen.betrouwbaar, gelezen.bevindingen
    again = gelezen.as_editie(bron="document")
    assert again.regios == (blad,)
    assert again.kwartaal == editie.kwartaal
    assert again.voorbeeld == editie.voorbeeld
    assert gelezen.percentage_bekend == blad.percentage_bekend


@pytest.mark.parametrize("formaat", Formaat)
@pytest.mark.parametrize("editie", EDITIES, ids=["rijnmond", "twente"])
def test_the_real_editions_read_back_equal(
    editie: Editie, formaat: Formaat, tmp_path: Path
) -> None:
    gelezen = _read(render(editie, regio=editie.regios[0].code, formaat=formaat), tmp_path)

    _assert_equal(gelezen, editie)
    assert gelezen.bevindingen == ()


@pytest.mark.parametrize("formaat", Formaat)
def test_what_was_read_and_rendered_reads_back_equal(formaat: Formaat, tmp_path: Path) -> None:
    editie = replace(
        EDITIES[1], herkomst=Herkomst.GELEZEN, bekend_op=None, voorbeeld=False, bron="twente.pdf"
    )

    _assert_equal(_read(render(editie, regio=9, formaat=formaat), tmp_path), editie)


@pytest.mark.parametrize("formaat", Formaat)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(editie=editions())
def test_made_editions_read_back_equal(editie: Editie, formaat: Formaat, tmp_path: Path) -> None:
    gelezen = _read(render(editie, regio=editie.regios[0].code, formaat=formaat), tmp_path)

    _assert_equal(gelezen, editie)


@pytest.mark.parametrize("formaat", Formaat)
def test_a_national_file_is_refused_by_name(formaat: Formaat, tmp_path: Path) -> None:
    sheets = tuple(
        Regioblad(
            1000,
            code,
            regio(code).naam,
            tuple(
                Gemeenterij(gemeente.code, gemeente.naam, Aantallen(1, 2, 3, 4))
                for gemeente in gemeenten_of_regio(code, on=date(2023, 6, 30))
            ),
        )
        for code in range(1, 36)
    )
    national = replace(EDITIES[0], regios=sheets)

    with pytest.raises(InputError, match="landelijk bestand; geef het bestand van één"):
        _read(render(national, regio=None, formaat=formaat), tmp_path)


def _in_text(content: bytes, change: Callable[[str], str]) -> bytes:
    return change(content.decode()).encode()


def _in_zip(content: bytes, change: Callable[[str], str]) -> bytes:
    """The archive with all its XML changed."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(changed, "w") as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, _in_text(data, change) if name.endswith(".xml") else data)
    return changed.getvalue()


@pytest.mark.parametrize(
    ("formaat", "shown", "changed"),
    [
        (Formaat.HTML, r">7\.595<", ">7.596<"),
        (Formaat.HTML, r">14\.247<", ">14.248<"),
        (Formaat.HTML, r"19\.222 personen", "29.222 personen"),
        (Formaat.HTML, "74%", "75%"),
        (Formaat.HTML, r"Van de 14\.247", "Van de 14.246"),
        (Formaat.HTML, "heeft 53%", "heeft 54%"),
        (Formaat.CSV, ",7595,", ",7596,"),
        (Formaat.CSV, ",GM0599,", ",GM0600,"),
        (Formaat.CSV, ",19222,74,", ",19222,75,"),
        (Formaat.CSV, ",74,53,", ",74,52,"),
        (Formaat.CSV, r"2023Q2,2023-06-30,gemeente,22,Rijnmond,GM0613",
         "2022Q2,2023-06-30,gemeente,22,Rijnmond,GM0613"),
        (Formaat.CSV, r"2023-06-30", "2023-06-29"),
        (Formaat.CSV, "22,Rijnmond,GM0613", "23,Rijnmond,GM0613"),
        (Formaat.JSON, '"totaal": 7595', '"totaal": 7596'),
        (Formaat.JSON, '"totaal": 7595', '"totaal": 7595.5'),
        (Formaat.JSON, '"doelgroepregister": 19222', '"doelgroepregister": 29222'),
        (Formaat.JSON, '"naam": "Rijnmond"', '"naam": "Twente"'),
        (Formaat.XLSX, "<v>7595</v>", "<v>7596</v>"),
        (Formaat.XLSX, "<v>7595</v>", "<v>7.595</v>"),
        (Formaat.XLSX, "<v>0.74</v>", "<v>0.75</v>"),
        (Formaat.XLSX, "<v>0.53</v>", "<v>0.535</v>"),
        (Formaat.XLSX, "<v>19222</v>", "<v>19223</v>"),
        (Formaat.XLSX, r"19\.222 personen", "19.223 personen"),
        (Formaat.ODS, 'office:value="7595"', 'office:value="7596"'),
        (Formaat.ODS, 'office:value="19222"', 'office:value="19223"'),
    ],
)  # fmt: skip
def test_one_changed_visible_figure_is_noticed(
    formaat: Formaat, shown: str, changed: str, tmp_path: Path
) -> None:
    content = _rijnmond(formaat)
    counted: list[int] = []

    def change(text: str) -> str:
        unseen, body, seen = text.rpartition("<body>")
        new, count = re.subn(shown, changed, seen, count=1)
        counted.append(count)
        return unseen + body + new

    zipped = formaat in (Formaat.XLSX, Formaat.ODS)
    tampered = (_in_zip if zipped else _in_text)(content, change)

    assert sum(counted) > 0
    assert not _read(tampered, tmp_path).betrouwbaar


def test_hidden_content_of_a_page_is_not_read(tmp_path: Path) -> None:
    page = render(EDITIES[0], regio=22, formaat=Formaat.HTML).decode()
    hidden = (
        "<template>Tweede kwartaal 2021</template><!-- 9 Twente -->"
        "<div hidden>Het doelgroepregister bevat 5 personen.</div>"
        '<p style="display: none">arbeidsmarktregio Twente</p></body>'
    )

    _assert_equal(_read(page.replace("</body>", hidden).encode(), tmp_path), EDITIES[0])
