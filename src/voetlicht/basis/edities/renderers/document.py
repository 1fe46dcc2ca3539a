"""One document: an edition, or the excerpt of one regio, laid out for every file format.

The renderers differ in notation only. Which rows there are, in which order, under which headers
and with which words, is decided here once.
"""

from dataclasses import dataclass
from hashlib import sha256

from voetlicht.basis.edities import texts
from voetlicht.basis.edities.editie import Aantallen, Editie, Regioblad, Restrij
from voetlicht.basis.edities.enums import Herkomst
from voetlicht.basis.edities.renderers.json import render_json
from voetlicht.basis.kern.kwartaal import format_date
from voetlicht.basis.kern.numbers import format_count, format_percentage


@dataclass(frozen=True, slots=True)
class Group:
    """A header over several columns, with the headers of those columns."""

    label: str
    columns: tuple[str, ...]


GROUPS = (
    Group("Gemeenteklanten in Sonar", ("Profiel", "Geen profiel")),
    Group("UWV-klanten in Sonar", ("Profiel", "Geen profiel")),
)
TOTAL = "Totaal in Sonar"
REGISTER = "Doelgroepregister"
KNOWN = "Bekend in Sonar"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its row headers, its counts, and the share known where it has one."""

    headers: tuple[str, ...]
    counts: tuple[int, ...]
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a two-level header: row headers, then ``GROUPS``, then single columns.

    ``singles`` names the columns after the groups. The last of them is the share known in Sonar
    when ``has_share``; all others hold counts.
    """

    name: str
    caption: str
    row_headers: tuple[str, ...]
    singles: tuple[str, ...]
    lines: tuple[Line, ...]
    total: Line
    has_share: bool = False

    @property
    def width(self) -> int:
        """Number of columns, row headers included."""
        grouped = sum(len(group.columns) for group in GROUPS)
        return len(self.row_headers) + grouped + len(self.singles)

    def texts_of(self, line: Line) -> tuple[str, ...]:
        """The numeric cells of a line in Dutch notation."""
        counts = tuple(format_count(count) for count in line.counts)
        return (*counts, format_percentage(line.share)) if self.has_share else counts


@dataclass(frozen=True, slots=True)
class Document:
    """Everything a file says. ``blad`` is None for the national document."""

    editie: Editie
    blad: Regioblad | None
    canonical: bytes
    table: Table
    per_gemeente: Table | None

    @property
    def checksum(self) -> str:
        """SHA-256, in hexadecimal, of the JSON file of the same document."""
        return sha256(self.canonical).hexdigest()

    @property
    def whole(self) -> Editie | Regioblad:
        """What totals and shares are taken of."""
        return self.blad or self.editie

    @property
    def title(self) -> str:
        """``Transparantie van klantprofielen, tweede kwartaal 2023, Rijnmond``."""
        return f"{texts.TITLE}, {self.editie.kwartaal.words}, {texts.area(self.blad)}"

    @property
    def notices(self) -> tuple[str, ...]:
        return texts.notices(self.editie, self.blad)

    @property
    def coverage(self) -> tuple[str, str]:
        return texts.coverage(self.editie, self.blad)

    @property
    def version(self) -> str:
        """``versie 1 (definitief)``, and ``gelezen`` after it when it was read."""
        version = f"versie {self.editie.versie} ({self.editie.status.value})"
        return version if self.editie.herkomst is Herkomst.BEREKEND else f"{version}, gelezen"

    @property
    def account(self) -> tuple[tuple[str, str], ...]:
        """Label and text of all that identifies the document, in the order of reading."""
        editie = self.editie
        place = f"{self.blad.code} {self.blad.naam}" if self.blad else "Nederland"
        return (
            ("Kwartaal", f"{editie.kwartaal.words} ({editie.kwartaal})"),
            ("Arbeidsmarktregio" if self.blad else "Gebied", place),
            ("Peildatum", format_date(editie.peildatum)),
            ("Bekend op", texts.known_on(editie.bekend_op)),
            ("Versie", str(editie.versie)),
            ("Status", editie.status.value),
            ("Herkomst", editie.herkomst.value),
            ("Cijfers", texts.source(editie)),
            ("Gebiedsindeling", texts.AREA_SOURCE),
            ("Controlegetal", f"SHA-256 van het JSON-bestand: {self.checksum}"),
        )


def document_of(editie: Editie, *, regio: int | None) -> Document:
    """The document of one regio, or of the country when ``regio`` is None.

    An edition that was read holds one regio only: that is its document in either case. NotFound
    when the edition has no such regio.
    """
    blad = sheet_of(editie, regio=regio)
    held = editie.excerpt(blad.code) if blad else editie
    canonical = render_json(held, blad)
    if blad:
        return Document(held, blad, canonical, regional_table(editie, blad), None)
    return Document(held, None, canonical, _national_table(editie), _gemeenten_table(editie))


def sheet_of(editie: Editie, *, regio: int | None) -> Regioblad | None:
    """The sheet that a document of ``regio`` is about; None for a national one."""
    if regio is not None:
        return editie.regio(regio)
    return editie.regios[0] if editie.herkomst is Herkomst.GELEZEN else None


def regional_table(editie: Editie, blad: Regioblad) -> Table:
    """The table of one regio as published: a row per gemeente and the total."""
    return Table(
        name="Per gemeente",
        caption=texts.caption(editie, blad),
        row_headers=("Gemeente",),
        singles=(TOTAL,),
        lines=tuple(Line((rij.gemeente,), rij.aantallen.cells) for rij in blad.rijen),
        total=Line((texts.TOTAL_REGIO,), blad.totaal.cells),
    )


def _national_table(editie: Editie) -> Table:
    lines = [_line(f"{blad.code} {blad.naam}", blad) for blad in editie.regios]
    if editie.rest:
        lines.append(_line(texts.REST_NAME, editie.rest))
    return Table(
        name="Per arbeidsmarktregio",
        caption=texts.caption(editie, None),
        row_headers=("Arbeidsmarktregio",),
        singles=(TOTAL, REGISTER, KNOWN),
        lines=tuple(lines),
        total=_line(texts.TOTAL_NATIONAL, editie),
        has_share=True,
    )


def _line(name: str, whole: Editie | Regioblad | Restrij) -> Line:
    counts = (*whole.totaal.cells, whole.doelgroepregister)
    return Line((name,), counts, whole.percentage_bekend)


def _gemeenten_table(editie: Editie) -> Table:
    """All gemeenten of the country; the register total is not known per gemeente."""
    counted = sum((blad.totaal for blad in editie.regios), Aantallen())
    return Table(
        name="Per gemeente",
        caption=f"Klantprofielen in Sonar, per gemeente, {editie.kwartaal.words}",
        row_headers=("Arbeidsmarktregio", "Gemeente"),
        singles=(TOTAL,),
        lines=tuple(
            Line((f"{blad.code} {blad.naam}", rij.gemeente), rij.aantallen.cells)
            for blad in editie.regios
            for rij in blad.rijen
        ),
        total=Line(("Totaal gemeenten", ""), counted.cells),
    )
