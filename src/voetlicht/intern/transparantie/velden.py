"""Classification of the fields of this room: about editions, not about people.

The rows of a peilbestand are about people, under a key of their own; they live in the file that a
``Peilbestand`` names, outside the database.
"""

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldenregister, Veldklasse, alike

_KEPT = Veld(Veldklasse.ZAKELIJK, Bewaarklasse.BLIJVEND)

VELDEN: Veldenregister = {
    "transparantie.Peilbestand": alike(
        _KEPT, "id", "peildatum", "bekend_op", "file_name", "checksum", "rows", "frozen_at"
    ),
    "transparantie.Editieversie": alike(
        _KEPT, "id", "kwartaal", "versie", "status", "peilbestand", "checksum", "content"
    ),
}
