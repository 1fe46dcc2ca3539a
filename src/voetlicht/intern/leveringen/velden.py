"""Classification of the fields of this room."""

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldenregister, Veldklasse, alike

WORK = Veld(Veldklasse.ZAKELIJK, Bewaarklasse.DOSSIER)
PERSONAL = Veld(Veldklasse.PERSOONLIJK, Bewaarklasse.DOSSIER)

VELDEN: Veldenregister = {
    "leveringen.Levering": alike(
        WORK,
        "id",
        "leverancier",
        "soort",
        "volgnummer",
        "checksum",
        "wijze",
        "stand",
        "verwerkt_op",
        "nieuw",
        "gewijzigd",
        "gelijk",
        "geweigerd",
        "afwezig",
    ),
    "leveringen.Leveringsregel": alike(WORK, "id", "levering", "regel")
    | alike(PERSONAL, "persoon", "oordeel", "kolom", "weigering"),
}
