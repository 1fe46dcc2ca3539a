"""P3 Every look leaves a trace: no query of a room hands out personal data without noting it."""

import ast
from pathlib import Path

import pytest

from voetlicht import intern

ROOMS = Path(intern.__file__).parent

ABOUT_NO_KLANT = {
    # Medewerkers and their accounts, organisaties and teams.
    "accountaanvragen": {"aanvragen", "waiting_count", "aanvraag", "aanvragen_of", "change_by"},
    "accounts": {
        "accounts", "account", "account_to_help", "aanstellingen", "aanstelling", "history_of",
        "posts_of",
    },
    "aanmelden": {"own_voorziening", "is_locked"},
    "hercertificering": {"open_questions", "open_count", "question"},
    "teams": {
        "managed_organisaties", "managed_organisatie", "teams_of", "open_teams", "managed_team",
    },
    # Counts, and numbers by which a klant is asked for and that tell nothing of her.
    "caseload": {"caseload", "unassigned_count", "running_noodtoegang"},
    "toewijzingen": {"own_team", "medewerkers_of_team", "klanten_of_team", "other_teams"},
    "transparantie": {"keten_stand"},
    "sonar": {"dossier", "klanten_of", "personen_of"},
    "personen": {"personen_by_bsn"},
    # What one asked oneself, and a list to review that tells nothing of whom it was about.
    "noodtoegang": {
        "own_noodtoegangen", "own_noodtoegang_count", "noodtoegangen_to_review", "unreviewed_count",
    },
    # Medewerkers, and counts of what they did.
    "inzage": {"medewerkers_by_name", "team_counts", "last_check"},
}  # fmt: skip
"""Per module, the queries that hand out nothing about a klant. A new one is thought about here."""


def modules() -> list[Path]:
    return sorted(
        path
        for path in ROOMS.rglob("*.py")
        if path.name == "queries.py" or (path.parent.name == "queries" and path.stem != "__init__")
    )


def silent(source: str) -> set[str]:
    """The queries with a purpose that note nothing, themselves or through their own module."""
    functions = {
        node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)
    }
    called = {
        name: {
            call.func.id
            for call in ast.walk(function)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        }
        for name, function in functions.items()
    }
    noting, before = {"note"}, set()
    while noting != before:
        before = set(noting)
        noting |= {name for name, calls in called.items() if calls & noting}
    return {
        name
        for name, function in functions.items()
        if not name.startswith("_")
        and "purpose" in {arg.arg for arg in (*function.args.args, *function.args.kwonlyargs)}
        and name not in noting
    }


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOMS)))
def test_a_query_about_klanten_notes_whom_it_shows(path: Path):
    name = path.parent.name if path.name == "queries.py" else path.stem
    assert silent(path.read_text("utf-8")) == ABOUT_NO_KLANT.get(name, set())


def test_the_control_a_query_that_forgets_is_noticed():
    source = "def _n(): note()\ndef good(purpose): _n()\ndef bad(*, purpose): read()\n"
    assert silent(source) == {"bad"}


def test_rooms_were_found():
    assert len(modules()) > 8
