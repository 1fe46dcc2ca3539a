"""The first page of a dossier: who, the register, who serves, the profile, what happened when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from voetlicht.basis.gebieden.queries import BUITENLAND, ONBEKEND, gemeente
from voetlicht.basis.kern import clock
from voetlicht.basis.kern.errors import VoetlichtError
from voetlicht.basis.kern.kwartaal import format_date
from voetlicht.basis.kern.two_times import Period, Told
from voetlicht.intern.personen.queries import Persoonsgegevens
from voetlicht.intern.sonar.rules import leading_dienstverlening
from voetlicht.intern.toegang.queries.caseload import Toewijzingsregel
from voetlicht.sites.medewerker.klanten.reading import Gelezen
from voetlicht.sites.medewerker.klanten.timeline import Happening, happenings, latest_first
from voetlicht.sites.thema.page import Link, Page


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known, under its name."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """Something that holds or held over a period; ``badge`` is what is special about it."""

    text: str
    period: str
    badge: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """An event of the timeline, in words."""

    day: str
    text: str
    known: str
    withdrawn: str


@dataclass(frozen=True, slots=True)
class Dossierpage:
    """All that the template shows. ``registraties`` is None for a role that does not see them."""

    page: Page
    naam: str
    facts: tuple[Fact, ...]
    bsn: str
    bsn_url: str
    registraties: tuple[Line, ...] | None
    inschrijvingen: tuple[Line, ...]
    diensten: tuple[Line, ...]
    profielen: tuple[Line, ...]
    toewijzingen: tuple[Line, ...]
    timeline: tuple[Moment, ...]


def dossier_page(read: Gelezen, *, bsn: str, may_ask_bsn: bool) -> Dossierpage:
    """Put the page together. Its title names nobody: titles travel."""
    search = reverse("medewerker:search")
    today = clock.today()
    return Dossierpage(
        page=Page(_("Dossier"), trail=(Link(_("Klant zoeken"), search),), section=search),
        naam=read.wie.naam.full,
        facts=tuple(_facts(read.wie, read.verblijven, today)),
        bsn=bsn,
        bsn_url=reverse("medewerker:bsn", args=[read.klant]) if may_ask_bsn else "",
        registraties=None if read.registraties is None else _registraties(read, today),
        inschrijvingen=tuple(
            Line(row.value, period_text(row.valid, today)) for row in _present(read.inschrijvingen)
        ),
        diensten=_diensten(read, today),
        profielen=tuple(
            Line(
                _("%(organisatie)s: %(status)s")
                % {"organisatie": row.value.organisatie, "status": row.value.status},
                period_text(row.valid, today),
            )
            for row in _present(read.profielen)
        ),
        toewijzingen=tuple(_toewijzing(each, today) for each in read.toewijzingen),
        timeline=tuple(_moment(each) for each in latest_first(_happened(read))),
    )


def period_text(period: Period, today: date) -> str:
    """``sinds 1 maart 2024``, ``vanaf 1 maart 2031`` or ``1 maart 2024 t/m 4 mei 2025``."""
    begin = format_date(period.start)
    if period.last is not None:
        return _("%(begin)s t/m %(last)s") % {"begin": begin, "last": format_date(period.last)}
    words = _("sinds %(begin)s") if period.start <= today else _("vanaf %(begin)s")
    return words % {"begin": begin}


def gemeente_name(code: str, on: date) -> str:
    """The name of a gemeente on a day, or what is known in place of one."""
    if code in (ONBEKEND, BUITENLAND):
        return {ONBEKEND: _("onbekend"), BUITENLAND: _("buitenland")}[code]
    try:
        return gemeente(code, on=on).naam
    except VoetlichtError:
        return code


def _facts(wie: Persoonsgegevens, verblijven: Iterable[Told[str]], today: date) -> Iterator[Fact]:
    born = format_date(wie.geboortedatum) if wie.geboortedatum else _("onbekend")
    yield Fact(_("Geboortedatum"), born)
    if wie.overlijdensdatum:
        yield Fact(_("Overleden op"), format_date(wie.overlijdensdatum))
    if wie.adres:
        adres = wie.adres
        number = f"{adres.huisnummer} {adres.toevoeging}".strip()
        postcode = f"{adres.postcode[:4]} {adres.postcode[4:]}"
        yield Fact(_("Postadres"), f"{adres.straatnaam} {number}, {postcode} {adres.woonplaats}")
    for row in _present(verblijven):
        if row.valid.contains(today):
            yield Fact(_("Woongemeente"), gemeente_name(row.value, today))


def _present(rows: Iterable[Told]) -> list[Told]:
    """What is known now, the latest first."""
    known = [row for row in rows if row.until is None]
    return sorted(known, key=lambda row: row.valid.start, reverse=True)


def _registraties(read: Gelezen, today: date) -> tuple[Line, ...]:
    words = read.omschrijvingen
    return tuple(
        Line(
            f"{row.value.code_grondslag} {words.get(row.value.code_grondslag, '')}".strip(),
            period_text(row.valid, today),
        )
        for row in _present(read.registraties or ())
    )


def _diensten(read: Gelezen, today: date) -> tuple[Line, ...]:
    present = _present(read.diensten)
    open_now = [row.value.bediening for row in present if row.valid.contains(today)]
    leading = leading_dienstverlening(open_now)
    return tuple(
        Line(
            row.value.organisatie,
            period_text(row.valid, today),
            badge=_("Leidend")
            if row.valid.contains(today) and row.value.bediening == leading
            else "",
        )
        for row in present
    )


def _toewijzing(regel: Toewijzingsregel, today: date) -> Line:
    who = regel.medewerker or _("team %(team)s") % {"team": regel.team}
    return Line(
        f"{who}, {regel.organisatie}",
        f"{period_text(Period(regel.vanaf, regel.tot), today)} ({regel.reden})",
    )


def _happened(read: Gelezen) -> Iterator[Happening]:
    yield from happenings(
        read.verblijven,
        begin=lambda code: _("Woont in %(place)s") % {"place": gemeente_name(code, clock.today())},
        end=lambda code: "",
    )
    yield from happenings(
        read.registraties or (),
        begin=lambda each: _("In het register op grondslag %s") % each.code_grondslag,
        end=lambda each: _("Niet meer in het register op grondslag %s") % each.code_grondslag,
    )
    yield from happenings(
        read.inschrijvingen,
        begin=lambda naam: _("Ingeschreven bij %s") % naam,
        end=lambda naam: _("Uitgeschreven bij %s") % naam,
    )
    yield from happenings(
        read.diensten,
        begin=lambda each: _("Dienstverlening door %s begint") % each.organisatie,
        end=lambda each: _("Dienstverlening door %s eindigt") % each.organisatie,
    )
    yield from happenings(
        read.profielen,
        begin=lambda each: (
            _("Klantprofiel van %(organisatie)s: %(status)s")
            % {"organisatie": each.organisatie, "status": each.status}
        ),
        end=lambda each: "",
    )


def _moment(event: Happening) -> Moment:
    return Moment(
        day=format_date(event.day),
        text=event.text,
        known=format_date(event.known),
        withdrawn=format_date(event.withdrawn) if event.withdrawn else "",
    )
