"""Classification of the fields of this room."""

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldenregister, Veldklasse

PUBLIC = Veld(Veldklasse.OPENBAAR, Bewaarklasse.BLIJVEND)
KEY = Veld(Veldklasse.PERSOONLIJK, Bewaarklasse.REGISTER)
HEALTH = Veld(Veldklasse.BIJZONDER, Bewaarklasse.REGISTER)

VELDEN: Veldenregister = {
    "doelgroepregister.Grondslag": {
        "id": PUBLIC,
        "code": PUBLIC,
        "omschrijving": PUBLIC,
        "wetsartikel": PUBLIC,
        "telt_mee": PUBLIC,
        "valid": PUBLIC,
    },
    "doelgroepregister.Registratie": {
        "id": KEY,
        "persoon": KEY,
        "code_grondslag": HEALTH,
        "code_reden_einde": HEALTH,
        "valid": HEALTH,
        "recorded": HEALTH,
    },
}
