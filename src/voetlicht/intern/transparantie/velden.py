"""Classification of the fields of this room: about editions, not about people.

The rows of a peilbestand are about people, under a key of their own; they live in the file that a
``Peilbestand`` names, outside the database.
"""

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldenregister, Veldklasse

_KEPT = Veld(Veldklasse.ZAKELIJK, Bewaarklasse.BLIJVEND)

VELDEN: Veldenregister = {
    "transparantie.Peilbestand": dict.fromkeys(
        ("id", "peildatum", "bekend_op", "file_name", "checksum", "rows", "frozen_at"), _KEPT
    ),
    "transparantie.Editieversie": dict.fromkeys(
        ("id", "kwartaal", "versie", "status", "peilbestand", "checksum", "content"), _KEPT
    ),
}
