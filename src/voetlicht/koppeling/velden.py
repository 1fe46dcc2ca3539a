"""Classification of the fields of this room: what leaves is public by then."""

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldenregister, Veldklasse, alike

_SENT = Veld(Veldklasse.OPENBAAR, Bewaarklasse.BLIJVEND)
_HANDLING = Veld(Veldklasse.ZAKELIJK, Bewaarklasse.BLIJVEND)

VELDEN: Veldenregister = {
    "koppeling.Uitgaand": alike(_SENT, "kind", "key", "version", "checksum", "payload")
    | alike(_HANDLING, "id", "created_at", "delivered_at"),
}
