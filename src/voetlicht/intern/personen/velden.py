"""Classification of the fields of this room."""

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldenregister, Veldklasse, alike

PERSONAL = Veld(Veldklasse.PERSOONLIJK, Bewaarklasse.DOSSIER)
SECRET = Veld(Veldklasse.BIJZONDER, Bewaarklasse.DOSSIER)

VELDEN: Veldenregister = {
    "personen.Persoon": alike(
        PERSONAL,
        "id",
        "uuid",
        "voornaam",
        "voorvoegsel",
        "achternaam",
        "zoeknaam",
        "geboortedatum",
        "overlijdensdatum",
    )
    | alike(SECRET, "bsn_encrypted", "bsn_index", "peilsleutel"),
    "personen.Verblijf": alike(
        PERSONAL, "id", "persoon", "gemeente_code", "bron", "valid", "recorded"
    ),
    "personen.Adres": alike(
        PERSONAL,
        "id",
        "persoon",
        "straatnaam",
        "huisnummer",
        "toevoeging",
        "postcode",
        "woonplaats",
        "adres_index",
    ),
}
