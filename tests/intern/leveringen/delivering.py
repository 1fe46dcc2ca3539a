"""Making and handing in delivered files, for the tests of this room."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from voetlicht.intern.leveringen.actions import Uitkomst, process_levering
from voetlicht.intern.leveringen.enums import Leveringssoort, Wijze
from voetlicht.intern.leveringen.models import Leveringsregel
from voetlicht.intern.leveringen.rules import Aanbieding
from voetlicht.intern.toegang.systeemactoren import LEVERING

HEADS = {
    "register": "bsn;code_grondslag;begindatum;einddatum;code_reden_einde",
    "verblijf": "bsn;gemeente_code;vanaf",
    "sonar": "bsn;soort;organisatie;begindatum;einddatum;geopend_op;status",
}


def write(path: Path, soort: str, lines: Iterable[str]) -> Path:
    """A file with the header of the soort above the lines."""
    path.write_text("\n".join([HEADS[soort], *lines, ""]), encoding="utf-8")
    return path


def hand_in(
    path: Path,
    soort: str,
    *,
    volgnummer: int = 1,
    stand: date = date(2023, 6, 30),
    wijze: Wijze = Wijze.MUTATIES,
    leverancier: str = "UWV",
) -> Uitkomst:
    """Process a file as the command does."""
    return process_levering(
        by=LEVERING,
        path=path,
        aanbieding=Aanbieding(leverancier, Leveringssoort(soort), volgnummer, stand, wijze),
        progress=lambda done, total: None,
    )


def verdicts(uitkomst: Uitkomst) -> list[tuple[object, ...]]:
    """(line, verdict, column, why) of each row, in the order of the file."""
    rows = Leveringsregel.objects.filter(levering=uitkomst.levering).order_by("regel", "id")
    return list(rows.values_list("regel", "oordeel", "kolom", "weigering"))
