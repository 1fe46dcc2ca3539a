"""What fills a demo, step by step. Each step can be done again when it was interrupted."""

from collections.abc import Callable
from dataclasses import dataclass

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of filling: ``name`` marks it as done, ``text`` says what happens."""

    name: str
    text: str
    run: Callable[[Report], None]


STEPS: tuple[Step, ...] = ()
