"""Classification of the fields of this room."""

from voetlicht.basis.kern.velden import Veldenregister, alike
from voetlicht.basis.web.velden import ACCOUNT, BUSINESS, GEBEURTENIS

VELDEN: Veldenregister = {
    "toegang.Account": ACCOUNT,
    "toegang.Organisatie": alike(BUSINESS, "id", "code", "naam", "soort"),
    "toegang.OrganisatieGemeente": alike(BUSINESS, "id", "organisatie", "gemeente_code", "valid"),
    "toegang.Organisatieopvolging": alike(BUSINESS, "id", "van", "naar", "per"),
    "toegang.Gebeurtenis": GEBEURTENIS,
}
