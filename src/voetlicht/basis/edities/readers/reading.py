"""Reading a published edition: from a file in any format to figures with findings."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from voetlicht.basis.edities.readers import rules
from voetlicht.basis.edities.readers.document import Document
from voetlicht.basis.edities.readers.extract import extract
from voetlicht.basis.edities.readers.gelezen import Bevinding, Cijfers, Gelezen, GelezenRij
from voetlicht.basis.edities.readers.mentions import Mentions, find_head, find_mentions
from voetlicht.basis.edities.readers.naming import Named, name_row
from voetlicht.basis.edities.readers.rows import Row, find_rows, is_total
from voetlicht.basis.edities.readers.sums import Resolved, Totals, resolve, totals_of
from voetlicht.basis.gebieden.queries import Arbeidsmarktregio, regios
from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.basis.kern.numbers import percentage

_REGIOS_OF_A_REGIONAL_FILE = 3


def read(path: Path) -> Gelezen:
    """Read the edition of one regio from PDF, text, Markdown, CSV, XLSX, ODS, HTML or JSON.

    The content decides what the format is, not the name. InputError, with the remedy, when the
    file holds no such table; a table with damage gives a ``Gelezen`` that says what is wrong.
    """
    return understand(extract(path))


def understand(document: Document) -> Gelezen:
    """The edition in a document of lines, whatever its layout."""
    mentions = find_mentions(document)
    _refuse_national(mentions)
    rows = find_rows(document)
    body = tuple(row for row in rows if not _is_total(row))
    if not body:
        raise InputError(
            "Er is geen tabel met gemeenten gevonden. Geef het bestand van één arbeidsmarktregio."
        )
    totals = tuple(totals_of(row) for row in rows if _is_total(row))
    kwartaal = rules.quarter_of(mentions)
    regio = _regio(mentions, kwartaal)
    on = kwartaal.peildatum if kwartaal else None
    named = tuple(name_row(row, on=on, regio_code=regio.code if regio else None) for row in body)
    resolved = resolve(body, totals)
    totaal = _totaal(totals, resolved)
    findings = _findings(document, mentions, named, totals, resolved, totaal)
    if regio and on:
        findings = [*findings, *rules.about_division(named, regio, on)]
    return _gelezen(mentions, kwartaal, regio, named, resolved, totaal, tuple(findings))


def _is_total(row: Row) -> bool:
    return any(is_total(name) for name in row.names)


def _refuse_national(mentions: Mentions) -> None:
    if len(mentions.regios) > _REGIOS_OF_A_REGIONAL_FILE:
        raise InputError(
            "Dit is een landelijk bestand; geef het bestand van één arbeidsmarktregio."
        )


def _regio(mentions: Mentions, kwartaal: Kwartaal | None) -> Arbeidsmarktregio | None:
    """The one regio that is named, under its name of the peildatum."""
    if len(mentions.regios) != 1:
        return None
    named = {regio.code: regio for regio in regios(on=kwartaal.peildatum if kwartaal else None)}
    return named.get(next(iter(mentions.regios)))


def _totaal(totals: tuple[Totals, ...], resolved: Resolved) -> Cijfers | None:
    """The totals as printed, even when they are wrong; as recomputed when they are not there."""
    for total in () if resolved.confirmed else totals:
        return total.whole[0] if total.whole else total.printed
    return resolved.sums


def _findings(
    document: Document,
    mentions: Mentions,
    named: tuple[Named, ...],
    totals: tuple[Totals, ...],
    resolved: Resolved,
    totaal: Cijfers | None,
) -> list[Bevinding]:
    def all_rules() -> Iterator[Bevinding]:
        yield from rules.about_edition(mentions)
        yield from rules.about_regio(mentions, named)
        yield from rules.about_head(find_head(document), named)
        yield from rules.about_names(named, mentions)
        yield from rules.about_order(named)
        yield from rules.about_rows(named, resolved)
        yield from rules.about_totals(totals, resolved, _usual_columns(named))
        yield from rules.about_register(mentions)
        yield from rules.about_shares(mentions, totaal)

    return list(all_rules())


def _usual_columns(named: tuple[Named, ...]) -> tuple[int, ...] | None:
    """The cells in which the numbers of most gemeenten stand."""
    counted = Counter(one.row.columns for one in named)
    return counted.most_common(1)[0][0]


def _gelezen(
    mentions: Mentions,
    kwartaal: Kwartaal | None,
    regio: Arbeidsmarktregio | None,
    named: tuple[Named, ...],
    resolved: Resolved,
    totaal: Cijfers | None,
    findings: tuple[Bevinding, ...],
) -> Gelezen:
    register = _only(mentions.registers)
    share = _only(mentions.known_shares)
    if share is None and not mentions.known_shares and register and totaal:
        share = percentage(totaal[-1], register)
    return Gelezen(
        kwartaal=kwartaal,
        regio_code=regio.code if regio else None,
        regio_naam=regio.naam if regio else None,
        rijen=tuple(_rij(one, cijfers) for one, cijfers in zip(named, resolved.rijen, strict=True)),
        totaal=totaal,
        doelgroepregister=register,
        percentage_bekend=share,
        voorbeeld=mentions.voorbeeld,
        bevindingen=findings,
    )


def _only(numbers: frozenset[int]) -> int | None:
    """The one readable number of the set, or None."""
    (value,) = numbers if len(numbers) == 1 else (-1,)
    return value if value >= 0 else None


def _rij(one: Named, cijfers: Cijfers | None) -> GelezenRij:
    return GelezenRij(one.gemeente.code if one.gemeente else None, one.naam, cijfers)
