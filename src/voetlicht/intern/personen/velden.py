"""Classification of the fields of this room."""

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldenregister, Veldklasse

PERSONAL = Veld(Veldklasse.PERSOONLIJK, Bewaarklasse.DOSSIER)
SECRET = Veld(Veldklasse.BIJZONDER, Bewaarklasse.DOSSIER)

VELDEN: Veldenregister = {
    "personen.Persoon": {
        "id": PERSONAL,
        "uuid": PERSONAL,
        "bsn_encrypted": SECRET,
        "bsn_index": SECRET,
        "peilsleutel": SECRET,
        "geboortedatum": PERSONAL,
        "overlijdensdatum": PERSONAL,
    },
    "personen.Verblijf": {
        "id": PERSONAL,
        "persoon": PERSONAL,
        "gemeente_code": PERSONAL,
        "bron": PERSONAL,
        "valid": PERSONAL,
        "recorded": PERSONAL,
    },
}
