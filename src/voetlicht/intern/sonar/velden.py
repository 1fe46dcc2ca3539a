"""Classification of the fields of this room."""

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldenregister, Veldklasse

PERSONAL = Veld(Veldklasse.PERSOONLIJK, Bewaarklasse.DOSSIER)

VELDEN: Veldenregister = {
    "sonar.Klant": {
        "id": PERSONAL,
        "uuid": PERSONAL,
        "persoon": PERSONAL,
    },
    "sonar.Inschrijving": {
        "id": PERSONAL,
        "persoon": PERSONAL,
        "organisatie": PERSONAL,
        "valid": PERSONAL,
        "recorded": PERSONAL,
    },
    "sonar.Dienstverlening": {
        "id": PERSONAL,
        "persoon": PERSONAL,
        "organisatie": PERSONAL,
        "geopend_op": PERSONAL,
        "valid": PERSONAL,
        "recorded": PERSONAL,
    },
}
