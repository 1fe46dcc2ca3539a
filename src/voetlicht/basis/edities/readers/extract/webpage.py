"""HTML to lines of cells: what a reader sees, in the order of the page."""

from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from voetlicht.basis.edities.readers.document import Document, document, line

_UNSEEN = ("head", "script", "style", "template", "noscript", "svg")
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl",
     "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
     "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table",
     "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip


def document_of_html(data: bytes) -> Document:
    """Rows of tables as cells, every other block as a line of text; ``data`` in UTF-8."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = lxml_html.document_fromstring(data, parser=parser)
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    for broken in root.iter("br"):
        broken.tail = f" {broken.tail or ''}"
    texts = enumerate(_blocks(root), start=1)
    return document([line(f"onderdeel {number}", *cells) for number, cells in texts])


def _blocks(element: lxml_html.HtmlElement) -> Iterator[list[str]]:
    if _is_hidden(element):
        return
    if element.tag == "tr":
        yield [cel for cell in element for cel in _spread(cell)]
    elif any(child.tag in _BLOCKS for child in element.iterdescendants()):
        yield [element.text or ""]
        for child in element:
            yield from _blocks(child)
            yield [child.tail or ""]
    else:
        yield [element.text_content()]


def _spread(cell: lxml_html.HtmlElement) -> list[str]:
    """The text of a cell, and an empty one for each further column that it covers."""
    span = cell.get("colspan", "1")
    covered = min(int(span), 20) - 1 if span.isdecimal() else 0
    return [" ".join(cell.itertext()), *[""] * covered]


def _is_hidden(element: lxml_html.HtmlElement) -> bool:
    style = element.get("style", "").replace(" ", "")
    return "hidden" in element.attrib or "display:none" in style
