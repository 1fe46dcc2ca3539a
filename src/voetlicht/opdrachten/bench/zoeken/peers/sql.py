"""What DuckDB and PostgreSQL are asked, as far as it is the same text.

A table ``gevonden`` comes first: all rows that meet every filter, or every filter but that of one
column with a facet. Its ``gemist`` is 0, or says which one: facets count those rows too.
"""

from collections.abc import Iterable, Sequence

from voetlicht.opdrachten.bench.zoeken.peers.vraag import BEST, Answer, Filter, Vraag
from voetlicht.opdrachten.bench.zoeken.workloads import DAYS, PER_DAY

_FACET, _TOTAL, _HIT = 0, 1, 2
_BITS = ("taken", "competenties", "vaardigheden", "rijbewijs")


def condition(one: Filter) -> str:
    """What a row must hold; never NULL, for it is denied too."""
    if one.column == "uren":
        return f"(uren_laag <= {one.high} AND uren_hoog >= {one.low})"
    if one.column == "vanaf":
        return f"vanaf <= {one.high}"
    if one.column in _BITS:
        return f"({one.column} & {sum(1 << value for value in one.values)}) <> 0"
    listed = ", ".join(map(str, one.values))
    return f"{one.column} IN ({listed})"


def score(vraag: Vraag) -> str:
    """The points of a row, those of words in ``punten``."""
    per_code = [
        f"((bezit.{column} >> {code}) & 1) * {points}" for column, code, points in vraag.wanted
    ]
    recent = f"greatest(0, {PER_DAY} * ({DAYS} - bezit.ouderdom))"
    return " + ".join([*per_code, recent, *(["punten"] if vraag.words else [])])


def numbers(values: Iterable[int]) -> str:
    """A list between commas."""
    return ", ".join(map(str, values))


def told(vraag: Vraag) -> str:
    """From ``gevonden``: the counts of all facets, the total and the best."""
    lists = ["codes", *(f"{one.column}_codes" for one in vraag.set_aside)]
    counted = " UNION ALL ".join(
        f"(SELECT {_FACET}, {at}, unnest({codes}) FROM gevonden WHERE gemist = {at})"  # noqa: S608
        for at, codes in enumerate(lists)
    )
    return f"""
        SELECT soort, gemist, code, count(*) FROM ({counted}) AS geteld (soort, gemist, code)
        GROUP BY soort, gemist, code
        UNION ALL SELECT {_TOTAL}, 0, 0, count(*) FROM gevonden WHERE gemist = 0
        UNION ALL (SELECT {_HIT}, 0, sleutel, score FROM gevonden WHERE gemist = 0
            ORDER BY score DESC, sleutel LIMIT {BEST})
    """  # noqa: S608 - numbers and our own names


def answer_of(found: Sequence[tuple[int, ...]], code_count: int) -> Answer:
    """The answer out of the rows that `told` gives."""
    counts, total, hits = [0] * code_count, 0, []
    for kind, _, code, number in found:
        if kind == _FACET:
            counts[code] += int(number)
        elif kind == _TOTAL:
            total = number
        else:
            hits.append((int(code), int(number)))
    hits.sort(key=lambda hit: (-hit[1], hit[0]))
    return Answer(total, tuple(counts), tuple(hits))
