"""What the layout shows around the content of every page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go to, and the words that say where it leads."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """The frame of one page.

    ``title`` stands in the title bar and at the end of the breadcrumb; ``trail`` are the pages
    above it; ``section`` is the URL of the menu item that it belongs to; ``notices`` are what a
    reader must know before using the figures, shown above everything else. ``example`` is what an
    example installation says on top of those, where the usual sentence would not be precise;
    ``faulty`` says that a form on the page was filled in wrongly.
    """

    title: str
    trail: tuple[Link, ...] = ()
    section: str = ""
    notices: tuple[str, ...] = ()
    example: str = ""
    faulty: bool = False

    @property
    def title_bar(self) -> str:
        """What the browser's title says; first of all that something was filled in wrongly."""
        said = f"{self.title} – Voetlicht"
        return f"{_('Fout:')} {said}" if self.faulty else said


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in, as what, and her own pages."""

    naam: str
    rol: str
    organisatie: str
    pages: tuple[Link, ...] = ()
    sign_out_url: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages of one site have in common; ``about`` is the sentence in the footer.

    ``head`` and ``below`` are templates that this site adds to the head and the end of each page.
    """

    name: str
    about: str
    menu: tuple[Link, ...] = ()
    signed_in: SignedIn | None = None
    head: str = ""
    below: str = ""
