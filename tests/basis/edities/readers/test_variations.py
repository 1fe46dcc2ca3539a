"""What does not touch a figure does not touch the outcome: blanks, tabs, notation, names."""

import random
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voetlicht.basis.edities.gepubliceerd import Gepubliceerd, published
from voetlicht.basis.edities.readers.extract.text import document_of_text
from voetlicht.basis.edities.readers.gelezen import Gelezen
from voetlicht.basis.edities.readers.reading import read, understand

RIJNMOND, TWENTE = published()
LAYOUTS = [
    (
        (Path(__file__).parents[3] / "data" / "edities" / "rijnmond-2023Q2.txt").read_text("utf-8"),
        RIJNMOND,
    ),
    (
        (files("voetlicht.opdrachten") / "voorbeelden" / "twente-2022Q2.md").read_text("utf-8"),
        TWENTE,
    ),
]
ALIASES = {
    "Capelle aan den IJssel": ("Capelle a/d IJssel", "CAPELLE AAN DEN IJSSEL"),
    "Krimpen aan den IJssel": ("Krimpen a/d IJssel", "Krimpen aan den IJssel"),
    "Goeree-Overflakkee": ("Goeree Overflakkee", "GOEREE-OVERFLAKKEE"),
    "Hoeksche Waard": ("Hoekse Waard", "Hoeksche  Waard"),
    "Hengelo": ("Hengelo (O)", "Hengelo (O.)"),
    "Rijssen-Holten": ("Rijssen Holten", "RIJSSEN-HOLTEN"),
}
Variation = Callable[[list[str], random.Random], list[str]]


def _is_row(line: str) -> bool:
    return len(re.findall(r"\d[\d.]*", line)) >= 4 and "personen" not in line


def _in_rows(change: Callable[[str, random.Random], str]) -> Variation:
    def vary(lines: list[str], chance: random.Random) -> list[str]:
        return [change(line, chance) if _is_row(line) else line for line in lines]

    return vary


def more_blanks(lines: list[str], chance: random.Random) -> list[str]:
    def widen(found: re.Match[str]) -> str:
        return " " * chance.choice([1, 1, 2, 5])

    wider = [re.sub(r"(?<=\S) (?=\S)", widen, line) for line in lines]
    return [line + " " * chance.choice([0, 0, 3]) for line in wider]


def no_break_blanks(line: str, chance: random.Random) -> str:
    return re.sub(" ", lambda _: chance.choice([" ", "\u00a0"]), line)


def tabs_for_blanks(line: str, chance: random.Random) -> str:
    return re.sub(r" (?=\d)", lambda _: chance.choice([" ", "\t", " \t"]), line)


def blanks_for_tabs(line: str, chance: random.Random) -> str:
    return line.expandtabs(chance.choice([1, 8])) if chance.random() < 0.5 else line


def thousands(line: str, chance: random.Random) -> str:
    signs = [".", " ", "\u00a0", "\u202f", "\u2009", ""]
    return re.sub(r"(?<=\d)\.(?=\d{3})", lambda _: chance.choice(signs), line)


def aliases(line: str, chance: random.Random) -> str:
    for name, others in ALIASES.items():
        line = line.replace(name, chance.choice((name, *others)))
    return line


def wrapped_names(lines: list[str], chance: random.Random) -> list[str]:
    """Break names of several words; the numbers stay behind the last or the first part."""
    varied: list[str] = []
    for line in lines:
        found = re.match(r"([\t ]*)([A-Z][^\d\t<]*?[ -])([A-Za-z][^\d\t<]*)([ \t]+\d.*)", line)
        if not found or not _is_row(line) or "TOTAAL" in line or chance.random() < 0.3:
            varied.append(line)
            continue
        start, first, last, numbers = found.groups()
        parts = [f"{start}{first.strip()}", f"{start}{last.strip()}"]
        if not first.endswith("-") and chance.random() < 0.3:
            varied += [parts[0] + numbers, parts[1]]
        else:
            varied += [parts[0], parts[1] + numbers]
    return varied


def bold_totals(lines: list[str], chance: random.Random) -> list[str]:
    bold = chance.choice([("**", "**"), ("<b>", "</b>"), ("<strong>", "</strong>")])

    def embolden(line: str) -> str:
        bare = re.sub(r"</?b>", "", line)
        return re.sub(r"(?<![\d.])\d[\d.]*", lambda found: found[0].join(bold), bare)

    return [embolden(line) if "TOTAAL" in line else line for line in lines]


def trailing_notes(lines: list[str], chance: random.Random) -> list[str]:
    notes = [
        "Bron: UWV, 2023",
        "* voorlopige cijfers",
        "1) Bron: Sonar, stand per 3 juli",
        "Pagina 1 van 1",
        "In het eerste kwartaal van 2021 was dat 73%, dus 1 punt minder.",
    ]
    return [*lines, "", *chance.sample(notes, k=3)]


def footnote_marks(line: str, chance: random.Random) -> str:
    return line + chance.choice(["", " *", " 1)", "\u00b2"])


def other_apostrophes(lines: list[str], chance: random.Random) -> list[str]:
    return [line.replace("'", chance.choice(["'", "’", "‘"])) for line in lines]


VARIATIONS: tuple[Variation, ...] = (
    more_blanks,
    _in_rows(aliases),
    wrapped_names,
    bold_totals,
    trailing_notes,
    other_apostrophes,
    _in_rows(footnote_marks),
    _in_rows(tabs_for_blanks),
    _in_rows(blanks_for_tabs),
    _in_rows(thousands),
    _in_rows(no_break_blanks),
)


def _assert_true(gelezen: Gelezen, truth: Gepubliceerd, about: str) -> None:
    assert gelezen.betrouwbaar, f"{about}\n{gelezen.bevindingen}"
    assert gelezen.as_editie(bron="document").regios == (truth.blad,), about
    assert gelezen.kwartaal == truth.kwartaal
    assert gelezen.percentage_bekend == truth.percentage_bekend
    assert gelezen.totaal == truth.blad.totaal.cells


@settings(max_examples=200)
@given(
    layout=st.sampled_from(LAYOUTS),
    chosen=st.sets(st.sampled_from(range(len(VARIATIONS))), min_size=1),
    chance=st.integers(0, 2**32).map(random.Random),  # a draw per choice took longer than reading
)
def test_harmless_variations_are_read_as_reliable(
    layout: tuple[str, Gepubliceerd], chosen: set[int], chance: random.Random
) -> None:
    text, truth = layout
    lines = text.splitlines()
    for number in sorted(chosen):
        lines = VARIATIONS[number](lines, chance)

    varied = "\n".join(lines)
    _assert_true(understand(document_of_text(varied)), truth, varied)


@pytest.mark.parametrize("layout", LAYOUTS, ids=["rijnmond", "twente"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encodings_and_line_endings_do_not_matter(
    layout: tuple[str, Gepubliceerd], encoding: str, ending: str, tmp_path: Path
) -> None:
    text, truth = layout
    path = tmp_path / "editie.bin"
    path.write_bytes(text.replace("\n", ending).encode(encoding))

    _assert_true(read(path), truth, encoding)
