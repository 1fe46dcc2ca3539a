"""The roles, as data to read: what each is for, may do, may read for, and sees of a klant.

After the authorisation levels of Sonar (domain study: UWV, "Toelichting Aanvraagformulier
Accounts", 2022) and closed where those stood open: a role without ``bereik`` reaches no dossier
at all, whatever its rights.
"""

from dataclasses import dataclass

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.velden import Veldklasse
from voetlicht.intern.toegang.enums import Organisatiesoort, Rol

DOSSIER = frozenset(
    {"personen.inzien", "doelgroepregister.inzien", "sonar.inzien", "klantprofielen.inzien"}
)
ORDINARY = frozenset({Veldklasse.OPENBAAR, Veldklasse.ZAKELIJK, Veldklasse.PERSOONLIJK})
EVERYTHING = ORDINARY | {Veldklasse.BIJZONDER}
NOTHING_PERSONAL = frozenset({Veldklasse.OPENBAAR, Veldklasse.ZAKELIJK})

ANYWHERE = frozenset(Organisatiesoort)
UWV = frozenset({Organisatiesoort.UWV})
MUNICIPAL = frozenset({Organisatiesoort.GEMEENTE, Organisatiesoort.SAMENWERKINGSVERBAND})


@dataclass(frozen=True, slots=True)
class Rolbeschrijving:
    """One role. ``bereik``: whether klanten can be reached in it, by toewijzing or in need.

    ``soorten`` are the kinds of organisatie where it can be held.
    """

    naam: str
    beschrijving: str
    rechten: frozenset[str]
    doelen: frozenset[Purpose]
    veldklassen: frozenset[Veldklasse]
    bereik: bool
    soorten: frozenset[Organisatiesoort]


def _serving(naam: str, beschrijving: str, soorten: frozenset[Organisatiesoort]) -> Rolbeschrijving:
    """A role that serves klanten; at UWV and at a gemeente it may do the same."""
    return Rolbeschrijving(
        naam=naam,
        beschrijving=beschrijving,
        rechten=DOSSIER | {"personen.bsn_inzien", "toegang.noodtoegang_vragen"},
        doelen=frozenset({Purpose.DIENSTVERLENING}),
        veldklassen=EVERYTHING,
        bereik=True,
        soorten=soorten,
    )


ROLLEN: dict[Rol, Rolbeschrijving] = {
    Rol.ADVISEUR_WERK: _serving(
        "Adviseur werk",
        "Begeleidt klanten van UWV naar werk en maakt met hen hun klantprofiel.",
        UWV,
    ),
    Rol.KLANTMANAGER: _serving(
        "Klantmanager",
        "Begeleidt klanten van een gemeente naar werk en maakt met hen hun klantprofiel.",
        MUNICIPAL,
    ),
    Rol.TEAMLEIDER: Rolbeschrijving(
        naam="Teamleider",
        beschrijving="Verdeelt de klanten van het eigen team, beoordeelt noodtoegang van anderen "
        "en ziet hoe vaak het team dossiers opent.",
        rechten=DOSSIER
        | {
            "toegang.toewijzen",
            "toegang.noodtoegang_beoordelen",
            "toegang.hercertificeren",
            "inzagelog.tellen",
        },
        doelen=frozenset({Purpose.DIENSTVERLENING, Purpose.LEIDING}),
        veldklassen=ORDINARY,
        bereik=True,
        soorten=ANYWHERE,
    ),
    Rol.ADVISEUR_WERKGEVERSDIENSTEN: Rolbeschrijving(
        naam="Adviseur werkgeversdiensten",
        beschrijving="Zoekt bij vacatures van werkgevers kandidaten uit het eigen bereik.",
        rechten=frozenset({"personen.inzien", "sonar.inzien", "klantprofielen.inzien"}),
        doelen=frozenset({Purpose.BEMIDDELING}),
        veldklassen=ORDINARY,
        bereik=True,
        soorten=ANYWHERE,
    ),
    Rol.KWALITEIT: Rolbeschrijving(
        naam="Kwaliteit en onderzoek",
        beschrijving="Bekijkt aantallen en edities. Ziet geen klanten.",
        rechten=frozenset({"keten.stand_inzien"}),
        doelen=frozenset({Purpose.PUBLICATIE}),
        veldklassen=NOTHING_PERSONAL,
        bereik=False,
        soorten=UWV | MUNICIPAL,
    ),
    Rol.FUNCTIONEEL_BEHEERDER: Rolbeschrijving(
        naam="Functioneel beheerder",
        beschrijving="Maakt en sluit accounts en rollen op aanvraag. Ziet geen klanten.",
        rechten=frozenset(
            {
                "toegang.accounts_beheren",
                "toegang.organisaties_beheren",
                "toegang.hercertificeren",
                "keten.stand_inzien",
            }
        ),
        doelen=frozenset({Purpose.BEHEER}),
        veldklassen=NOTHING_PERSONAL,
        bereik=False,
        soorten=UWV | MUNICIPAL,
    ),
    Rol.PRIVACY_OFFICER: Rolbeschrijving(
        naam="Privacy officer",
        beschrijving="Onderzoekt wie welke dossiers opende en of dat terecht was. Leest zelf geen "
        "dossiers.",
        rechten=frozenset({"inzagelog.inzien", "toegang.noodtoegang_beoordelen"}),
        doelen=frozenset({Purpose.CONTROLE}),
        veldklassen=ORDINARY,  # whom somebody saw, and initials; no dossier
        bereik=False,
        soorten=UWV | MUNICIPAL,
    ),
}
WITH_BEREIK = frozenset(rol for rol, about in ROLLEN.items() if about.bereik)
