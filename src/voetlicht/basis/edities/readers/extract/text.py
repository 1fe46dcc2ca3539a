"""Text, Markdown and tab-separated text to lines of cells."""

import html
import re

from voetlicht.basis.edities.readers.document import Document, document, line

_TAG = re.compile(r"</?(?:b|strong|i|em|u|sup|sub|span|p|br|font)\b[^<>]*>", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*\*|__|^#{1,6}\s+|^>\s+")
_RULE = re.compile(r"[\s|:+=-]*")


def document_of_text(text: str) -> Document:
    """A tab, or the bar of a Markdown table, parts cells; anything else is running text."""
    lines = text.splitlines()
    return document(
        [
            line(f"regel {number}", *_cells(content))
            for number, content in enumerate(lines, start=1)
            if not _RULE.fullmatch(content)
        ]
    )


def _cells(content: str) -> list[str]:
    bare = html.unescape(_TAG.sub(" ", _EMPHASIS.sub("", content)))
    if bare.count("|") >= 2:
        return bare.strip().strip("|").split("|")
    return bare.split("\t")
