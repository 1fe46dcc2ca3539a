"""The words of the publication: titles, sentences, explanation and definitions, in Dutch B1.

Written for this project. Every renderer takes its words from here, so that all files of an
edition say the same. What is counted is defined in ``docs/statistiek/definities.md``.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from voetlicht.basis.edities.editie import Aantallen, Editie, Regioblad
from voetlicht.basis.edities.enums import Herkomst
from voetlicht.basis.edities.gepubliceerd import equal_published
from voetlicht.basis.kern.clock import AMSTERDAM
from voetlicht.basis.kern.kwartaal import format_date
from voetlicht.basis.kern.numbers import format_count, format_percentage, percentage

TITLE = "Transparantie van klantprofielen"
LANGUAGE = "nl-NL"
MAKER = "Voetlicht"
EXAMPLE_NOTICE = "Voorbeeldcijfers: verzonnen personen"
REST_NAME = "Onbekend of buitenland"
TOTAL_REGIO = "Totaal AMR"
TOTAL_NATIONAL = "Totaal Nederland"
AREA_SOURCE = "Bron: CBS (CC BY 4.0), UWV, RvIG, Kadaster/BAG; bewerking Voetlicht"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A term of the table and what it means."""

    term: str
    meaning: str


def capital(text: str) -> str:
    """First letter upper case, the rest untouched: ``tweede kwartaal`` -> ``Tweede kwartaal``."""
    return text[:1].upper() + text[1:]


def persons(count: int) -> str:
    """``1 persoon``, ``19.222 personen``."""
    return f"{format_count(count)} {'persoon' if count == 1 else 'personen'}"


def area(blad: Regioblad | None) -> str:
    """The area as a heading names it."""
    return blad.naam if blad else "Nederland"


def caption(editie: Editie, blad: Regioblad | None) -> str:
    """The title of the table."""
    place = f"arbeidsmarktregio {blad.code} {blad.naam}" if blad else "per arbeidsmarktregio"
    return f"Klantprofielen in Sonar, {place}, {editie.kwartaal.words}"


def coverage(editie: Editie, blad: Regioblad | None) -> tuple[str, str]:
    """Two sentences, for two shares with two different wholes: known in Sonar (of the register)
    and with a profile (of those known)."""
    place = f"de arbeidsmarktregio {blad.naam}" if blad else "Nederland"
    register = (blad or editie).doelgroepregister
    totaal = (blad or editie).totaal
    return _known(place, register, totaal), _with_profile(totaal)


def _known(place: str, register: int, totaal: Aantallen) -> str:
    start = f"Het doelgroepregister banenafspraak bevat in {place} in totaal {persons(register)}."
    share = percentage(totaal.totaal, register)
    if share is None:
        return start
    return f"{start} Hiervan is {format_percentage(share)} bekend in Sonar."


def _with_profile(totaal: Aantallen) -> str:
    share = percentage(totaal.met_profiel, totaal.totaal)
    if share is None:
        return "Niemand van hen is bekend in Sonar."
    verb = "is" if totaal.totaal == 1 else "zijn"
    return (
        f"Van de {persons(totaal.totaal)} die bekend {verb} in Sonar, "
        f"heeft {format_percentage(share)} een klantprofiel."
    )


def notices(editie: Editie, blad: Regioblad | None) -> tuple[str, ...]:
    """What a reader must know before using the figures; shown on top of every file."""
    said: list[str] = []
    if editie.voorbeeld:
        said.append(f"{EXAMPLE_NOTICE}.")
    if editie.herkomst is Herkomst.GELEZEN:
        said.append(f"Deze cijfers zijn gelezen uit een eerder uitgegeven document: {editie.bron}.")
    said.extend(_equal_to_published(editie, blad))
    return tuple(said)


def _equal_to_published(editie: Editie, blad: Regioblad | None) -> list[str]:
    sheets = (blad,) if blad else editie.regios
    found = [equal_published(editie.kwartaal, sheet) for sheet in sheets]
    if blad:
        return [edition.bronvermelding for edition in found if edition]
    return [
        f"{edition.blad.naam}: {edition.bronvermelding[0].lower()}{edition.bronvermelding[1:]}"
        for edition in found
        if edition
    ]


def known_on(moment: datetime | None) -> str:
    """The exclusive moment in words: midnight after 14 July -> ``14 juli 2023``."""
    if moment is None:
        return "niet van toepassing"
    local = moment.astimezone(AMSTERDAM)
    if local.time() == time.min:
        last = (moment.astimezone(UTC) - timedelta(microseconds=1)).astimezone(AMSTERDAM)
        return format_date(last.date())
    return f"{format_date(local.date())}, {local:%H.%M} uur"


def source(editie: Editie) -> str:
    """Where the figures come from."""
    if editie.herkomst is Herkomst.GELEZEN:
        return f"gelezen uit: {editie.bron}"
    if editie.voorbeeld:
        return "berekend door Voetlicht uit verzonnen personen"
    return "berekend door Voetlicht uit het doelgroepregister en Sonar"


def explanation(editie: Editie) -> tuple[Section, ...]:
    """The sections below the table."""
    return (*_EXPLANATION, _ORIGIN[editie.herkomst])


_EXPLANATION = (
    Section(
        "Waarom deze cijfers",
        (
            "Werkgevers kunnen iemand uit de doelgroep van de banenafspraak pas vinden als "
            "bekend is wat die persoon kan en wil. Gemeenten en UWV leggen dat samen met de "
            "klant vast in een klantprofiel. De tabel laat per gemeente zien hoeveel mensen "
            "zo’n profiel hebben en hoeveel nog niet.",
        ),
    ),
    Section(
        "Sonar",
        (
            "Sonar is het systeem waarin UWV en gemeenten hun dienstverlening aan "
            "werkzoekenden bijhouden. Niet iedereen uit het doelgroepregister krijgt "
            "dienstverlening die in Sonar staat. Daarom is het totaal in de tabel lager dan "
            "het aantal mensen in het register.",
        ),
    ),
    Section(
        "Klantprofiel",
        (
            "In een klantprofiel staat onder meer welke opleiding iemand heeft, welk werk en "
            "welke taken passen en hoeveel uren iemand kan werken. Een adviseur maakt het "
            "profiel samen met de klant. Werkgevers zien profielen alleen zonder naam, in de "
            "kandidatenverkenner banenafspraak.",
        ),
    ),
    Section(
        "Twee percentages",
        (
            "Het eerste percentage zegt welk deel van het doelgroepregister bekend is in Sonar. "
            "Het tweede zegt welk deel van de mensen in Sonar een klantprofiel heeft. De twee "
            "hebben een ander geheel en zijn niet bij elkaar op te tellen.",
        ),
    ),
)
_ORIGIN = {
    Herkomst.BEREKEND: Section(
        "Herkomst en correcties",
        (
            "De cijfers zijn geteld op de peildatum, met alles wat tot en met de datum bij "
            "‘Bekend op’ was vastgelegd. Komt er later een correctie, dan blijft deze versie "
            "zoals zij is en verschijnt er een nieuwe versie.",
        ),
    ),
    Herkomst.GELEZEN: Section(
        "Herkomst en correcties",
        (
            "De cijfers zijn overgenomen zoals ze in het document staan en daarna nageteld. "
            "De begrippen hieronder zijn die van Voetlicht; de uitgever van het document kan "
            "ze net anders hebben gebruikt.",
        ),
    ),
}

DEFINITIONS = (
    Definition(
        "Gemeente",
        "De gemeente waar iemand op de peildatum woont, volgens de gemeentelijke indeling van "
        "die dag.",
    ),
    Definition(
        "Gemeenteklant",
        "Iemand uit het doelgroepregister met lopende dienstverlening van een gemeente of een "
        "samenwerkingsverband van gemeenten.",
    ),
    Definition(
        "UWV-klant",
        "Iemand uit het doelgroepregister met lopende dienstverlening van UWV. Loopt er "
        "dienstverlening bij twee organisaties, dan telt de laatst begonnen dienstverlening; "
        "begonnen die op dezelfde dag, dan telt UWV.",
    ),
    Definition(
        "Profiel",
        "Er is op de peildatum een vastgesteld klantprofiel, wie het ook heeft opgesteld.",
    ),
    Definition("Geen profiel", "Er is op de peildatum geen vastgesteld klantprofiel."),
    Definition(
        "Totaal in Sonar",
        "Iedereen uit het doelgroepregister met lopende dienstverlening in Sonar. Alleen een "
        "inschrijving telt niet.",
    ),
    Definition(
        "Doelgroepregister",
        "Iedereen die op de peildatum is geregistreerd op een grond die meetelt voor de "
        "banenafspraak. Wie op meer gronden is geregistreerd, telt één keer.",
    ),
    Definition(
        "Bekend in Sonar",
        "Totaal in Sonar als deel van het doelgroepregister, in hele procenten.",
    ),
    Definition(
        REST_NAME,
        "Mensen van wie de woonplaats niet bekend is of die in het buitenland wonen. Zij staan "
        "alleen in de landelijke tabel.",
    ),
)
