"""Classification of the fields of this room."""

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldenregister, Veldklasse

PERSONAL = Veld(Veldklasse.PERSOONLIJK, Bewaarklasse.DOSSIER)

VELDEN: Veldenregister = {
    "klantprofielen.Klantprofiel": {
        "id": PERSONAL,
        "uuid": PERSONAL,
        "persoon": PERSONAL,
        "organisatie": PERSONAL,
    },
    "klantprofielen.Statusperiode": {
        "id": PERSONAL,
        "persoon": PERSONAL,
        "klantprofiel": PERSONAL,
        "status": PERSONAL,
        "valid": PERSONAL,
        "recorded": PERSONAL,
    },
}
