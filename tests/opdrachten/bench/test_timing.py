"""Times in turns: arithmetic, and no time without the same answer."""

from collections.abc import Callable, Iterator

import pytest

from voetlicht.basis.kern.errors import Conflict
from voetlicht.opdrachten.bench.timing import Measured, Work, in_turns


def clock_of(seconds: list[float]) -> Callable[[], float]:
    """A timer under which each next part takes the next of these."""

    def moments() -> Iterator[float]:
        now = 0.0
        for taken in seconds:
            yield now
            now += taken
            yield now

    return moments().__next__


def test_parts_are_timed_in_turns_after_a_warm_up() -> None:
    done: list[str] = []

    def working(name: str) -> Work:
        return Work(name, 10, lambda: done.append(name))

    first, second = in_turns(
        [working("een"), working("twee")],
        repetitions=3,
        timer=clock_of([0.5, 0.25, 0.125, 1, 0.75, 2]),
    )
    assert done == ["een", "twee"] * 4
    assert first == Measured("een", 10, (500, 125, 750))
    assert second == Measured("twee", 10, (250, 1000, 2000))


def test_the_median_and_what_follows_from_it() -> None:
    floor, other = Measured("bodem", 100, (1.0, 3.0)), Measured("bodem", 100, (8.0, 7.0, 9.0))
    one = Measured("werk", 100, (50.0, 10.0, 25.0)).beside(floor, other)
    assert one.repetitions == 3
    assert one.p50_ms == 25
    assert one.floor_ms == 10
    assert one.ratio_to_floor == 2.5
    assert one.per_second == 4000
    assert floor.p50_ms == 2
    assert floor.ratio_to_floor is None


def test_another_answer_the_second_time_stops_the_measuring() -> None:
    answers = iter("aab")
    work = Work("wisselend", 1, lambda: next(answers))
    with pytest.raises(Conflict, match="‘wisselend’ gaf de ene keer een ander antwoord"):
        in_turns([work], repetitions=2)
