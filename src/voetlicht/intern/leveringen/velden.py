"""Classification of the fields of this room."""

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldenregister, Veldklasse

WORK = Veld(Veldklasse.ZAKELIJK, Bewaarklasse.DOSSIER)
PERSONAL = Veld(Veldklasse.PERSOONLIJK, Bewaarklasse.DOSSIER)

VELDEN: Veldenregister = {
    "leveringen.Levering": {
        "id": WORK,
        "leverancier": WORK,
        "soort": WORK,
        "volgnummer": WORK,
        "checksum": WORK,
        "wijze": WORK,
        "stand": WORK,
        "verwerkt_op": WORK,
        "nieuw": WORK,
        "gewijzigd": WORK,
        "gelijk": WORK,
        "geweigerd": WORK,
        "afwezig": WORK,
    },
    "leveringen.Leveringsregel": {
        "id": WORK,
        "levering": WORK,
        "regel": WORK,
        "persoon": PERSONAL,
        "oordeel": PERSONAL,
        "kolom": PERSONAL,
        "weigering": PERSONAL,
    },
}
