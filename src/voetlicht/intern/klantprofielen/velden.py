"""Classification of the fields of this room."""

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldenregister, Veldklasse, alike

PERSONAL = Veld(Veldklasse.PERSOONLIJK, Bewaarklasse.DOSSIER)

VELDEN: Veldenregister = {
    "klantprofielen.Klantprofiel": alike(PERSONAL, "id", "uuid", "persoon", "organisatie"),
    "klantprofielen.Statusperiode": alike(
        PERSONAL, "id", "persoon", "klantprofiel", "status", "valid", "recorded"
    ),
}
