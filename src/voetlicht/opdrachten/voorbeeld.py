"""What fills a demo, step by step. Each step can be done again when it was interrupted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from voetlicht.basis.edities.readers import read
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.opdrachten.installatie.prepare import Report

FIRST, LAST = Kwartaal(2021, 1), Kwartaal(2023, 4)
TWENTE = Path(__file__).parent / "voorbeelden" / "twente-2022Q2.md"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of filling: ``name`` marks it as done, ``text`` says what happens."""

    name: str
    text: str
    run: Callable[[Report], None]


def kwartalen() -> Iterator[Kwartaal]:
    """The quarters that the demo shows."""
    kwartaal = FIRST
    while kwartaal <= LAST:
        yield kwartaal
        kwartaal = kwartaal.next()


def load_population(report: Report) -> None:
    """Invented persons; they come all at once or not at all."""
    from voetlicht.intern.personen.queries import persoon_count
    from voetlicht.opdrachten.genereer.command import generate
    from voetlicht.opdrachten.genereer.plan import Scale

    if persoon_count():
        report("er zijn al personen geladen")
        return
    generate(Scale.DEMO)


def employ(report: Report) -> None:
    """Medewerkers for an example from before there were any; a new one has them already."""
    from voetlicht.intern.toegang.systeemactoren import GENERATOR
    from voetlicht.opdrachten.genereer.command import DEFAULT_ZAAD
    from voetlicht.opdrachten.genereer.filling import staff_installation
    from voetlicht.opdrachten.genereer.plan import MEDEWERKERS, Scale

    size = MEDEWERKERS[Scale.DEMO.value]
    if not staff_installation(by=GENERATOR, zaad=DEFAULT_ZAAD, size=size, report=report):
        report("er zijn al medewerkers geladen")


def publish_all(report: Report) -> None:
    """An edition of every quarter, in the archive."""
    from voetlicht.opdrachten.publiceer import publish_kwartalen

    publish_kwartalen(kwartalen(), report)


def keep_twente(report: Report) -> None:
    """The published edition of Twente, read from a document in its own layout."""
    from voetlicht.opdrachten.lees import keep

    keep(read(TWENTE), TWENTE)


STEPS: tuple[Step, ...] = (
    Step("bevolking", "Verzonnen personen laden", load_population),
    Step("medewerkers", "Medewerkers en hun klanten laden", employ),
    Step("edities", f"Edities maken van {FIRST} tot en met {LAST}", publish_all),
    Step("twente", "De editie van Twente uit 2022 lezen en bewaren", keep_twente),
)
