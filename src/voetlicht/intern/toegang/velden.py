"""Classification of the fields of this room."""

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldenregister, Veldklasse, alike
from voetlicht.basis.web.velden import (
    ACCOUNT,
    BUSINESS,
    GEBEURTENIS,
    PERSONAL,
    SECURITY,
    SESSION,
)

RELATION = Veld(Veldklasse.PERSOONLIJK, Bewaarklasse.DOSSIER)

VELDEN: Veldenregister = {
    "toegang.Aanmeldvoorziening": alike(
        SECURITY, "id", "organisatie", "adres", "toepassing", "geheim", "domeinen", "actief"
    ),
    "toegang.Sessie": alike(
        SESSION,
        "session_key",
        "session_data",
        "expire_date",
        "account",
        "apparaat",
        "begonnen_op",
        "laatst_gezien",
    ),
    "toegang.Account": ACCOUNT | alike(PERSONAL, "naam", "adres_index"),
    "toegang.Organisatie": alike(BUSINESS, "id", "code", "naam", "soort"),
    "toegang.OrganisatieGemeente": alike(BUSINESS, "id", "organisatie", "gemeente_code", "valid"),
    "toegang.Organisatieopvolging": alike(BUSINESS, "id", "van", "naar", "per"),
    "toegang.Team": alike(BUSINESS, "id", "uuid", "organisatie", "naam", "opgeheven_per"),
    "toegang.Aanstelling": alike(SECURITY, "id", "uuid", "organisatie", "team", "rol", "valid")
    | alike(PERSONAL, "account"),
    "toegang.Toewijzing": alike(
        RELATION,
        "id",
        "uuid",
        "persoon",
        "organisatie",
        "account",
        "team",
        "valid",
        "reden",
        "reden_einde",
        "opvolger",
        "voorheen_tot",
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
    "toegang.Accountaanvraag": alike(
        SECURITY,
        "id",
        "uuid",
        "organisatie",
        "aangevraagd_op",
        "ingevoerd_op",
        "status",
        "afgehandeld_op",
    )
    | alike(
        PERSONAL,
        "email",
        "naam",
        "reden",
        "aanvrager",
        "aanvrager_email",
        "elearning_op",
        "ingevoerd_door",
        "afgehandeld_door",
        "toelichting",
    ),
    "toegang.Aanvraagregel": alike(SECURITY, "id", "aanvraag", "rol", "team", "valid"),
    "toegang.Hercertificering": alike(
        SECURITY, "id", "uuid", "aanstelling", "gevraagd_op", "uiterlijk", "antwoord"
    )
    | alike(PERSONAL, "beantwoord_op", "beantwoord_door", "toelichting"),
    "toegang.Inzageketen": alike(SECURITY, "id", "dag", "begonnen_op", "sleutel"),
    "toegang.Inzageregel": alike(SECURITY, "keten", "volgnummer", "kanaal", "trace_id", "mac")
    | alike(
        PERSONAL,
        "moment",
        "actor_kind",
        "actor_id",
        "rol",
        "organisatie",
        "aanstelling",
        "persoon_id",
        "doel",
        "veldklasse",
    ),
}
