"""Row headers in the tags of a PDF.

Typst tags the header of a table, not the first cell of each row. Here that cell becomes a ``TH``
with scope Row and an id of its own, which comes first in the Headers of every other cell of its
row (ISO 14289-1, 7.5; ISO 32000-1, 14.8.5.7). The caption, which Typst lays beside the table,
becomes its first child, where reading software looks for it.
"""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

SECTIONS = (Name.TBody, Name.TFoot)


def with_row_headers(data: bytes) -> bytes:
    """The same PDF, in which the first cell of each body and foot row heads its row."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tree = pdf.Root.StructTreeRoot
        elements = list(_elements(tree))
        ids = [(bytes(element.ID), element) for element in elements if Name.ID in element]
        for number, row in enumerate(_body_rows(elements), start=1):
            ids.append(_mark_row(row, String(f"rij-{number:04}")))
        for figure in list(_figures(elements)):
            _move_caption(figure)
        names = [
            part for key, element in sorted(ids, key=_first) for part in (String(key), element)
        ]
        tree.IDTree = pdf.make_indirect(Dictionary(Names=Array(names)))
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    """Nothing is compressed anew, so that the bytes do not depend on a machine's zlib."""
    target = io.BytesIO()
    pdf.save(
        target,
        preserve_pdfa=True,
        deterministic_id=True,
        compress_streams=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    return target.getvalue()


def _first(pair: tuple[bytes, Object]) -> bytes:
    return pair[0]


def _elements(node: Object) -> Iterator[Object]:
    """All structure elements below ``node``, in reading order."""
    for kid in _kids(node):
        yield kid
        yield from _elements(kid)


def _kids(node: Object) -> list[Object]:
    kids = node.get(Name.K, Array())
    listed = list(kids) if isinstance(kids, Array) else [kids]
    return [kid for kid in listed if isinstance(kid, Dictionary) and Name.S in kid]


def _tag(element: Object) -> Object:
    """The structure type: ``/TH``, ``/Table``."""
    return element.S


def _body_rows(elements: list[Object]) -> Iterator[Object]:
    for section in elements:
        if _tag(section) in SECTIONS:
            yield from _kids(section)


def _figures(elements: list[Object]) -> Iterator[Object]:
    """Where Typst lays a caption beside its table."""
    for element in elements:
        if _tag(element) == Name.Div and _tag(_kids(element)[0]) == Name.Caption:
            yield element


def _mark_row(row: Object, row_id: String) -> tuple[bytes, Object]:
    """Head the row by its first cell; gives the entry for the tree of ids."""
    head, *cells = _kids(row)
    head.S = Name.TH
    head.ID = row_id
    _table_attributes(head).Scope = Name.Row
    for cell in cells:
        attributes = _table_attributes(cell)
        attributes.Headers = Array([row_id, *attributes.Headers])
    return bytes(row_id), head


def _move_caption(figure: Object) -> None:
    """Make the caption that precedes a table the first child of that table."""
    caption, *others = _kids(figure)
    table = next(element for element in _elements(figure) if _tag(element) == Name.Table)
    figure.K = Array(others)
    table.K = Array([caption, *_kids(table)])
    caption.P = table


def _table_attributes(cell: Object) -> Object:
    return next(attributes for attributes in cell.A if attributes.get("/O") == Name.Table)
