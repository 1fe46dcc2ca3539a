"""What a role sees of a dossier is decided by the field register and its classes, and once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import medewerkers as made
from voetlicht import intern
from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.errors import NotAllowed
from voetlicht.basis.kern.velden import Getoond, Veldenregister, Veldklasse, strictest
from voetlicht.intern.doelgroepregister import queries as doelgroepregister
from voetlicht.intern.doelgroepregister.velden import VELDEN as REGISTER
from voetlicht.intern.klantprofielen import queries as klantprofielen
from voetlicht.intern.klantprofielen.velden import VELDEN as PROFIELEN
from voetlicht.intern.personen import queries as personen
from voetlicht.intern.personen.velden import VELDEN as PERSONEN
from voetlicht.intern.sonar import queries as sonar
from voetlicht.intern.sonar.velden import VELDEN as SONAR
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.inzage.noting import Showing
from voetlicht.intern.toegang.queries import caseload
from voetlicht.intern.toegang.transaction import acting
from voetlicht.intern.toegang.velden import VELDEN as TOEGANG

pytestmark = pytest.mark.django_db
FOR = Purpose.DIENSTVERLENING


@dataclass(frozen=True)
class Query:
    """A query of a dossier, the fields that it shows, and the register that has their class."""

    ask: Callable[..., object]
    shown: Getoond
    register: Veldenregister


def _list(persoon_id: int, **reading: object) -> object:
    return sonar.klanten(sonar.Zoekvraag(), page=1, **reading)


def _names(persoon_id: int, **reading: object) -> object:
    return personen.namen_of([persoon_id], **reading)


DOSSIER = {
    "gegevens": Query(personen.gegevens_of, personen.GEGEVENS, PERSONEN),
    "namen": Query(_names, personen.NAMEN, PERSONEN),
    "verblijven": Query(personen.verblijven_of, personen.VERBLIJVEN, PERSONEN),
    "bsn": Query(personen.bsn_within_reach, personen.BSN, PERSONEN),
    "registraties": Query(
        doelgroepregister.registraties_of, doelgroepregister.REGISTRATIES, REGISTER
    ),
    "lijst": Query(_list, sonar.LIJST, SONAR),
    "inschrijvingen": Query(sonar.inschrijvingen_of, sonar.INSCHRIJVINGEN, SONAR),
    "diensten": Query(sonar.diensten_of, sonar.DIENSTEN, SONAR),
    "profielen": Query(klantprofielen.profielen_of, klantprofielen.PROFIELEN, PROFIELEN),
    "toewijzingen": Query(caseload.toewijzingen_of, caseload.TOEWIJZINGEN, TOEGANG),
}
FIELDS = [
    (name, model, field)
    for name, query in DOSSIER.items()
    for model, fields in query.shown.items()
    for field in fields
]


def asked(query: Query, klassen: frozenset[Veldklasse]) -> object:
    """The answer to an adviseur of this klant whose role would see these classes."""
    adviseur = made.medewerker(Rol.ADVISEUR_WERK, made.organisatie("uwv"))
    klant = made.klant()
    made.toewijzing(klant, adviseur)
    actor = replace(made.actor(adviseur), veldklassen=klassen)
    with made.in_role("intern"), acting(actor):
        return query.ask(klant.persoon_id, actor=actor, purpose=FOR)


@pytest.mark.parametrize("name", DOSSIER)
def test_a_role_with_its_class_gets_it_noted_as_that_class(name: str, noted: list[Showing]) -> None:
    query = DOSSIER[name]
    klasse = strictest(query.register, query.shown)
    asked(query, frozenset({klasse}))
    assert {each.veldklasse for each in noted} == {klasse}


@pytest.mark.parametrize(("name", "model", "field"), FIELDS)
def test_a_role_without_the_class_of_any_of_its_fields_gets_nothing(
    name: str, model: str, field: str, noted: list[Showing], monkeypatch: pytest.MonkeyPatch
) -> None:
    query = DOSSIER[name]
    veld = replace(query.register[model][field], klasse=Veldklasse.BIJZONDER)
    monkeypatch.setitem(query.register[model], field, veld)
    with pytest.raises(NotAllowed, match="bijzonder"):
        asked(query, frozenset(Veldklasse) - {Veldklasse.BIJZONDER})
    assert noted == []


def test_no_query_of_a_dossier_names_a_class_itself() -> None:
    """Those over the inzagelog and to review noodtoegang show whom it is about, of no dossier."""
    rooms = Path(intern.__file__).parent
    naming = {
        path.name
        for path in rooms.rglob("*.py")
        if "queries" in (path.stem, path.parent.name) and "Veldklasse." in path.read_text("utf-8")
    }
    assert naming == {"inzage.py", "noodtoegang.py"}
