"""What the generator tells at the end: how many people exercise each rule of the measure."""

from collections.abc import Iterator

from voetlicht.basis.edities.gepubliceerd import published
from voetlicht.basis.kern.numbers import format_count
from voetlicht.opdrachten.genereer.filling import Filled
from voetlicht.opdrachten.genereer.tally import Rule


def rule_table(filled: Filled) -> Iterator[str]:
    """Lines for the reader: per rule how many persons exercise it, and which share that is."""
    names = {one.blad.code: f"{one.blad.naam} {one.kwartaal}" for one in published()}
    yield "Personen bij wie een regel de telling verandert:"
    yield f"{'':44}" + "".join(f"{names[code]:>22}" for code in names)
    for rule in Rule:
        yield f"{rule:44}" + "".join(_share(filled, code, rule) for code in names)
    yield f"{'alle personen in de regio':44}" + "".join(
        f"{format_count(filled.per_regio[code]):>22}" for code in names
    )


def _share(filled: Filled, code: int, rule: Rule) -> str:
    count = filled.exercised[code, rule]
    share = 100 * count / max(1, filled.per_regio[code])
    return f"{format_count(count):>13} ({f'{share:.1f}'.replace('.', ','):>4} %)"
