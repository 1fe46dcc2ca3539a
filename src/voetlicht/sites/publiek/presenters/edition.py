"""The page of one edition of one regio, or of the country."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from voetlicht.basis.edities import texts
from voetlicht.basis.edities.editie import Editie
from voetlicht.basis.edities.enums import Editiestatus, Formaat, Herkomst
from voetlicht.basis.edities.renderers import LABELS
from voetlicht.basis.edities.renderers.document import Document, document_of
from voetlicht.basis.edities.renderers.html import table_fragment
from voetlicht.basis.kern.kwartaal import Kwartaal, format_date
from voetlicht.extern.publicaties.values import Bestand, Publicatie, Versie
from voetlicht.sites.publiek.addresses import Address, overview_url
from voetlicht.sites.publiek.archive import Neighbours, Surroundings
from voetlicht.sites.publiek.frame import home_trail
from voetlicht.sites.publiek.presenters.comparison import Comparison, compare
from voetlicht.sites.publiek.presenters.shares import Share, shares_of
from voetlicht.sites.thema.page import Link, Page

KILO = 1000


@dataclass(frozen=True, slots=True)
class Download:
    """A file in the list: its kind, its size in words, and what it is good for."""

    label: str
    size: str
    use: str
    url: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in the list; ``url`` is empty for the one on the page."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Around:
    """Links to the same area in the nearest other quarters; None when there is no such quarter."""

    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class EditionPage:
    """All that the template shows."""

    page: Page
    heading: str
    peildatum: str
    status: str
    is_final: bool
    version: str
    is_read: bool
    newer: Link | None
    shares: tuple[Share, Share]
    caption: str
    table: SafeString
    coverage: tuple[str, str]
    around: Around
    downloads: tuple[Download, ...]
    explanation: tuple[texts.Section, ...]
    account: tuple[tuple[str, str], ...]
    versions: tuple[VersionLine, ...]
    gelezen: Link | None
    comparison: Comparison | None


def edition_page(address: Address, publicatie: Publicatie, beside: Surroundings) -> EditionPage:
    """Put the page of this address together."""
    document = document_of(publicatie.editie, regio=address.regio)
    editie = document.editie
    return EditionPage(
        page=Page(
            title=_title(document, address),
            trail=_trail(address),
            section=home_trail()[0].url,
            notices=document.notices,
            example=_example(editie),
        ),
        heading=_heading(document),
        peildatum=format_date(editie.peildatum),
        status="" if address.gelezen else editie.status.value,
        is_final=editie.status is not Editiestatus.VOORLOPIG,
        version=_version(address, editie),
        is_read=address.gelezen,
        newer=_newer(address, editie, beside.versions),
        shares=shares_of(document.whole),
        caption=document.table.caption,
        table=mark_safe(table_fragment(publicatie.editie, regio=address.regio)),  # noqa: S308 - our renderer escapes
        coverage=document.coverage,
        around=around_of(beside.neighbours, address.regio),
        downloads=_downloads(_permanent(address, editie), beside.bestanden),
        explanation=texts.explanation(editie),
        account=document.account,
        versions=_versions(address, editie, beside.versions),
        gelezen=_gelezen(address, beside),
        comparison=_comparison(address, editie, beside),
    )


def around_of(neighbours: Neighbours, regio: int | None) -> Around:
    """Where the reader goes on to; the name in a URL is the one of that quarter."""
    return Around(_quarter(neighbours.previous, regio), _quarter(neighbours.next, regio))


def _quarter(kwartaal: Kwartaal | None, regio: int | None) -> Link | None:
    if kwartaal is None:
        return None
    return Link(texts.capital(kwartaal.words), Address(kwartaal, regio).url())


def size_in_words(size: int) -> str:
    """49.312 bytes -> ``49 kB``; less than one kB in bytes."""
    return f"{size} bytes" if size < KILO else f"{round(size / KILO)} kB"


def _heading(document: Document) -> str:
    return f"{texts.area(document.blad)}, {document.editie.kwartaal.words}"


def _title(document: Document, address: Address) -> str:
    if address.gelezen:
        return _("%(heading)s, gelezen uit een document") % {"heading": _heading(document)}
    if address.versie:
        number = {"heading": _heading(document), "number": address.versie}
        return _("%(heading)s, versie %(number)s") % number
    return _heading(document)


def _version(address: Address, editie: Editie) -> str:
    if address.gelezen:
        return _("gelezen uit een document")
    return _("versie %(number)s") % {"number": editie.versie}


def _example(editie: Editie) -> str:
    """On the page of an edition that was read, figures of two kinds stand side by side."""
    if editie.voorbeeld or editie.herkomst is Herkomst.BEREKEND:
        return ""
    return _("%(notice)s. Dat geldt voor de berekende cijfers, niet voor de gelezen cijfers.") % {
        "notice": texts.EXAMPLE_NOTICE
    }


def _trail(address: Address) -> tuple[Link, ...]:
    quarter = Link(texts.capital(address.kwartaal.words), overview_url(address.kwartaal))
    return home_trail(quarter)


def _newer(address: Address, editie: Editie, versions: tuple[Versie, ...]) -> Link | None:
    if address.gelezen or not versions or versions[0].versie <= editie.versie:
        return None
    text = _("versie %(number)s") % {"number": versions[0].versie}
    return Link(text, Address(address.kwartaal, address.regio).url())


def _permanent(address: Address, editie: Editie) -> Address:
    """Files are linked where they will always lie."""
    if address.gelezen:
        return address
    return Address(address.kwartaal, address.regio, versie=editie.versie)


def _downloads(address: Address, bestanden: tuple[Bestand, ...]) -> tuple[Download, ...]:
    uses = {
        Formaat.PDF: _("om te lezen en te printen"),
        Formaat.XLSX: _("rekenblad"),
        Formaat.ODS: _("rekenblad, open standaard"),
        Formaat.CSV: _("kale tabel"),
        Formaat.JSON: _("voor programma’s"),
        Formaat.HTML: _("losse webpagina"),
    }
    by_formaat = {bestand.formaat: bestand for bestand in bestanden}
    return tuple(
        Download(
            label=LABELS[formaat],
            size=size_in_words(by_formaat[formaat.value].size),
            use=use,
            url=address.url(formaat.value),
        )
        for formaat, use in uses.items()
        if formaat.value in by_formaat
    )


def _versions(
    address: Address, editie: Editie, versions: tuple[Versie, ...]
) -> tuple[VersionLine, ...]:
    return tuple(
        VersionLine(
            text=_("Versie %(number)s (%(status)s), met alles wat bekend was op %(day)s")
            % {
                "number": one.versie,
                "status": one.status.value,
                "day": texts.known_on(one.bekend_op),
            },
            url=Address(address.kwartaal, address.regio, versie=one.versie).url(),
        )
        for one in versions
    )


def _gelezen(address: Address, beside: Surroundings) -> Link | None:
    if address.gelezen or not beside.gelezen:
        return None
    text = _("De uitgegeven editie, gelezen en vergeleken")
    return Link(text, Address(address.kwartaal, address.regio, gelezen=True).url())


def _comparison(address: Address, editie: Editie, beside: Surroundings) -> Comparison | None:
    if beside.computed is None or address.regio is None:
        return None
    computed = beside.computed.editie
    return compare(
        read=editie.regio(address.regio),
        computed=computed.regio(address.regio),
        voorbeeld=computed.voorbeeld,
    )
