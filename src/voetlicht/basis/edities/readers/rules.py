"""What is said about a document. Pure: each rule takes what was read and yields findings."""

from collections.abc import Iterator
from datetime import date

from voetlicht.basis.edities.editie import Aantallen
from voetlicht.basis.edities.readers.gelezen import (
    CELL_FIELDS,
    Bevinding,
    Bevindingcode,
    Cijfers,
    Ernst,
)
from voetlicht.basis.edities.readers.mentions import Head, Mentions
from voetlicht.basis.edities.readers.naming import Named
from voetlicht.basis.edities.readers.numbers import COLUMNS, number
from voetlicht.basis.edities.readers.rows import Row
from voetlicht.basis.edities.readers.sums import Resolved, Totals
from voetlicht.basis.gebieden.queries import Arbeidsmarktregio, gemeenten_of_regio
from voetlicht.basis.kern.kwartaal import Kwartaal, format_date
from voetlicht.basis.kern.numbers import format_count, percentage
from voetlicht.basis.kern.sorting import dutch_sort_key, fold

AROUND = "tekst bij de tabel"
TABLE = "tabel"


def fout(code: Bevindingcode, plaats: str, tekst: str) -> Bevinding:
    return Bevinding(code, Ernst.FOUT, plaats, tekst)


def waarschuwing(code: Bevindingcode, plaats: str, tekst: str) -> Bevinding:
    return Bevinding(code, Ernst.WAARSCHUWING, plaats, tekst)


def hersteld(code: Bevindingcode, plaats: str, tekst: str) -> Bevinding:
    return Bevinding(code, Ernst.HERSTELD, plaats, tekst)


def about_edition(mentions: Mentions) -> Iterator[Bevinding]:
    """One quarter, and a peildatum that is its last day."""
    code = Bevindingcode.EDITIE_ONBEKEND
    if not mentions.kwartalen:
        yield fout(code, AROUND, "Het document noemt geen kwartaal, zoals ‘tweede kwartaal 2023’.")
    elif len(mentions.kwartalen) > 1:
        listed = ", ".join(str(kwartaal) for kwartaal in sorted(mentions.kwartalen))
        yield fout(code, AROUND, f"Het document noemt meer dan één kwartaal: {listed}.")
    elif mentions.peildata - {kwartaal.peildatum for kwartaal in mentions.kwartalen}:
        yield fout(code, AROUND, "De peildatum is niet de laatste dag van het kwartaal.")


def about_regio(mentions: Mentions, named: tuple[Named, ...]) -> Iterator[Bevinding]:
    """One regio, in which most of the gemeenten lie."""
    code = Bevindingcode.REGIO_TEGENSTRIJDIG
    if not mentions.regios:
        yield fout(code, AROUND, "Het document noemt geen arbeidsmarktregio.")
    elif len(mentions.regios) > 1:
        listed = ", ".join(str(number) for number in sorted(mentions.regios))
        yield fout(code, AROUND, f"Het document noemt meer dan één arbeidsmarktregio: {listed}.")
    else:
        known = [one.gemeente for one in named if one.gemeente]
        inside = sum(gemeente.regio_code in mentions.regios for gemeente in known)
        if 2 * inside < len(known):
            yield fout(code, TABLE, "De meeste gemeenten liggen niet in de genoemde regio.")


def about_names(named: tuple[Named, ...], mentions: Mentions) -> Iterator[Bevinding]:
    """Every name known and written as it is on the peildatum; no gemeente twice."""
    seen: set[str] = set()
    for one in named:
        place = one.row.plaats
        if one.gemeente is None:
            tekst = f"‘{one.written}’ is op de peildatum geen gemeente die wij kennen."
            yield fout(Bevindingcode.GEMEENTE_ONBEKEND, place, tekst)
            continue
        if one.row.code and one.row.code != one.gemeente.code:
            tekst = f"De code {one.row.code} hoort niet bij {one.naam} ({one.gemeente.code})."
            yield fout(Bevindingcode.GEMEENTE_ONBEKEND, place, tekst)
        if one.respelt:
            tekst = f"‘{one.written}’ is gelezen als {one.naam}."
            yield hersteld(Bevindingcode.SPELLING, place, tekst)
        if one.gemeente.code in seen:
            tekst = f"{one.naam} staat meer dan één keer in de tabel."
            yield fout(Bevindingcode.GEMEENTE_DUBBEL, place, tekst)
        seen.add(one.gemeente.code)
    if mentions.misspelt:
        tekst = f"‘{mentions.misspelt}’ is gelezen als ‘banenafspraak’."
        yield hersteld(Bevindingcode.SPELLING, AROUND, tekst)


def about_division(
    named: tuple[Named, ...], regio: Arbeidsmarktregio, on: date
) -> Iterator[Bevinding]:
    """The published list of gemeenten beside ours. A difference on one side may be a difference of
    opinion; one on both sides is a row under a wrong name."""
    expected = {gemeente.code: gemeente for gemeente in gemeenten_of_regio(regio.code, on=on)}
    found = {one.gemeente.code: one for one in named if one.gemeente}
    extra = [one for code, one in found.items() if code not in expected]
    missing = [gemeente for code, gemeente in expected.items() if code not in found]
    ernst = Ernst.FOUT if extra and missing else Ernst.WAARSCHUWING
    day = format_date(on)
    for one in extra:
        tekst = f"{one.naam} ligt op {day} niet in de arbeidsmarktregio {regio.naam}."
        yield Bevinding(Bevindingcode.GEMEENTE_NIET_IN_REGIO, ernst, one.row.plaats, tekst)
    for gemeente in missing:
        tekst = f"{gemeente.naam} ligt op {day} in {regio.naam}, maar staat niet in de tabel."
        yield Bevinding(Bevindingcode.GEMEENTE_ONTBREEKT, ernst, TABLE, tekst)


def about_head(head: Head | None, named: tuple[Named, ...]) -> Iterator[Bevinding]:
    """The order of the columns is known only from their heads."""
    code = Bevindingcode.KOP_ONBEKEND
    if head is None:
        yield fout(code, TABLE, "De kop van de tabel ontbreekt; wat de kolommen tellen is onzeker.")
    elif not head.known:
        yield fout(code, TABLE, "De kop noemt de kolommen in een andere volgorde dan wij kennen.")
    elif head.index > named[-1].row.index:
        yield hersteld(Bevindingcode.VOLGORDE, TABLE, "De kop van de tabel staat onder de tabel.")


def about_order(named: tuple[Named, ...]) -> Iterator[Bevinding]:
    """The gemeenten stand in alphabetical order."""
    names = [one.naam for one in named]
    by_letter = sorted(names, key=fold)
    if names not in (by_letter, sorted(names, key=dutch_sort_key)):
        tekst = "De gemeenten staan niet op alfabetische volgorde."
        yield waarschuwing(Bevindingcode.VOLGORDE, TABLE, tekst)


def about_rows(named: tuple[Named, ...], resolved: Resolved) -> Iterator[Bevinding]:
    """Every row five readable numbers, of which the last is the sum of the others."""
    for index, (one, cijfers) in enumerate(zip(named, resolved.rijen, strict=True)):
        if index in resolved.ambiguous:
            tekst = f"De getallen van {one.naam} zijn op meer dan één manier te lezen."
            yield fout(Bevindingcode.GETAL_ONLEESBAAR, one.row.plaats, tekst)
        elif cijfers is None:
            yield _unreadable(one.row, one.naam)
        elif sum(cijfers[:-1]) != cijfers[-1]:
            tekst = (
                f"{one.naam}: de aantallen zijn samen {format_count(sum(cijfers[:-1]))}, "
                f"maar als totaal staat er {format_count(cijfers[-1])}."
            )
            yield fout(Bevindingcode.RIJSOM, one.row.plaats, tekst)


def _unreadable(row: Row, naam: str) -> Bevinding:
    bad = [word.text for word in row.words if number(word.text) is None]
    if bad:
        tekst = f"{naam}: ‘{bad[0]}’ is geen leesbaar getal."
        return fout(Bevindingcode.GETAL_ONLEESBAAR, row.plaats, tekst)
    tekst = f"{naam}: hier horen {COLUMNS} getallen te staan die samen kloppen."
    return fout(Bevindingcode.RIJSOM, row.plaats, tekst)


def about_totals(
    totals: tuple[Totals, ...], resolved: Resolved, columns: tuple[int, ...] | None
) -> Iterator[Bevinding]:
    """Every column adds up to the total row; ``columns`` are the cells in which the numbers of
    most gemeenten stand, None when the document does not keep cells apart."""
    if not totals:
        tekst = "De totaalrij ontbreekt; de kolommen zijn niet na te rekenen."
        yield fout(Bevindingcode.TOTAAL_ONTBREEKT, TABLE, tekst)
    for total in totals:
        if resolved.sums is None:
            tekst = "De kolommen zijn niet na te rekenen, omdat niet elke rij leesbaar is."
            yield fout(Bevindingcode.KOLOMSOM, total.row.plaats, tekst)
        elif total.confirm(resolved.sums):
            yield from _about_shape(total, resolved.sums, columns)
        else:
            yield _contradiction(total, resolved.sums)


def _about_shape(
    total: Totals, sums: Cijfers, columns: tuple[int, ...] | None
) -> Iterator[Bevinding]:
    own = total.row.columns
    if columns and own and own != columns[: len(own)]:
        tekst = "De getallen van de totaalrij staan niet onder hun kolom; zij zijn teruggezet."
        yield hersteld(Bevindingcode.TOTAALRIJ_VERSCHOVEN, total.row.plaats, tekst)
    if not total.has_grand_total:
        tekst = f"Het eindtotaal ontbreekt; nagerekend is het {format_count(sums[-1])}."
        yield hersteld(Bevindingcode.TOTAAL_ONTBREEKT, total.row.plaats, tekst)


def _contradiction(total: Totals, sums: Cijfers) -> Bevinding:
    place = total.row.plaats
    printed = total.whole[0] if total.whole else total.printed
    if printed is None:
        if len(total.row.words) < COLUMNS:
            tekst = "In de totaalrij ontbreekt een getal; welk, is niet met zekerheid te zeggen."
            return fout(Bevindingcode.TOTAAL_ONTBREEKT, place, tekst)
        return _unreadable(total.row, "Totaalrij")
    wrong = [
        f"{name}: {format_count(mine)} geteld, {format_count(theirs)} gedrukt"
        for name, mine, theirs in zip(CELL_FIELDS, sums, printed, strict=True)
        if mine != theirs
    ]
    return fout(Bevindingcode.KOLOMSOM, place, f"De kolommen kloppen niet ({'; '.join(wrong)}).")


def about_register(mentions: Mentions) -> Iterator[Bevinding]:
    """One register total, readable."""
    code = Bevindingcode.REGISTER_ONTBREEKT
    if not mentions.registers:
        yield fout(code, AROUND, "Het aantal personen in het doelgroepregister ontbreekt.")
    elif -1 in mentions.registers:
        tekst = "Het aantal personen in het doelgroepregister is geen leesbaar getal."
        yield fout(Bevindingcode.GETAL_ONLEESBAAR, AROUND, tekst)
    elif len(mentions.registers) > 1:
        yield fout(
            code, AROUND, "Het document noemt het doelgroepregister met meer dan één aantal."
        )


def about_shares(mentions: Mentions, totaal: Cijfers | None) -> Iterator[Bevinding]:
    """Everything that the text says of the totals follows from them."""
    if totaal is None:
        return
    if mentions.known_totals - {totaal[-1]}:
        tekst = "De tekst noemt een ander totaal in Sonar dan de tabel."
        yield fout(Bevindingcode.KOLOMSOM, AROUND, tekst)
    with_profile = percentage(Aantallen(*totaal[:-1]).met_profiel, totaal[-1])
    if mentions.profile_shares - {with_profile}:
        tekst = f"Het aandeel met klantprofiel is nagerekend {with_profile}%; de tekst zegt anders."
        yield fout(Bevindingcode.PERCENTAGE, AROUND, tekst)
    if len(mentions.registers) == 1:
        yield from _about_known_share(mentions, totaal[-1])


def _about_known_share(mentions: Mentions, totaal: int) -> Iterator[Bevinding]:
    (register,) = mentions.registers
    if register < 0:
        return
    known = percentage(totaal, register)
    if totaal > register:
        tekst = "In Sonar zijn meer personen geteld dan in het doelgroepregister staan."
        yield fout(Bevindingcode.PERCENTAGE, AROUND, tekst)
    elif mentions.known_shares - {known}:
        tekst = f"Bekend in Sonar is nagerekend {known}%; het document zegt anders."
        yield fout(Bevindingcode.PERCENTAGE, AROUND, tekst)
    elif not mentions.known_shares and known is not None:
        tekst = f"Het percentage bekend in Sonar ontbreekt; nagerekend is het {known}%."
        yield hersteld(Bevindingcode.PERCENTAGE, AROUND, tekst)


def quarter_of(mentions: Mentions) -> Kwartaal | None:
    """The one quarter that is named, if it is one."""
    return next(iter(mentions.kwartalen)) if len(mentions.kwartalen) == 1 else None
