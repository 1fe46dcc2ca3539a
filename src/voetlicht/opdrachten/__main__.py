"""Run the command line: errors become one Dutch sentence and an exit code, never a traceback."""

import sys
import tempfile
from pathlib import Path

import click

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.errors import InputError, VoetlichtError
from voetlicht.opdrachten import voetlicht

INTERRUPTED = 130
UNKNOWN_ERROR = 70


def run(arguments: list[str]) -> int:
    """The exit code of one command; ``docs/opdrachten.md`` lists them."""
    try:
        answer = voetlicht.main(arguments, prog_name="voetlicht", standalone_mode=False)
    except VoetlichtError as error:
        click.echo(str(error), err=True)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Gestopt.", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        return INTERRUPTED
    except OSError as error:
        if error.filename is None:
            return _unforeseen(error)
        click.echo(_no_use(error), err=True)
        return InputError.exit_code
    except Exception as error:
        return _unforeseen(error)
    return answer if isinstance(answer, int) else 0


def _no_use(error: OSError) -> str:
    """A file or folder that was named on the command line and cannot be used."""
    return (
        f"‘{error.filename2 or error.filename}’ kan niet worden gelezen of beschreven. Kijk de "
        "naam en de rechten na, of kies iets anders."
    )


def _unforeseen(error: Exception) -> int:
    click.echo(
        "Er ging iets mis dat wij niet hadden voorzien. De gegevens staan in "
        f"{_write_down(error)}; stuur dat bestand mee als u het meldt.",
        err=True,
    )
    return UNKNOWN_ERROR


def _write_down(error: Exception) -> Path:
    """The traceback in a file of its own that only this user can read."""
    from voetlicht.basis.web.tracebacks import traceback_text

    moment = clock.now().strftime("%Y%m%dT%H%M%S")
    with tempfile.NamedTemporaryFile(
        "w", prefix=f"voetlicht-fout-{moment}-", suffix=".log", delete=False
    ) as file:
        file.write(traceback_text(error) + "\n")
    return Path(file.name)


def main() -> None:
    """Entry point of ``python -m voetlicht.opdrachten``."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
