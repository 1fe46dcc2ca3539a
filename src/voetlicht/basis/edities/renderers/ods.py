"""OpenDocument Spreadsheet 1.3 (ISO/IEC 26300), written from templates of its few XML parts."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from voetlicht.basis.edities import texts
from voetlicht.basis.edities.renderers.archive import packed
from voetlicht.basis.edities.renderers.document import Document
from voetlicht.basis.edities.renderers.sheets import sheets_of
from voetlicht.basis.kern.numbers import format_count

MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
PARTS = ("content.xml", "styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml")


def render_ods(document: Document) -> bytes:
    """The spreadsheet: an explanation, then one table per sheet.

    The part ``mimetype`` comes first and bare, so that the file can be recognised (part 2, 3.3).
    """
    sheets = sheets_of(document)
    words = {"document": document, "sheets": sheets, "texts": texts, "format_count": format_count}
    parts = [(name, _template(name).render(words).encode()) for name in PARTS]
    return packed([("mimetype", MIMETYPE), *parts])


def _template(part: str) -> Template:
    return _environment().get_template(f"{part.rpartition('/')[2]}.jinja")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("voetlicht.basis.edities.renderers", "templates/ods"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
