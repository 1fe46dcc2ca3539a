"""Classification of the fields of this room: what leaves is public by then."""

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldenregister, Veldklasse

_SENT = Veld(Veldklasse.OPENBAAR, Bewaarklasse.BLIJVEND)
_HANDLING = Veld(Veldklasse.ZAKELIJK, Bewaarklasse.BLIJVEND)

VELDEN: Veldenregister = {
    "koppeling.Uitgaand": {
        **dict.fromkeys(("kind", "key", "version", "checksum", "payload"), _SENT),
        **dict.fromkeys(("id", "created_at", "delivered_at"), _HANDLING),
    }
}
