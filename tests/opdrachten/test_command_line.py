"""The command line as a whole: Dutch, with ``--data`` everywhere, and errors as sentences."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from voetlicht.basis.kern.errors import Conflict, InputError, NotAllowed, NotFound
from voetlicht.opdrachten import COMMANDS, voetlicht
from voetlicht.opdrachten.__main__ import run

ROOT = Path(__file__).parents[2]
ENGLISH = (
    "Usage",
    "Options",
    "Commands",
    "Show ",
    "Error",
    "Try ",
    "Missing",
    "required",
    "default",
)


def leaf_commands() -> list[tuple[str, ...]]:
    """Every command, and the parts of those that have parts."""
    found: list[tuple[str, ...]] = []
    context = click.Context(voetlicht)
    for name in COMMANDS:
        command = voetlicht.get_command(context, name)
        assert command is not None
        parts = command.commands if isinstance(command, click.Group) else [None]
        found += [(name, part) if part else (name,) for part in parts]
    return found


def test_help_names_every_command(capsys):
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert [name for name in COMMANDS if f"  {name} " not in shown] == []


@pytest.mark.parametrize("words", [(), *leaf_commands()], ids=" ".join)
def test_help_is_dutch(words, capsys):
    assert run([*words, "--help"]) == 0
    shown = capsys.readouterr().out
    assert "Toon deze uitleg." in shown
    assert [word for word in ENGLISH if word in shown] == []


@pytest.mark.parametrize("words", leaf_commands(), ids=" ".join)
def test_every_command_accepts_data(words, capsys):
    run([*words, "--help"])
    assert "--data MAP" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["demoo"], "De opdracht 'demoo' bestaat niet."),
        (["demo", "--snel"], "De optie '--snel' bestaat niet."),
        (["demo", "--extern-port", "x"], "'x' is geen getal."),
        (["demo", "--extern-port", "0"], "ligt niet in het bereik"),
        (["stop", "nu"], "Er staat een argument te veel (nu)"),
        (["publiceer", "--peildatum"], "De optie '--peildatum' heeft een waarde nodig."),
    ],
)
def test_wrong_use_is_said_in_dutch(arguments, said, capsys):
    assert run(arguments) == 2
    shown = capsys.readouterr().err
    assert said in shown
    assert shown.rstrip().rpartition("\n")[2].startswith("Fout: ")
    assert [word for word in ENGLISH if word in shown] == []


@pytest.fixture
def failing_command(monkeypatch):
    """Let ``stop`` fail in a way that the test chooses."""

    def fail_with(error: BaseException) -> None:
        @click.command()
        def stop() -> None:
            raise error

        monkeypatch.setattr("voetlicht.opdrachten.stop.stop", stop)

    return fail_with


@pytest.mark.parametrize(
    ("error", "code"), [(InputError, 2), (NotAllowed, 3), (NotFound, 4), (Conflict, 5)]
)
def test_our_own_errors_are_one_sentence_and_an_exit_code(error, code, failing_command, capsys):
    failing_command(error("Dat kan zo niet; doe het anders."))
    assert run(["stop"]) == code
    assert capsys.readouterr().err == "Dat kan zo niet; doe het anders.\n"


def test_an_unforeseen_error_names_a_file_and_shows_no_traceback(failing_command, capsys):
    failing_command(ZeroDivisionError("deling door nul"))
    assert run(["stop"]) == 70
    shown = capsys.readouterr().err
    file = Path(shown.partition("staan in ")[2].partition(";")[0])
    assert "Traceback" not in shown
    assert "ZeroDivisionError: deling door nul" in file.read_text("utf-8")
    assert file.stat().st_mode & 0o777 == 0o600
    file.unlink()


@pytest.mark.parametrize(
    "arguments",
    [
        ["stop"],
        ["publiceer", "--peildatum", "2023-06-30", "--uit", "uit"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_folder_that_cannot_be_is_said_with_its_name(arguments, tmp_path, capsys):
    file = tmp_path / "bestand"
    file.touch()
    assert run([*arguments, "--data", str(file / "map")]) == 2
    shown = capsys.readouterr().err
    assert f"‘{file}/map" in shown
    assert "kan niet worden gelezen of beschreven" in shown


def test_an_error_of_the_system_without_a_file_is_unforeseen(failing_command, capsys):
    failing_command(OSError("geen verbinding"))
    assert run(["stop"]) == 70
    Path(capsys.readouterr().err.partition("staan in ")[2].partition(";")[0]).unlink()


def test_interrupting_says_so(failing_command, capsys):
    failing_command(KeyboardInterrupt())
    assert run(["stop"]) == 130
    assert capsys.readouterr().err.strip() == "Gestopt."


def test_the_exit_codes_are_documented():
    documented = (ROOT / "docs" / "opdrachten.md").read_text("utf-8")
    for code in (0, 1, 2, 3, 4, 5, 70, 130):
        assert f"\n| {code} |" in documented
    assert [name for name in COMMANDS if f"| `{name}` |" not in documented] == []


def test_every_environment_variable_is_documented():
    import re

    documented = (ROOT / "docs" / "omgeving.md").read_text("utf-8")
    used = {
        name
        for file in (ROOT / "src").rglob("*.py")
        for name in re.findall(r'"(VOETLICHT_[A-Z_]+[A-Z])"', file.read_text("utf-8"))
    }
    assert used
    assert [name for name in sorted(used) if f"`{name}`" not in documented] == []


def test_the_script_in_the_root_needs_nothing_but_the_standard_library():
    import ast

    tree = ast.parse((ROOT / "voetlicht").read_text("utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
    }
    assert imported <= set(sys.stdlib_module_names)


def test_a_source_folder_is_needed_to_test(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("voetlicht.opdrachten.workdir.__file__", str(tmp_path / "a/b/c/d.py"))
    assert run(["check"]) == 5
    assert "broncode" in capsys.readouterr().err


def test_test_hands_its_arguments_to_pytest():
    done = subprocess.run(
        [sys.executable, "-m", "voetlicht.opdrachten", "test", "--version", "-p", "no:xdist"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "pytest" in done.stdout + done.stderr
