"""The kinds of organisation that serve people, and the roles held there."""

from enum import StrEnum


class Organisatiesoort(StrEnum):
    """Who may serve a klant (Wet SUWI art. 1; Participatiewet art. 7)."""

    UWV = "uwv"
    GEMEENTE = "gemeente"
    SAMENWERKINGSVERBAND = "samenwerkingsverband"
    WSP = "wsp"


class Rol(StrEnum):
    """What a medewerker may be at an organisatie; ``rollen.py`` says what each may do."""

    ADVISEUR_WERK = "adviseur_werk"
    KLANTMANAGER = "klantmanager"
    TEAMLEIDER = "teamleider"
    ADVISEUR_WERKGEVERSDIENSTEN = "adviseur_werkgeversdiensten"
    KWALITEIT = "kwaliteit"
    FUNCTIONEEL_BEHEERDER = "functioneel_beheerder"
    PRIVACY_OFFICER = "privacy_officer"


class Aanvraagstatus(StrEnum):
    """What became of a request form for an account."""

    NIEUW = "nieuw"
    UITGEVOERD = "uitgevoerd"
    AFGEWEZEN = "afgewezen"


class Hercertificeringsantwoord(StrEnum):
    """Whether a medewerker still needs a role; ``uitgebleven`` ends it, as ``beeindigen`` does."""

    BEHOUDEN = "behouden"
    BEEINDIGEN = "beeindigen"
    UITGEBLEVEN = "uitgebleven"


class Kanaal(StrEnum):
    """Through what personal data was shown."""

    SITE = "site"
    OPDRACHT = "opdracht"


class Patroonsoort(StrEnum):
    """What is unusual about what a medewerker looked at; a reason to ask, and no proof."""

    NACHT = "nacht"
    ZELFDE_ADRES = "zelfde_adres"
    ZELFDE_NAAM = "zelfde_naam"
    BUITEN_CASELOAD = "buiten_caseload"
    VEEL_DOSSIERS = "veel_dossiers"
    NOODTOEGANG = "noodtoegang"
