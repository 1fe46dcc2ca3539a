"""Compiling before anybody waits for it: once per machine, with a line that says so."""

from collections.abc import Callable
from datetime import date

import numpy as np

from voetlicht.basis.zoeken.engines import NUMBA, choose_engine
from voetlicht.basis.zoeken.index import Index
from voetlicht.basis.zoeken.records import Records
from voetlicht.basis.zoeken.schema import Code, Place, Schema, Text
from voetlicht.basis.zoeken.wishes import AnyOf, Near, Query, Words


def warm_up(tell: Callable[[str], None]) -> None:
    """Compile the kernels, or load them if this machine has them; nothing without Numba.

    ``tell`` gets one sentence, and only when there is something to wait for. What is compiled does
    not depend on a schema, so any small search reaches all of it.
    """
    engine = choose_engine()
    if engine.name != NUMBA:
        return
    from voetlicht.basis.zoeken.kernels.engine import is_compiled

    if not is_compiled():
        tell("De zoekmotor wordt eenmalig klaargemaakt voor deze computer: een halve minuut …")
    schema = Schema(
        (
            Code("code", ("a",)),
            Place("plaats", ("a",), np.zeros((1, 1), dtype=np.uint16)),
            Text("tekst"),
        )
    )
    records = {"code": ["a"], "plaats": ["a"], "tekst": ["woord"]}
    index = Index(schema, compacts_itself=False)
    index.replace_all(Records.of_arrays(schema, [1], records))
    index.upsert(Records.of_arrays(schema, [2], records))
    wishes = (AnyOf("code", ("a",)), Near("plaats", "a", 0), Words("tekst", "woord"))
    index.search(Query(wishes, facets=("code", "plaats"), day=date(2000, 1, 1)))
    index.compact()
