"""Classification of the fields of this room."""

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldenregister, Veldklasse, alike

PUBLIC = Veld(Veldklasse.OPENBAAR, Bewaarklasse.BLIJVEND)
KEY = Veld(Veldklasse.PERSOONLIJK, Bewaarklasse.REGISTER)
HEALTH = Veld(Veldklasse.BIJZONDER, Bewaarklasse.REGISTER)

VELDEN: Veldenregister = {
    "doelgroepregister.Grondslag": alike(
        PUBLIC, "id", "code", "omschrijving", "wetsartikel", "telt_mee", "valid"
    ),
    "doelgroepregister.Registratie": alike(KEY, "id", "persoon")
    | alike(HEALTH, "code_grondslag", "code_reden_einde", "valid", "recorded"),
}
