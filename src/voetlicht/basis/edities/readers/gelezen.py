"""The outcome of reading: figures as the document gives them, and what was found on the way."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from voetlicht.basis.edities.editie import (
    COUNT_FIELDS,
    Aantallen,
    Editie,
    Gemeenterij,
    Regioblad,
)
from voetlicht.basis.edities.enums import Editiestatus, Herkomst
from voetlicht.basis.kern.errors import Conflict
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.basis.kern.sorting import dutch_sort_key

CELL_FIELDS = (*COUNT_FIELDS, "totaal")

Cijfers = tuple[int, int, int, int, int]
Value = TypeVar("Value")


class Ernst(StrEnum):
    """Restored and said; worth a look; or a reason not to rely on what was read."""

    HERSTELD = "hersteld"
    WAARSCHUWING = "waarschuwing"
    FOUT = "fout"


class Bevindingcode(StrEnum):
    """What can be found in a document; part of the output that programs read."""

    RIJSOM = "rijsom"
    KOLOMSOM = "kolomsom"
    TOTAALRIJ_VERSCHOVEN = "totaalrij_verschoven"
    TOTAAL_ONTBREEKT = "totaal_ontbreekt"
    PERCENTAGE = "percentage"
    GEMEENTE_ONBEKEND = "gemeente_onbekend"
    GEMEENTE_NIET_IN_REGIO = "gemeente_niet_in_regio"
    GEMEENTE_DUBBEL = "gemeente_dubbel"
    GEMEENTE_ONTBREEKT = "gemeente_ontbreekt"
    GETAL_ONLEESBAAR = "getal_onleesbaar"
    SPELLING = "spelling"
    REGIO_TEGENSTRIJDIG = "regio_tegenstrijdig"
    EDITIE_ONBEKEND = "editie_onbekend"
    REGISTER_ONTBREEKT = "register_ontbreekt"
    KOP_ONBEKEND = "kop_onbekend"
    VOLGORDE = "volgorde"


@dataclass(frozen=True, slots=True)
class Bevinding:
    """One finding: what, how grave, where in the document, and a Dutch sentence."""

    code: Bevindingcode
    ernst: Ernst
    plaats: str
    tekst: str


@dataclass(frozen=True, slots=True)
class GelezenRij:
    """One gemeente as read. ``cijfers`` (four counts and their total, in persons) is None when the
    row could not be read with certainty; ``gemeente_code`` when the name is not known."""

    gemeente_code: str | None
    gemeente: str
    cijfers: Cijfers | None


@dataclass(frozen=True, slots=True)
class Gelezen:
    """One edition of one regio as read from a document; None stands for what is not in it."""

    kwartaal: Kwartaal | None
    regio_code: int | None
    regio_naam: str | None
    rijen: tuple[GelezenRij, ...]
    totaal: Cijfers | None
    doelgroepregister: int | None
    percentage_bekend: int | None
    voorbeeld: bool
    bevindingen: tuple[Bevinding, ...]

    @property
    def betrouwbaar(self) -> bool:
        """Whether every figure is proven by the others: nothing found that is a fout."""
        return all(bevinding.ernst is not Ernst.FOUT for bevinding in self.bevindingen)

    def as_json(self) -> dict[str, object]:
        """The object that ``lees --json`` prints."""
        return {
            "editie": None if self.kwartaal is None else str(self.kwartaal),
            "regio": {"code": self.regio_code, "naam": self.regio_naam},
            "rijen": [
                {
                    "gemeente_code": rij.gemeente_code,
                    "gemeente": rij.gemeente,
                    **_cells(rij.cijfers),
                }
                for rij in self.rijen
            ],
            "totaal": _cells(self.totaal),
            "doelgroepregister": self.doelgroepregister,
            "percentage_bekend": self.percentage_bekend,
            "bevindingen": [
                {"code": str(b.code), "ernst": str(b.ernst), "plaats": b.plaats, "tekst": b.tekst}
                for b in self.bevindingen
            ],
            "betrouwbaar": self.betrouwbaar,
        }

    def as_editie(self, *, bron: str) -> Editie:
        """The edition of herkomst ``gelezen``; ``bron`` names the document.

        Conflict when what was read is not reliable: such figures become no edition.
        """
        if not self.betrouwbaar:
            raise _not_reliable()
        kwartaal = _present(self.kwartaal)
        return Editie(
            kwartaal=kwartaal,
            peildatum=kwartaal.peildatum,
            bekend_op=None,
            versie=1,
            status=Editiestatus.DEFINITIEF,
            herkomst=Herkomst.GELEZEN,
            voorbeeld=self.voorbeeld,
            regios=(self._regioblad(),),
            bron=bron,
        )

    def _regioblad(self) -> Regioblad:
        rijen = sorted(self.rijen, key=lambda rij: dutch_sort_key(rij.gemeente))
        return Regioblad(
            doelgroepregister=_present(self.doelgroepregister),
            code=_present(self.regio_code),
            naam=_present(self.regio_naam),
            rijen=tuple(_gemeenterij(rij) for rij in rijen),
        )


def _gemeenterij(rij: GelezenRij) -> Gemeenterij:
    aantallen = Aantallen(*_present(rij.cijfers)[:4])
    return Gemeenterij(_present(rij.gemeente_code), rij.gemeente, aantallen)


def _present(value: Value | None) -> Value:
    """The value: nothing is missing from what is reliable. Stops a rule that failed to say so."""
    if value is None:
        raise _not_reliable()
    return value


def _not_reliable() -> Conflict:
    return Conflict(
        "Wat er gelezen is, is niet betrouwbaar en wordt niet bewaard. "
        "Kijk de bevindingen na in het document zelf."
    )


def _cells(cijfers: Cijfers | None) -> dict[str, int | None]:
    return dict(zip(CELL_FIELDS, cijfers or (None,) * 5, strict=True))
