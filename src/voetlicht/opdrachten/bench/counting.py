"""The floor under the measure: the same count by numpy, and the comparison of the two answers."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.edities.editie import COUNT_FIELDS
from voetlicht.basis.gebieden import queries as gebieden
from voetlicht.basis.kern.errors import Conflict
from voetlicht.intern.transparantie.measure import Meting
from voetlicht.opdrachten.bench.rows import Rows

Figures = Mapping[str, int]
"""Every figure of an edition by its place, such as ``GM0599 uwv_met_profiel``."""

REGISTER = "doelgroepregister"
REST = "rest"
# A registered person is in one of these: served by nobody, or one of COUNT_FIELDS.
_CELLS = 1 + len(COUNT_FIELDS)


def tally(rows: Rows) -> NDArray[np.intp]:
    """Registered persons per stored gemeente code (down) and cell (across): one pass, no more."""
    registered = rows.in_register
    served = rows.bediend_door[registered]
    # 0 for nobody, then in the order of COUNT_FIELDS: gemeente with, without; UWV with, without.
    cell = np.where(served == 0, 0, 2 * served - rows.met_profiel[registered])
    flat = rows.gemeente[registered].astype(np.int32) * _CELLS + cell
    return np.bincount(flat, minlength=len(rows.codes) * _CELLS).reshape(-1, _CELLS)


def figures_of_tally(tallied: NDArray[np.intp], rows: Rows, *, on: date) -> Figures:
    """The tally laid out over the division of ``on``; figures of zero are left out."""
    places = {stored: (code, regio) for stored, code, regio in gebieden.division_table(on=on)}
    figures: Counter[str] = Counter()
    for stored, cells in zip(rows.codes, tallied.tolist(), strict=True):
        code, regio = places.get(stored, (REST, REST))
        figures[f"{regio} {REGISTER}"] += sum(cells)
        for field, count in zip(COUNT_FIELDS, cells[1:], strict=True):
            figures[f"{code} {field}"] += count
    return +figures


def figures_of_meting(meting: Meting) -> Figures:
    """The same places, as the measure filled them; figures of zero are left out."""
    figures = Counter({f"{REST} {REGISTER}": meting.rest.doelgroepregister})
    counted = {REST: meting.rest.aantallen}
    for blad in meting.regios:
        figures[f"{blad.code} {REGISTER}"] = blad.doelgroepregister
        counted |= {rij.gemeente_code: rij.aantallen for rij in blad.rijen}
    for code, aantallen in counted.items():
        for field, count in zip(COUNT_FIELDS, aantallen.counts, strict=True):
            figures[f"{code} {field}"] = count
    return +figures


def demand_equal(measured: Figures, counted: Figures) -> None:
    """Conflict that names the first place where the two differ."""
    for place in sorted(measured.keys() | counted.keys()):
        if measured.get(place, 0) != counted.get(place, 0):
            raise Conflict(
                f"De telling klopt niet bij {place}: de maat geeft {measured.get(place, 0)}, "
                f"natellen geeft {counted.get(place, 0)}. Meld dit; de snelheid doet er niet toe."
            )
