"""The states and origins of an edition."""

from enum import StrEnum


class Editiestatus(StrEnum):
    """How final the figures are."""

    VOORLOPIG = "voorlopig"
    DEFINITIEF = "definitief"
    GECORRIGEERD = "gecorrigeerd"


class Herkomst(StrEnum):
    """Counted by us from a peilbestand, or read from a document that was published before."""

    BEREKEND = "berekend"
    GELEZEN = "gelezen"


class Formaat(StrEnum):
    """The file formats in which an edition is offered, in the order of the download list."""

    PDF = "pdf"
    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"
    JSON = "json"
    HTML = "html"
