"""The tags of the finished PDF, read by pypdf; the text of each tag comes from pdfplumber."""

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pdfplumber
import pytest
from pypdf import PdfReader

from voetlicht.basis.edities.editie import Editie
from voetlicht.basis.edities.enums import Formaat
from voetlicht.basis.edities.renderers import render


@dataclass
class Tagged:
    """A PDF with its structure elements in logical order and the text of each."""

    reader: PdfReader
    texts: dict[tuple[int, int], str]
    pages: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, page in enumerate(self.reader.pages):
            assert page.indirect_reference is not None
            self.pages[page.indirect_reference.idnum] = number

    @property
    def root(self) -> Any:
        return self.reader.root_object

    def kids(self, element: Any) -> list[Any]:
        kids = element.get("/K", [])
        listed = kids.get_object() if hasattr(kids, "get_object") else kids
        return listed if isinstance(listed, list) else [listed]

    def elements(self, node: Any | None = None) -> Iterator[Any]:
        for kid in self.kids(self.root["/StructTreeRoot"] if node is None else node):
            one = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(one, dict) and "/S" in one:
                yield one
                yield from self.elements(one)

    def marks(self, element: Any) -> Iterator[tuple[int, int]]:
        """(page, MCID) of all content below the element, in logical order."""
        page = element.raw_get("/Pg").idnum if "/Pg" in element else None
        for kid in self.kids(element):
            one = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(one, int):
                assert page is not None
                yield self.pages[page], int(one)
            elif one.get("/Type") == "/MCR":
                yield self.pages[one.raw_get("/Pg").idnum if "/Pg" in one else page], one["/MCID"]
            else:
                yield from self.marks(one)

    def text(self, element: Any) -> str:
        return " ".join("".join(self.texts[mark] for mark in self.marks(element)).split())

    def all_of(self, tag: str) -> list[Any]:
        return [element for element in self.elements() if element["/S"] == tag]


def tagged(data: bytes) -> Tagged:
    texts: dict[tuple[int, int], str] = defaultdict(str)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages):
            for char in page.chars:
                if char["mcid"] is not None:
                    texts[number, char["mcid"]] += char["text"]
    return Tagged(PdfReader(io.BytesIO(data)), texts)


def table_attributes(element: Any) -> dict[str, Any]:
    attributes = element["/A"].get_object()
    listed = attributes if isinstance(attributes, list) else [attributes]
    found: dict[str, Any] = next(
        one.get_object() for one in listed if one.get_object()["/O"] == "/Table"
    )
    return found


@pytest.fixture(scope="module")
def rijnmond_file(rijnmond: Editie) -> bytes:
    return render(rijnmond, regio=22, formaat=Formaat.PDF)


@pytest.fixture(scope="module")
def rijnmond_pdf(rijnmond_file: bytes) -> Tagged:
    return tagged(rijnmond_file)


@pytest.fixture(scope="module")
def long_file(long_national: Editie) -> bytes:
    return render(long_national, regio=None, formaat=Formaat.PDF)


@pytest.fixture(scope="module")
def long_pdf(long_file: bytes) -> Tagged:
    return tagged(long_file)


def id_tree(pdf: Tagged) -> dict[str, Any]:
    names = pdf.root["/StructTreeRoot"]["/IDTree"]["/Names"]
    keys = [str(key) for key in names[::2]]
    assert keys == sorted(keys)
    return dict(zip(keys, (one.get_object() for one in names[1::2]), strict=True))


def check_table(pdf: Tagged, body_rows: int, columns: list[list[str]]) -> None:
    """Every data cell names its row header, then the headers above it, by ids that resolve."""
    ids = id_tree(pdf)
    data_rows = [row for row in pdf.all_of("/TR") if row["/P"].get_object()["/S"] != "/THead"]
    assert len(data_rows) == body_rows + 1
    for row in data_rows:
        head, *cells = [kid.get_object() for kid in pdf.kids(row)]
        assert head["/S"] == "/TH"
        assert table_attributes(head)["/Scope"] == "/Row"
        assert ids[head["/ID"]] == head
        assert [cell["/S"] for cell in cells] == ["/TD"] * len(columns)
        for cell, labels in zip(cells, columns, strict=True):
            headers = [str(one) for one in table_attributes(cell)["/Headers"]]
            assert headers[0] == head["/ID"]
            assert [pdf.text(ids[one]) for one in headers[1:]] == labels
            assert all(ids[one]["/S"] == "/TH" for one in headers)


REGIONAL = [
    ["Gemeenteklanten in Sonar", "Profiel"],
    ["Gemeenteklanten in Sonar", "Geen profiel"],
    ["UWV-klanten in Sonar", "Profiel"],
    ["UWV-klanten in Sonar", "Geen profiel"],
    ["Totaal in Sonar"],
]


def test_every_cell_has_its_row_and_column_headers(rijnmond_pdf: Tagged):
    check_table(rijnmond_pdf, 14, REGIONAL)


def test_so_it_is_when_the_table_goes_over_pages(long_pdf: Tagged):
    assert len(long_pdf.reader.pages) > 2
    check_table(long_pdf, 60, [*REGIONAL, ["Doelgroepregister"], ["Bekend in Sonar"]])


def test_the_header_comes_back_on_every_page_of_the_table(long_file: bytes):
    with pdfplumber.open(io.BytesIO(long_file)) as pdf:
        with_rows = [text for page in pdf.pages if "Regio nummer" in (text := page.extract_text())]
    assert len(with_rows) == 2
    assert all("Arbeidsmarktregio" in text and "Profiel" in text for text in with_rows)


def test_column_headers_have_a_scope_and_the_caption_is_in_the_table(rijnmond_pdf: Tagged):
    heads = [
        kid.get_object()
        for row in rijnmond_pdf.kids(rijnmond_pdf.all_of("/THead")[0])
        for kid in rijnmond_pdf.kids(row.get_object())
    ]
    assert {table_attributes(head)["/Scope"] for head in heads} == {"/Column"}
    (table,) = rijnmond_pdf.all_of("/Table")
    caption = rijnmond_pdf.kids(table)[0].get_object()
    assert caption["/S"] == "/Caption"
    assert caption["/P"].get_object() == table
    assert rijnmond_pdf.text(caption).startswith("Klantprofielen in Sonar, arbeidsmarktregio 22")


def test_the_tagged_cells_are_the_published_figures_in_order(
    rijnmond_pdf: Tagged, rijnmond: Editie
):
    cells = [int(rijnmond_pdf.text(cell).replace(".", "")) for cell in rijnmond_pdf.all_of("/TD")]
    blad = rijnmond.regios[0]
    rows = [rij.aantallen for rij in blad.rijen]
    assert cells == [cell for row in (*rows, blad.totaal) for cell in row.cells]


def test_all_content_is_read_once_and_in_the_order_of_the_page(rijnmond_pdf: Tagged):
    (document,) = rijnmond_pdf.all_of("/Document")
    marks = list(rijnmond_pdf.marks(document))
    assert len(marks) == len(set(marks))
    (header,) = rijnmond_pdf.all_of("/THead")  # its cells that span two rows are painted last
    outside = [mark for mark in marks if mark not in set(rijnmond_pdf.marks(header))]
    assert outside == sorted(outside)
    text = rijnmond_pdf.text(document)
    places = [text.index(said) for said in (
        "Transparantie van klantprofielen", "Voorbeeldcijfers", "Albrandswaard", "Totaal AMR",
        "19.222 personen", "Waarom deze cijfers", "Begrippen", "Over dit document",
    )]  # fmt: skip
    assert places == sorted(places)


def test_headings_do_not_skip_a_level(rijnmond_pdf: Tagged):
    levels = [one["/S"] for one in rijnmond_pdf.elements() if re.fullmatch(r"/H\d?", one["/S"])]
    assert levels[0] == "/H1"
    assert set(levels[1:]) == {"/H2"}


def test_language_title_and_marking_are_declared(rijnmond_pdf: Tagged):
    root = rijnmond_pdf.root
    assert root["/Lang"] == "nl-NL"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    metadata = rijnmond_pdf.reader.metadata
    assert metadata is not None
    assert metadata.title == "Transparantie van klantprofielen, tweede kwartaal 2023, Rijnmond"
    assert metadata["/CreationDate"] == "D:20230630000000Z"


def test_the_standards_are_claimed_and_colour_is_defined(rijnmond_pdf: Tagged):
    xmp = rijnmond_pdf.root["/Metadata"].get_object().get_data().decode()
    for claim in (
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
    ):
        assert claim in xmp
    (intent,) = rijnmond_pdf.root["/OutputIntents"]
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    assert "/DestOutputProfile" in intent.get_object()


def test_every_font_is_embedded_truetype_with_a_way_back_to_text(rijnmond_pdf: Tagged):
    fonts = {
        font.indirect_reference.idnum: font
        for page in rijnmond_pdf.reader.pages
        for font in (one.get_object() for one in page["/Resources"]["/Font"].values())
    }
    assert fonts
    for font in fonts.values():
        assert "/ToUnicode" in font
        descendant = font["/DescendantFonts"][0].get_object()
        assert "/FontFile2" in descendant["/FontDescriptor"]
        assert "SourceSansPro" in font["/BaseFont"]


def test_an_example_says_so_on_every_page(long_file: bytes, twente_read: Editie):
    with pdfplumber.open(io.BytesIO(long_file)) as pdf:
        tops = [page.crop((0, 0, page.width, 60)).extract_text() for page in pdf.pages]
    assert set(tops) == {"Voorbeeldcijfers: verzonnen personen"}
    with pdfplumber.open(io.BytesIO(render(twente_read, regio=9, formaat=Formaat.PDF))) as pdf:
        assert {page.crop((0, 0, page.width, 60)).extract_text() for page in pdf.pages} == {""}


def test_the_foot_of_every_page_holds_version_page_and_checksum(rijnmond_file: bytes):
    with pdfplumber.open(io.BytesIO(rijnmond_file)) as pdf:
        foots = [
            page.crop((0, page.height - 74, page.width, page.height)).extract_text()
            for page in pdf.pages
        ]
    for number, foot in enumerate(foots, start=1):
        assert "Rijnmond · versie 1 (definitief)" in foot
        assert f"Pagina {number} van {len(foots)}" in foot
        assert re.search(r"SHA-256 van het JSON-bestand [0-9a-f]{64}", foot)
