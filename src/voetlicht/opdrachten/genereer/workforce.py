"""Who works where: teams of about twelve for the klanten there are, and who serves them all."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta

from voetlicht.intern.personen.rules import Naam, zoeknaam
from voetlicht.intern.toegang.enums import Rol
from voetlicht.opdrachten.genereer.draw import Draw
from voetlicht.opdrachten.genereer.known import KNOWN, KNOWN_SINCE
from voetlicht.opdrachten.genereer.names import Called, names
from voetlicht.opdrachten.genereer.places import UWV

TEAM_SIZE = 12
_LARGE_ENOUGH_FOR_EMPLOYERS = 6
_BEGIN, _LAST_BEGIN = date(2015, 1, 1), date(2022, 12, 31)
_SHARE_TWO_ORGANISATIES = 0.02
_SHARE_MOVED = 0.03
_SHARE_LEFT = 0.03
# Roles outside teams; of UWV one set for the country, elsewhere one per regio.
_SUPPORT = (
    Rol.KWALITEIT,
    Rol.FUNCTIONEEL_BEHEERDER,
    Rol.FUNCTIONEEL_BEHEERDER,  # who enters a form does not carry it out
    Rol.PRIVACY_OFFICER,
)
_SEED_OF_NAMES = 104_729  # medewerkers are called otherwise than the first klanten


@dataclass(frozen=True, slots=True)
class Group:
    """The klanten of an organisatie; those of UWV apart per regio."""

    organisatie: str
    naam: str
    regio_code: int
    klanten: int


@dataclass(slots=True)
class Medewerker:
    """Somebody with an account; ``house`` is where she works, ``group`` whom she serves."""

    called: Called
    house: str
    group: int | None
    since: date
    is_known: bool
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Job:
    """An aanstelling; medewerker and team are places in their lists."""

    medewerker: int
    organisatie: str
    team: int | None
    rol: Rol
    start: date
    end: date | None = None


@dataclass(slots=True)
class Team:
    """A team; who serves klanten in it now, and who did before."""

    organisatie: str
    naam: str
    servers: list[int] = field(default_factory=list)
    former: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Workforce:
    """Everybody who works for the klanten of these groups; ``teams_of`` per group."""

    medewerkers: list[Medewerker] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    teams_of: list[range] = field(default_factory=list)


def recruit(
    groups: Sequence[Group], *, size: int, centres: Mapping[int, str], zaad: int, today: date
) -> Workforce:
    """About ``size`` medewerkers who work today, and some who left; the same for the same seed.

    At least one per group. ``centres`` says per regio which organisatie houses the roles outside
    teams.
    """
    hiring = _Hiring(zaad, today)
    hiring.welcome_known({(group.organisatie, group.regio_code) for group in groups})
    support = len(_SUPPORT) * (1 + len({group.regio_code for group in groups}))
    for group, seats in zip(groups, _seats(groups, size - support), strict=True):
        hiring.fill_group(group, seats)
    hiring.lend(groups)
    hiring.support(groups, centres)
    return hiring.workforce


def _seats(groups: Sequence[Group], size: int) -> Iterator[int]:
    """One for every group, the others in proportion to klanten."""
    left, klanten = max(0, size - len(groups)), sum(group.klanten for group in groups)
    given = seen = 0
    for group in groups:
        seen += group.klanten
        upto = left * seen // klanten
        yield 1 + upto - given
        given = upto


class _Hiring:
    """Makes a workforce, one appointment after another."""

    def __init__(self, zaad: int, today: date) -> None:
        self.workforce = Workforce()
        self._draw, self._names = Draw(zaad, "workforce"), names(zaad + _SEED_OF_NAMES)
        self._today = today
        self._known: dict[tuple[str, int, Rol], int] = {}

    def welcome_known(self, places: Set[tuple[str, int]]) -> None:
        """Who is known by name comes first in every list; at a place that is among these."""
        central = {(UWV, 0)} if UWV in {organisatie for organisatie, _ in places} else set()
        for (organisatie, regio_code, rol), naam in KNOWN.items():
            if (organisatie, regio_code) in places | central:
                called = Called(*naam, zoeknaam(Naam(*naam)))
                house = UWV if organisatie == UWV else "Rotterdam"
                self._known[organisatie, regio_code, rol] = len(self.workforce.medewerkers)
                self.workforce.medewerkers.append(
                    Medewerker(called, house, None, KNOWN_SINCE, is_known=True)
                )

    def fill_group(self, group: Group, seats: int) -> None:
        """Teams of equal size, with a teamleider each."""
        count, first = max(1, round(seats / TEAM_SIZE)), len(self.workforce.teams)
        for number in range(count):
            naam = f"{group.naam} {number + 1}"
            self.workforce.teams.append(Team(group.organisatie, naam))
            size = seats * (number + 1) // count - seats * number // count
            self._fill_team(group, first + number, size)
        self.workforce.teams_of.append(range(first, first + count))
        self._some_left_and_moved(group, range(first, first + count))

    def _fill_team(self, group: Group, team: int, size: int) -> None:
        serving = Rol.ADVISEUR_WERK if group.organisatie == UWV else Rol.KLANTMANAGER
        leader = self._hire(group, team, Rol.TEAMLEIDER)
        if size == 1:  # who leads nobody serves all
            self._appoint(leader, group.organisatie, team, serving)
            self.workforce.teams[team].servers.append(leader)
        with_employers = size >= _LARGE_ENOUGH_FOR_EMPLOYERS
        if with_employers:
            self._hire(group, team, Rol.ADVISEUR_WERKGEVERSDIENSTEN)
        for _ in range(size - 1 - with_employers):
            self.workforce.teams[team].servers.append(self._hire(group, team, serving))

    def _some_left_and_moved(self, group: Group, teams: range) -> None:
        serving = Rol.ADVISEUR_WERK if group.organisatie == UWV else Rol.KLANTMANAGER
        for team in teams:
            servers = self.workforce.teams[team].servers
            for _ in range(self._draw.whole(_SHARE_LEFT * len(servers))):
                end = self._today - timedelta(days=self._draw.number(5, 600))
                left = self._hire(group, team, serving, end=end)
                self.workforce.medewerkers[left].is_active = False
                self.workforce.teams[team].former.append(left)
            if len(teams) > 1 and self._draw.chance(_SHARE_MOVED * len(servers)):
                before = self._draw.one_of([other for other in teams if other != team])
                moved = self._draw.one_of(servers)
                start = self.workforce.medewerkers[moved].since
                self._appoint(moved, group.organisatie, before, serving, _BEGIN, start)
                self.workforce.teams[before].former.append(moved)

    def lend(self, groups: Sequence[Group]) -> None:
        """Some serve klanten at two organisaties of a regio, each in its own team."""
        neighbours: dict[int, list[int]] = {}
        for number, group in enumerate(groups):
            if group.organisatie != UWV:
                neighbours.setdefault(group.regio_code, []).append(number)
        for around in neighbours.values():
            for home in around:
                servers = self.workforce.teams[self.workforce.teams_of[home].start].servers
                other = self._draw.one_of(around)
                if other == home or not self._draw.chance(_SHARE_TWO_ORGANISATIES * 10):
                    continue
                team = self.workforce.teams_of[other].start
                lent = servers[-1]
                if lent in self.workforce.teams[team].servers:
                    continue  # was lent from there
                self._appoint(lent, groups[other].organisatie, team, Rol.KLANTMANAGER)
                self.workforce.teams[team].servers.append(lent)

    def support(self, groups: Sequence[Group], centres: Mapping[int, str]) -> None:
        """The roles outside teams. In a regio the centre does it for all; so one holds the role
        at many organisaties."""
        by_code = {group.organisatie: group for group in groups}
        for regio_code in sorted({group.regio_code for group in groups}):
            codes = [
                code
                for code, group in by_code.items()
                if code != UWV and group.regio_code == regio_code
            ]
            centre = centres.get(regio_code, "")
            home = by_code.get(centre if centre in codes else next(iter(codes), ""))
            for rol in _SUPPORT if home else ():
                assert home is not None
                hired = self._hire(home, None, rol)
                for code in codes:
                    if code != home.organisatie and rol is not Rol.KWALITEIT:
                        self._appoint(hired, code, None, rol)
        if UWV in by_code:
            for rol in _SUPPORT:
                self._hire(Group(UWV, "UWV", 0, 0), None, rol)

    def _hire(self, group: Group, team: int | None, rol: Rol, *, end: date | None = None) -> int:
        known = self._known.pop((group.organisatie, group.regio_code, rol), None)
        if known is not None:
            self._appoint(known, group.organisatie, team, rol)
            return known
        since = self._draw.day(_BEGIN, _LAST_BEGIN)
        house = UWV if group.organisatie == UWV else group.naam.removeprefix("Gemeente ")
        serves = None if team is None else len(self.workforce.teams_of)
        self.workforce.medewerkers.append(
            Medewerker(next(self._names), house, serves, since, is_known=False)
        )
        hired = len(self.workforce.medewerkers) - 1
        self._appoint(hired, group.organisatie, team, rol, since, end)
        return hired

    def _appoint(
        self,
        medewerker: int,
        organisatie: str,
        team: int | None,
        rol: Rol,
        start: date | None = None,
        end: date | None = None,
    ) -> None:
        since = start or self.workforce.medewerkers[medewerker].since
        if end is None or since < end:
            self.workforce.jobs.append(Job(medewerker, organisatie, team, rol, since, end))
