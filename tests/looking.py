"""What tests of every site look for on a page: violations of WCAG, and boxes that stick out."""

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (1280, 390)
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


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands: the rule, and the element."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def picture(page: Page, name: str) -> None:
    """Keep what the page looks like, where pictures are wanted."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
