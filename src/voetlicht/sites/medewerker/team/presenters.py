"""The klanten of a team as its teamleider sees them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from voetlicht.basis.kern.kwartaal import format_date
from voetlicht.basis.kern.numbers import format_count
from voetlicht.intern.personen.rules import Naam
from voetlicht.intern.toegang.queries.toewijzingen import PAGE, Teamklanten, Teamlid
from voetlicht.sites.medewerker.paging import Pager, pager, pages_of
from voetlicht.sites.thema.page import Link, Page

ZONDER = "zonder"


@dataclass(frozen=True, slots=True)
class Choice:
    """Whose klanten are asked for: of one medewerker, of nobody, or all."""

    medewerker: UUID | None = None
    nobody: bool = False

    @classmethod
    def parse(cls, text: str) -> "Choice":
        """From an address; what cannot be read asks for all."""
        if text == ZONDER:
            return cls(nobody=True)
        try:
            return cls(medewerker=UUID(text))
        except ValueError:
            return cls()

    @property
    def text(self) -> str:
        return ZONDER if self.nobody else str(self.medewerker or "")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the list a reader is, so that she comes back there."""

    choice: Choice = Choice()
    number: int = 1

    @property
    def kept(self) -> dict[str, str]:
        """What the address says of it."""
        wie = {"wie": self.choice.text} if self.choice.text else {}
        return wie | ({"pagina": str(self.number)} if self.number > 1 else {})

    @property
    def url(self) -> str:
        return reverse("team:klanten", query=self.kept or None)


@dataclass(frozen=True, slots=True)
class KlantLine:
    """A klant, and who serves."""

    uuid: str
    name: str
    url: str
    served_by: str
    since: str


@dataclass(frozen=True, slots=True)
class KlantenPage:
    """The list, with whom it can be narrowed to."""

    page: Page
    choices: tuple[Link, ...]
    current: str
    caption: str
    lines: tuple[KlantLine, ...]
    pager: Pager
    done: str
    place: Place
    hand_over: Link | None
    nothing: str


@dataclass(frozen=True, slots=True)
class ToldPage:
    """What stands in the way: no team, or klanten who were divided again."""

    page: Page
    told: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A klant who is about to be assigned."""

    uuid: str
    name: str


@dataclass(frozen=True, slots=True)
class AssignPage:
    """Of whom, before it is done; of a whole caseload nobody is named."""

    page: Page
    lead: str
    place: Place
    url: str
    button: str
    chosen: tuple[Chosen, ...]
    back: Link


def klanten_page(
    found: Teamklanten,
    *,
    choice: Choice,
    names: Mapping[int, Naam],
    klanten: Mapping[int, UUID],
    team: Iterable[Teamlid],
    done: int,
) -> KlantenPage:
    """``names`` and ``klanten`` by persoon; ``done``: how many were assigned just now."""
    url = reverse("team:klanten")
    members = tuple(team)
    return KlantenPage(
        page=Page(_("Klanten van mijn team"), section=url),
        choices=_choices(url, members, without=found.without),
        current=f"{url}?wie={choice.text}" if choice.text else url,
        caption=ngettext("%(number)s klant", "%(number)s klanten", found.total)
        % {"number": format_count(found.total)},
        lines=tuple(
            KlantLine(
                uuid=str(klanten[line.persoon_id]),
                name=names[line.persoon_id].listed,
                url=reverse("medewerker:dossier", args=[klanten[line.persoon_id]]),
                served_by=line.medewerker or _("Niemand"),
                since=format_date(line.since) if line.since else "–",
            )
            for line in found.lines
            if line.persoon_id in klanten
        ),
        pager=pager(
            found.page,
            pages=pages_of(found.total, PAGE),
            kept={"wie": choice.text} if choice.text else {},
        ),
        done=_done(done),
        place=Place(choice, found.page),
        hand_over=_hand_over(choice, members),
        nothing=_nothing(choice),
    )


def no_team_page(told: str) -> ToldPage:
    """``told``: why there is no team."""
    return ToldPage(Page(_("Klanten van mijn team"), section=reverse("team:klanten")), told)


def not_undone_page(told: str) -> ToldPage:
    """``told``: why it stays as it is."""
    url = reverse("team:klanten")
    page = Page(
        _("Niet ongedaan gemaakt"), trail=(Link(_("Klanten van mijn team"), url),), section=url
    )
    return ToldPage(page, told)


def assign_page(
    chosen: Mapping[UUID, int], names: Mapping[int, Naam], *, place: Place
) -> AssignPage:
    """Whose dossiers these are, by name."""
    url = reverse("team:klanten")
    return AssignPage(
        page=Page(
            _("Klanten toewijzen"),
            trail=(Link(_("Klanten van mijn team"), url),),
            section=url,
        ),
        lead=ngettext(
            "U wijst %(number)s klant toe. Controleer of dat klopt.",
            "U wijst %(number)s klanten toe. Controleer of dat klopt.",
            len(chosen),
        )
        % {"number": len(chosen)},
        chosen=tuple(
            Chosen(str(uuid), names[persoon_id].listed)
            for uuid, persoon_id in sorted(chosen.items(), key=lambda pair: names[pair[1]].listed)
        ),
        place=place,
        url=reverse("team:assign"),
        button=_("Wijs toe"),
        back=Link(_("Terug, verander niets"), place.url),
    )


def caseload_page(hers: Teamlid) -> AssignPage:
    """How many klanten go, and whose they are now."""
    place = Place(Choice(medewerker=hers.account))
    lead = ngettext(
        "%(naam)s begeleidt %(number)s klant van uw team. U draagt die over.",
        "%(naam)s begeleidt %(number)s klanten van uw team. U draagt hen allemaal over.",
        hers.klanten,
    )
    return AssignPage(
        page=Page(
            _("Caseload overdragen"),
            trail=(Link(_("Klanten van mijn team"), place.url),),
            section=reverse("team:klanten"),
        ),
        lead=lead % {"naam": hers.naam, "number": format_count(hers.klanten)},
        chosen=(),
        place=place,
        url=reverse("team:hand_over", args=[hers.account]),
        button=_("Draag over"),
        back=Link(_("Terug, verander niets"), place.url),
    )


def _hand_over(choice: Choice, team: Iterable[Teamlid]) -> Link | None:
    """The way to hand over all klanten of the one whose klanten are shown, if she has any."""
    hers = next((each for each in team if each.account == choice.medewerker), None)
    if hers is None or not hers.klanten:
        return None
    words = _("Draag de caseload van %(naam)s over") % {"naam": hers.naam}
    return Link(words, reverse("team:hand_over", args=[hers.account]))


def _choices(url: str, team: Iterable[Teamlid], *, without: int) -> tuple[Link, ...]:
    return (
        Link(_("Iedereen"), url),
        Link(_("Zonder medewerker (%(number)s)") % {"number": without}, f"{url}?wie={ZONDER}"),
        *(
            Link(f"{each.naam} ({format_count(each.klanten)})", f"{url}?wie={each.account}")
            for each in team
        ),
    )


def _nothing(choice: Choice) -> str:
    if choice.nobody:
        return _("Alle klanten van uw team hebben een medewerker. Hier hoeft u niets te doen.")
    if choice.medewerker:
        return _("Deze medewerker heeft geen klanten van uw team. Kies hierboven ‘Iedereen’.")
    return _(
        "Uw team heeft nog geen klanten. Een ander team van uw organisatie kan klanten aan uw team "
        "overdragen."
    )


def _done(number: int) -> str:
    if not number:
        return ""
    text = ngettext("%(number)s klant toegewezen.", "%(number)s klanten toegewezen.", number)
    return text % {"number": number}
