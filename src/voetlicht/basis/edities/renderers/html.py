"""HTML: a page that stands alone, and the table as a fragment for the public site."""

from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from voetlicht.basis.edities import texts
from voetlicht.basis.edities.editie import Editie
from voetlicht.basis.edities.renderers.document import GROUPS, Document, Table, document_of


@dataclass(frozen=True, slots=True)
class Column:
    """A numeric column: its header cell's id, its label, and the id of the group above it."""

    id: str
    label: str
    group: str | None

    @property
    def headers(self) -> str:
        """The ids of all header cells above a cell of this column, the group first."""
        return f"{self.group} {self.id}" if self.group else self.id


def render_html(document: Document) -> bytes:
    """A page without scripts or anything to be fetched from elsewhere."""
    template = _environment().get_template("editie.html.jinja")
    page = template.render(document=document, texts=texts, **_table(document.table))
    return page.encode()


def table_fragment(editie: Editie, *, regio: int | None) -> str:
    """The table of one regio, or of the country, as safe HTML with classes of Utrecht.

    Ids start with ``tabel-``, ``kop-``, ``groep-``, ``kolom-`` and ``rij-``: one fragment a page.
    """
    table = document_of(editie, regio=regio).table
    return _environment().get_template("tabel.html.jinja").render(**_table(table))


def _table(table: Table) -> dict[str, object]:
    grouped, singles = _grouped(), _singles(table)
    return {
        "table": table,
        "groups": GROUPS,
        "grouped": grouped,
        "singles": singles,
        "columns": grouped + singles,
    }


def _grouped() -> list[Column]:
    return [
        Column(f"kolom-{number}-{place}", label, f"groep-{number}")
        for number, group in enumerate(GROUPS, start=1)
        for place, label in enumerate(group.columns, start=1)
    ]


def _singles(table: Table) -> list[Column]:
    return [
        Column(f"kop-{number}", label, None) for number, label in enumerate(table.singles, start=1)
    ]


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("voetlicht.basis.edities.renderers"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
