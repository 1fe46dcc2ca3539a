"""Classification of the fields of this room."""

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldenregister, Veldklasse, alike

PERSONAL = Veld(Veldklasse.PERSOONLIJK, Bewaarklasse.DOSSIER)
SECRET = Veld(Veldklasse.BIJZONDER, Bewaarklasse.DOSSIER)

VELDEN: Veldenregister = {
    "sonar.EigenKlant": alike(
        *(PERSONAL, "persoon", "uuid", "voornaam", "voorvoegsel", "achternaam", "zoeknaam"),
        "geboortedatum",
    ),
    "sonar.Klant": alike(PERSONAL, "id", "uuid", "persoon"),
    "sonar.Inschrijving": alike(PERSONAL, "id", "persoon", "organisatie", "valid", "recorded"),
    "sonar.Dienstverlening": alike(
        PERSONAL, "id", "persoon", "organisatie", "geopend_op", "valid", "recorded"
    ),
}
