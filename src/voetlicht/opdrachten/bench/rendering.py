"""Setting an edition as files: per format all regio's and the country, and the JSON read back."""

from dataclasses import replace

from voetlicht.basis.edities.editie import Editie
from voetlicht.basis.edities.enums import Formaat
from voetlicht.basis.edities.renderers import LABELS, render
from voetlicht.basis.edities.renderers.json import editie_from_json
from voetlicht.basis.kern.errors import Conflict
from voetlicht.opdrachten.bench.timing import Measured, Work, in_turns

BOUND_MS = 3000
"""The longest that the PDFs of all regio's of a quarter may take."""


def time_rendering(editie: Editie, *, repetitions: int) -> tuple[Measured, ...]:
    """Every format: the documents of all regio's one after another in one process, the country's.

    Conflict when a file is not the same each time, or the JSON does not come back as the edition.
    """
    works = [_regios(editie, formaat) for formaat in Formaat]
    works += [_country(editie, formaat) for formaat in Formaat]
    works.append(_read_back(editie))
    pdfs, *others = in_turns(works, repetitions=repetitions)
    return (replace(pdfs, bound_ms=BOUND_MS), *others)


def _regios(editie: Editie, formaat: Formaat) -> Work:
    codes = [blad.code for blad in editie.regios]
    return Work(
        f"regio's als {LABELS[formaat]}",
        len(codes),
        lambda: [render(editie, regio=code, formaat=formaat) for code in codes],
    )


def _country(editie: Editie, formaat: Formaat) -> Work:
    return Work(
        f"land als {LABELS[formaat]}", 1, lambda: render(editie, regio=None, formaat=formaat)
    )


def _read_back(editie: Editie) -> Work:
    content = render(editie, regio=None, formaat=Formaat.JSON)
    if editie_from_json(content) != editie:
        raise Conflict(
            "Het JSON-bestand geeft een andere editie terug dan erin ging. Meld dit; de snelheid "
            "doet er niet toe."
        )
    return Work("JSON van het land teruglezen", 1, lambda: editie_from_json(content))
