"""What tests of every site look for on a page: violations of WCAG, boxes that stick out, and
complaints of the browser."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDTHS = (1280, 390)
NARROW = (640, 320)
"""1280 px at 200 %, and the narrowest of WCAG 1.4.10."""
# Where to keep pictures for people to look at; nowhere when it is not said.
PICTURES = os.environ.get("VOETLICHT_SCHERMAFDRUKKEN")
RULES = {
    "runOnly": {
        "type": "tag",
        "values": [
            *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"),
            "best-practice",
        ],
    },
    "resultTypes": ["violations"],
}
# Boxes with text that stick out of the window, and are not in a region that scrolls.
CLIPPED_BOXES = """() => [...document.querySelectorAll('body *')]
  .filter(element => !element.closest('[role=region], svg, .visually-hidden, .utrecht-skip-link'))
  .filter(element => {
    const box = element.getBoundingClientRect();
    const inner = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
    return box.width && (box.right > innerWidth + 0.5 || box.left < -0.5 || inner);
  })
  .map(element => `${element.tagName}.${element.className}`)"""


def look(page: Page, state: str = "") -> None:
    """The page as it stands: nothing for axe to find, wide or narrow, and nothing that sticks out.

    ``state`` tells pictures of one address apart.
    """
    for width in WIDTHS:
        resize(page, width, 900)
        picture(page, f"{state}-{width}")
        assert violations(page) == []
    for width in NARROW:
        resize(page, width, 640)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert PICTURES or page.evaluate(CLIPPED_BOXES) == []
    resize(page, WIDTHS[0], 900)


def resize(page: Page, width: int, height: int) -> None:
    """Give the window this size; one that has it is not laid out again."""
    if page.viewport_size != {"width": width, "height": height}:
        page.set_viewport_size({"width": width, "height": height})


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands: the rule, and the element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("rules => axe.run(rules).then(results => results.violations)", RULES)
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def picture(page: Page, name: str) -> None:
    """Keep what the page looks like, where pictures are wanted."""
    if PICTURES:
        address = re.sub(r"\W+", "-", page.url.partition("://")[2].partition("/")[2]).strip("-")
        page.screenshot(path=Path(PICTURES) / f"{address or 'start'}{name}.png", full_page=True)


@contextmanager
def no_complaints(page: Page, *, refusals: bool = False) -> Iterator[None]:
    """The browser has nothing against the page, save of ``refusals``: of a 404 or a 403.

    What it advises or remarks (messages below a warning) is no complaint.
    """
    complaints: list[str] = []

    def hear(said: object) -> None:
        if getattr(said, "type", "") not in ("verbose", "debug", "info"):
            complaints.append(str(getattr(said, "text", said)))

    page.on("console", hear)
    page.on("pageerror", hear)
    yield
    page.remove_listener("console", hear)
    page.remove_listener("pageerror", hear)
    # Taking a picture adds a style of its own, which the site's policy refuses.
    kept = [each for each in complaints if not (refusals and "the server responded" in each)]
    assert PICTURES or kept == []
