"""Classification of the fields of this room: everything in it is published."""

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldenregister, Veldklasse, alike

_PUBLIC = Veld(Veldklasse.OPENBAAR, Bewaarklasse.BLIJVEND)

VELDEN: Veldenregister = {
    "publicaties.Archiefeditie": alike(
        _PUBLIC,
        "checksum",
        "herkomst",
        "kwartaal",
        "regio_code",
        "versie",
        "status",
        "peildatum",
        "bekend_op",
        "content",
    ),
    "publicaties.Archiefbestand": alike(
        _PUBLIC,
        "id",
        "sha256",
        "editie",
        "regio_code",
        "formaat",
        "file_name",
        "media_type",
        "size",
        "content",
    ),
}
