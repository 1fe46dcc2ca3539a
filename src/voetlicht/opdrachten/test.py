"""``test``: the test suite."""

import subprocess
import sys

import click

from voetlicht.opdrachten.workdir import source_folder


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@click.argument("argumenten", nargs=-1, type=click.UNPROCESSED)
def test(*, argumenten: tuple[str, ...]) -> None:
    """Draai de tests; ARGUMENTEN gaan naar pytest.

    Bijvoorbeeld: ./voetlicht test tests/basis -k kwartaal
    """
    done = subprocess.run(  # noqa: S603 - our own tests, no shell
        [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup", *argumenten],
        cwd=source_folder(),
        check=False,
    )
    click.get_current_context().exit(done.returncode)
