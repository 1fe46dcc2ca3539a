"""``check``: everything a machine can say about the source without running the whole suite."""

import subprocess
import sys
import time
from pathlib import Path

import click

from voetlicht.opdrachten.workdir import source_folder

CHECKS = {
    "stijl (ruff)": ("ruff", "check", "."),
    "opmaak (ruff)": ("ruff", "format", "--check", "."),
    "typen (mypy)": ("mypy",),
    "lagen (import-linter)": ("lint-imports",),
    "sjablonen (djlint)": ("djlint", "src", "--lint", "--quiet"),
    "documenten en huisregels": ("pytest", "-q", "tests/huis"),
}


@click.command()
def check() -> None:
    """Controleer stijl, typen, lagen, sjablonen en documenten."""
    root = source_folder()
    failed = [name for name, command in CHECKS.items() if not run_check(root, name, command)]
    if failed:
        click.echo(f"Niet in orde: {', '.join(failed)}.", err=True)
    click.get_current_context().exit(1 if failed else 0)


def run_check(root: Path, name: str, command: tuple[str, ...]) -> bool:
    """Whether it passed; what it says is shown only when it did not."""
    started = time.monotonic()
    program = Path(sys.executable).parent / command[0]
    done = subprocess.run(  # noqa: S603 - our own tools, no shell
        [str(program), *command[1:]], cwd=root, capture_output=True, text=True, check=False
    )
    verdict = "in orde" if done.returncode == 0 else "NIET IN ORDE"
    click.echo(f"{name}: {verdict} ({time.monotonic() - started:.0f} s)")
    if done.returncode:
        click.echo(done.stdout + done.stderr)
    return done.returncode == 0
