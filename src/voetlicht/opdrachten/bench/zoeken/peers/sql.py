"""What DuckDB and PostgreSQL are asked, as far as it is the same text: one statement per search.

What meets every filter is found once, for the total, the best and most facets. A facet of a column
that is filtered also counts what misses only that filter: those rows are found per filter.
"""

from collections.abc import Callable, Iterable, Sequence

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


def statement(
    vraag: Vraag,
    *,
    source: str,
    words: Sequence[str],
    before: str = "",
    indexed: Callable[[Filter], str] = condition,
) -> str:
    """Rows (kind, number, count): counts per code, the total, and the best with their score.

    ``source`` has the rows, and ``punten`` for words if there are; ``words`` is what those must
    meet. ``before``: tables to lay out first. ``indexed``: a filter as an index can use it.
    """

    def where(missed: Filter | None) -> str:
        met = [indexed(one) for one in vraag.filters if one is not missed]
        denied = [] if missed is None else [f"NOT {condition(missed)}"]
        return " AND ".join([*met, *denied, *words]) or "true"

    codes = "SELECT unnest({0}_codes) FROM {1} WHERE {2}"  # numbers and our own names
    missing = "".join(
        f" UNION ALL ({codes.format(one.column, source, where(one))})" for one in vraag.set_aside
    )
    return f"""
        WITH {before} gevonden AS MATERIALIZED (
            SELECT sleutel, codes, {score(vraag)} AS score FROM {source} WHERE {where(None)}
        )
        SELECT {_FACET}, code, count(*)
        FROM ((SELECT unnest(codes) FROM gevonden) {missing}) AS geteld (code) GROUP BY code
        UNION ALL SELECT {_TOTAL}, 0, count(*) FROM gevonden
        UNION ALL (
            SELECT {_HIT}, sleutel, score FROM gevonden ORDER BY score DESC, sleutel LIMIT {BEST}
        )
    """  # noqa: S608 - numbers and our own names


def answer_of(found: Sequence[tuple[int, ...]], code_count: int) -> Answer:
    """The answer out of the rows that a `statement` gives."""
    counts, total, hits = [0] * code_count, 0, []
    for kind, code, number in found:
        if kind == _FACET:
            counts[code] = int(number)
        elif kind == _TOTAL:
            total = int(number)
        else:
            hits.append((int(code), int(number)))
    hits.sort(key=lambda hit: (-hit[1], hit[0]))
    return Answer(total, tuple(counts), tuple(hits))
