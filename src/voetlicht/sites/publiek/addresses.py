"""Where an edition lives: ``/transparantie/2023Q2/22-rijnmond/v1.pdf``, apart and together.

The number decides; the name in the URL is there for people. So every address has one spelling
(``url``), and a request under another one is sent on to it.
"""

import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from voetlicht.basis.gebieden import queries as gebieden
from voetlicht.basis.kern.errors import NotFound
from voetlicht.basis.kern.kwartaal import Kwartaal

NATIONAL = "nederland"
READ = "gelezen"


@dataclass(frozen=True, slots=True)
class Address:
    """One edition of one area.

    ``regio`` is the UWV number, None for the whole country; ``versie`` None means the newest;
    ``gelezen`` asks for the edition as it was read from a document.
    """

    kwartaal: Kwartaal
    regio: int | None = None
    versie: int | None = None
    gelezen: bool = False

    @classmethod
    def parse(cls, kwartaal: str, gebied: str, uitgave: str | None = None) -> "Address":
        """From the parts of a URL; InputError or NotFound when they name nothing that can be."""
        regio = None if gebied.lower() == NATIONAL else gebieden.parse_slug(gebied)
        quarter = Kwartaal.parse(kwartaal)
        if uitgave is None:
            return cls(quarter, regio)
        if uitgave == READ and regio is not None:
            return cls(quarter, regio, gelezen=True)
        return cls(quarter, regio, _version_number(uitgave))

    def url(self, extension: str | None = None) -> str:
        """The one spelling of this address, as a page or as a file (``pdf``)."""
        parts = {"kwartaal": str(self.kwartaal), "gebied": self.slug}
        if self.gelezen:
            parts["uitgave"] = READ
        elif self.versie:
            parts["uitgave"] = f"v{self.versie}"
        if extension:
            return reverse("publiek:file", kwargs={**parts, "extension": extension})
        return reverse("publiek:edition", kwargs=parts)

    @property
    def slug(self) -> str:
        """``22-rijnmond``, with the name that the regio had in that quarter; or ``nederland``."""
        return area_slug(self.regio, self.kwartaal)

    @property
    def is_permanent(self) -> bool:
        """Whether what lies here can never change."""
        return self.versie is not None or self.gelezen


def area_slug(regio: int | None, kwartaal: Kwartaal | None = None) -> str:
    """The area in a URL, named as in that quarter, or as it is named now."""
    if regio is None:
        return NATIONAL
    return gebieden.slug(gebieden.regio(regio, on=kwartaal.peildatum if kwartaal else None))


def overview_url(kwartaal: Kwartaal) -> str:
    """The page with the map of one quarter."""
    return reverse("publiek:overview", kwargs={"kwartaal": str(kwartaal)})


def _version_number(uitgave: str) -> int:
    match = re.fullmatch(r"v([1-9]\d{0,3})", uitgave)
    if not match:
        raise NotFound(
            _("‘%(asked)s’ is geen versie van een editie; schrijf bijvoorbeeld v1 of gelezen.")
            % {"asked": uitgave}
        )
    return int(match[1])
