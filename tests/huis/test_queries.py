"""Who reads, and what for: every query of an intern room asks, and every query is asked."""

import ast
from collections.abc import Iterator
from pathlib import Path

import voetlicht

SOURCE = Path(voetlicht.__file__).parent
INTERN = SOURCE / "intern"

BEFORE_A_ROLE = "asked of who signs in, about herself, before any role says what she may"
MAKES_THE_ACTOR = "what an actor is made of"
NOBODY = "reference data and counts; about nobody"
PROCESSING = "asked by commands and their actions, not by a page"
NO_READ = "reads nothing: says something of an actor, or of a record that was read"

WITHOUT = {
    "toegang/queries/aanmelden.py": {
        "voorzieningen": BEFORE_A_ROLE,
        "active_voorzieningen": BEFORE_A_ROLE,
        "choosable": BEFORE_A_ROLE,
        "keuzes": BEFORE_A_ROLE,
        "signs_in_locally": BEFORE_A_ROLE,
        "has_second_factor": BEFORE_A_ROLE,
        "apparaten_of": BEFORE_A_ROLE,
        "account_with_token": BEFORE_A_ROLE,
        "example_keuzes": BEFORE_A_ROLE,
        "example_account": BEFORE_A_ROLE,
        "demand_example": NO_READ,
        "nobody_yet": NO_READ,
        "apparaat_id": NO_READ,
        "secret_of": NO_READ,
    },
    "toegang/queries/medewerkers.py": {
        "aanstellingen_of": MAKES_THE_ACTOR,
        "account_of_session": MAKES_THE_ACTOR,
        "aanstelling_now": MAKES_THE_ACTOR,
        "actor_in": MAKES_THE_ACTOR,
    },
    "toegang/queries/accountaanvragen.py": {"managed_by": NO_READ},
    "toegang/queries/organisaties.py": {"organisaties": NOBODY},
    "personen/queries.py": {
        "naam_of": NO_READ,
        "may_ask_bsn": NO_READ,
        "persoon_count": NOBODY,
    },
    "doelgroepregister/queries.py": {
        "grondslagen": NOBODY,
        "omschrijvingen": NOBODY,
        "sees_registraties": NO_READ,
    },
    "leveringen/queries.py": {
        "levering": PROCESSING,
        "last_levering": PROCESSING,
        "verdicts": PROCESSING,
    },
    "transparantie/queries.py": {
        "stand": NOBODY,
        "peilbestand": NOBODY,
        "path_of": NOBODY,
        "folder": NOBODY,
        "usual_bekend_op": NOBODY,
        "uitgaven": NOBODY,
        "editieversie": NOBODY,
    },
}
"""Per module, the functions without actor and purpose, and why. A new one is thought about here."""

NOT_YET = {"seen_of": "for the site of the klant (AVG art. 15)"}
"""Queries that no page and no command asks yet."""


def queries() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every public function of the queries modules of intern, with where it is."""
    for path in sorted(INTERN.rglob("*.py")):
        if path.name == "queries.py" or path.parent.name == "queries":
            for node in ast.parse(path.read_text("utf-8")).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield str(path.relative_to(INTERN)), node


def without(found: Iterator[tuple[str, ast.FunctionDef]]) -> dict[str, set[str]]:
    """Those that do not demand, by name, who reads and what for."""
    silent: dict[str, set[str]] = {}
    for place, node in found:
        demanded = {
            each.arg
            for each, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
            if default is None
        }
        if not {"actor", "purpose"} <= demanded:
            silent.setdefault(place, set()).add(node.name)
    return silent


def named(source: str) -> set[str]:
    """Names that a module uses, other than by defining them."""
    tree = ast.walk(ast.parse(source))
    names = {ast.Name: "id", ast.Attribute: "attr", ast.alias: "name"}
    return {getattr(node, names[type(node)]) for node in tree if type(node) in names}


def test_every_query_demands_who_reads_and_what_for() -> None:
    assert without(queries()) == {place: set(names) for place, names in WITHOUT.items()}


def test_the_control_one_that_demands_nothing_is_noticed() -> None:
    lines = ("good(*, actor, purpose)", "bad(*, actor, purpose=None)", "worse(actor, purpose)")
    source = "\n".join(f"def {line}: ..." for line in lines)
    found = [("here", node) for node in ast.parse(source).body]
    assert without(iter(found)) == {"here": {"bad", "worse"}}


def test_every_query_is_asked_by_more_than_tests() -> None:
    used = {name for path in SOURCE.rglob("*.py") for name in named(path.read_text("utf-8"))}
    assert {node.name for _, node in queries()} - used == set(NOT_YET)
