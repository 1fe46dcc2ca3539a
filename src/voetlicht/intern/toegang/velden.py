"""Classification of the fields of this room."""

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldenregister, Veldklasse, alike
from voetlicht.basis.web.velden import ACCOUNT, BUSINESS, GEBEURTENIS, PERSONAL, SECURITY

RELATION = Veld(Veldklasse.PERSOONLIJK, Bewaarklasse.DOSSIER)

VELDEN: Veldenregister = {
    "toegang.Account": ACCOUNT | alike(PERSONAL, "naam", "adres_index"),
    "toegang.Organisatie": alike(BUSINESS, "id", "code", "naam", "soort"),
    "toegang.OrganisatieGemeente": alike(BUSINESS, "id", "organisatie", "gemeente_code", "valid"),
    "toegang.Organisatieopvolging": alike(BUSINESS, "id", "van", "naar", "per"),
    "toegang.Team": alike(BUSINESS, "id", "uuid", "organisatie", "naam"),
    "toegang.Aanstelling": alike(SECURITY, "id", "uuid", "organisatie", "team", "rol", "valid")
    | alike(PERSONAL, "account"),
    "toegang.Toewijzing": alike(
        RELATION, "id", "uuid", "persoon", "organisatie", "account", "team", "valid", "reden"
    ),
    "toegang.Noodtoegang": alike(
        PERSONAL,
        "id",
        "uuid",
        "persoon",
        "aanstelling",
        "gevraagd_op",
        "tot",
        "reden",
        "beoordeeld_op",
        "beoordeeld_door",
        "terecht",
        "toelichting",
    ),
    "toegang.Bereik": alike(RELATION, "persoon"),
    "toegang.Gebeurtenis": GEBEURTENIS,
}
