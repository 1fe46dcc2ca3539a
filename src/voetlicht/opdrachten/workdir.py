"""The folder with the source, for commands that only make sense there."""

from pathlib import Path

from voetlicht.basis.kern.errors import Conflict


def source_folder() -> Path:
    """The root of the working tree; Conflict when this is an installed package."""
    root = Path(__file__).parents[3]
    if not (root / "tests").is_dir():
        raise Conflict("Deze opdracht werkt alleen in een werkmap met de broncode van Voetlicht.")
    return root
