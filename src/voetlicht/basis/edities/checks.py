"""What must hold of an edition before a file is made of it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from voetlicht.basis.edities.editie import Aantallen, Editie, Regioblad
from voetlicht.basis.edities.enums import Herkomst
from voetlicht.basis.kern.clock import start_of_day
from voetlicht.basis.kern.errors import InputError

MARKS = "‘’“”–—…·€§°"


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """One thing in an edition that contradicts another: where, and a Dutch sentence."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def inconsistencies(editie: Editie) -> tuple[Inconsistency, ...]:
    """Everything wrong with the edition; empty when it may be published.

    Totals cannot contradict their rows, since the value computes them; what remains is what a
    caller can get wrong: dates, origin, doubled codes, impossible counts.
    """
    return (
        *_about_dates(editie),
        *_about_origin(editie),
        *_about_codes(editie),
        *_about_counts(editie),
        *_about_names(editie),
    )


def demand_consistent(editie: Editie) -> None:
    """InputError that lists every inconsistency; silence when there is none."""
    found = inconsistencies(editie)
    if found:
        listed = "; ".join(str(one) for one in found)
        raise InputError(f"Editie {editie.kwartaal} klopt niet en is niet gemaakt. {listed}")


def _about_dates(editie: Editie) -> Iterator[Inconsistency]:
    if editie.peildatum != editie.kwartaal.peildatum:
        yield Inconsistency("peildatum", f"de laatste dag is {editie.kwartaal.peildatum}.")
    if editie.versie < 1:
        yield Inconsistency("versie", "versies tellen vanaf 1.")
    if editie.bekend_op is None:
        return
    if editie.bekend_op.tzinfo is None:
        yield Inconsistency("bekend_op", "het moment heeft geen tijdzone.")
    elif editie.bekend_op < start_of_day(editie.peildatum):
        yield Inconsistency("bekend_op", "het moment ligt voor de peildatum.")


def _about_origin(editie: Editie) -> Iterator[Inconsistency]:
    if editie.herkomst is Herkomst.BEREKEND:
        if editie.bekend_op is None:
            yield Inconsistency("bekend_op", "een berekende editie zegt tot wanneer zij telt.")
        return
    if not editie.bron:
        yield Inconsistency("bron", "een gelezen editie noemt het document.")
    if len(editie.regios) != 1 or editie.rest is not None:
        yield Inconsistency("regios", "een gelezen editie heeft precies één arbeidsmarktregio.")


def _about_codes(editie: Editie) -> Iterator[Inconsistency]:
    if not editie.regios:
        yield Inconsistency("regios", "de editie heeft geen arbeidsmarktregio.")
    codes = [blad.code for blad in editie.regios]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield Inconsistency(f"regio {code}", "staat er meer dan eens in.")
    seen: set[str] = set()
    for blad in editie.regios:
        for rij in blad.rijen:
            if rij.gemeente_code in seen:
                yield Inconsistency(f"{rij.gemeente_code}", "staat er meer dan eens in.")
            seen.add(rij.gemeente_code)


def _about_names(editie: Editie) -> Iterator[Inconsistency]:
    named = [editie.bron or "", *(blad.naam for blad in editie.regios)]
    named += [rij.gemeente for blad in editie.regios for rij in blad.rijen]
    for name in named:
        if not all(_printable(letter) for letter in name):
            yield Inconsistency(ascii(name), "heeft tekens die niet in elk bestand kunnen staan.")


def _printable(letter: str) -> bool:
    """Latin letters and the marks that Dutch uses: what the typeface of the PDF holds."""
    return letter in MARKS or " " <= letter <= "~" or "\u00c0" <= letter <= "\u017e"


def _about_counts(editie: Editie) -> Iterator[Inconsistency]:
    for blad in editie.regios:
        yield from _about_blad(blad)
    if editie.rest:
        yield from _about_share(
            "onbekend of buitenland", editie.rest.aantallen, editie.rest.doelgroepregister
        )


def _about_blad(blad: Regioblad) -> Iterator[Inconsistency]:
    for rij in blad.rijen:
        if min(rij.aantallen.counts) < 0:
            yield Inconsistency(rij.gemeente, "heeft een aantal onder nul.")
    yield from _about_share(f"regio {blad.code}", blad.totaal, blad.doelgroepregister)


def _about_share(place: str, counts: Aantallen, register: int) -> Iterator[Inconsistency]:
    """Whoever is counted in Sonar is in the register, so the total never exceeds it."""
    if min(counts.counts) < 0 or counts.totaal > register:
        yield Inconsistency(place, "in Sonar zijn meer personen geteld dan in het register staan.")
