"""JSON: the canonical file of an edition. Its SHA-256 is the checksum in all other files.

Keys stand in a fixed order, text is UTF-8 without escapes, indentation is two blanks, the file
ends with one newline. Moments are UTC in ISO 8601.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from voetlicht.basis.edities import texts
from voetlicht.basis.edities.editie import (
    COUNT_FIELDS,
    Aantallen,
    Editie,
    Gemeenterij,
    Regioblad,
    Restrij,
)
from voetlicht.basis.edities.enums import Editiestatus, Herkomst
from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.kern.kwartaal import Kwartaal

WORDING = ("publicatie", "opmerkingen", "bronnen")
"""Keys that hold words of ours, not facts; a later release may phrase them otherwise."""

_KIND_NAMES: dict[type, str] = {
    int: "een heel getal",
    str: "tekst",
    bool: "true of false",
    list: "een lijst",
    dict: "een object",
}
Value = TypeVar("Value")


def render_json(editie: Editie, blad: Regioblad | None) -> bytes:
    """The canonical bytes: of one regio when ``blad`` is given, else of the whole edition."""
    content = {**_head(editie), **_figures(editie, blad), **_words(editie, blad)}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _head(editie: Editie) -> dict[str, Any]:
    return {
        "publicatie": texts.TITLE,
        "editie": str(editie.kwartaal),
        "peildatum": editie.peildatum.isoformat(),
        "bekend_op": iso_moment(editie.bekend_op),
        "versie": editie.versie,
        "status": editie.status.value,
        "herkomst": editie.herkomst.value,
        "voorbeeld": editie.voorbeeld,
        "bron": editie.bron,
    }


def iso_moment(moment: datetime | None) -> str | None:
    """``2023-07-14T22:00:00Z``; None stays None."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def _figures(editie: Editie, blad: Regioblad | None) -> dict[str, Any]:
    if blad:
        return _regio(blad)
    return {
        "regio": None,
        "regios": [_regio(sheet) for sheet in editie.regios],
        "rest": _rest(editie.rest) if editie.rest else None,
        **_totals(editie),
    }


def _regio(blad: Regioblad) -> dict[str, Any]:
    return {
        "regio": {"code": blad.code, "naam": blad.naam},
        "rijen": [
            {"gemeente_code": rij.gemeente_code, "gemeente": rij.gemeente, **_counts(rij.aantallen)}
            for rij in blad.rijen
        ],
        **_totals(blad),
    }


def _rest(rest: Restrij) -> dict[str, Any]:
    return {"naam": texts.REST_NAME, **_totals(rest)}


def _totals(whole: Editie | Regioblad | Restrij) -> dict[str, Any]:
    return {
        "totaal": _counts(whole.totaal),
        "doelgroepregister": whole.doelgroepregister,
        "percentage_bekend": whole.percentage_bekend,
        "percentage_profiel": whole.percentage_profiel,
    }


def _counts(counts: Aantallen) -> dict[str, int]:
    return {**dict(zip(COUNT_FIELDS, counts.counts, strict=True)), "totaal": counts.totaal}


def _words(editie: Editie, blad: Regioblad | None) -> dict[str, Any]:
    return {
        "opmerkingen": list(texts.notices(editie, blad)),
        "bronnen": [texts.capital(texts.source(editie)), texts.AREA_SOURCE],
    }


def editie_from_json(data: bytes) -> Editie:
    """The edition of a canonical file: the whole one, or the excerpt of one regio.

    Every total and percentage in the file must follow from its rows. InputError, naming the
    key, when the file is no edition or contradicts itself.
    """
    content = _parsed(data)
    editie = _editie(content)
    again = json.loads(
        render_json(editie, None if content.get("regio") is None else editie.regios[0])
    )
    for key, value in again.items():
        if key not in WORDING and content.get(key) != value:
            raise InputError(f"Het JSON-bestand spreekt zichzelf tegen bij ‘{key}’.")
    return editie


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        content = json.loads(data)
    except ValueError:
        raise InputError("Dit is geen JSON-bestand van een editie.") from None
    if not isinstance(content, dict):
        raise InputError("Dit is geen JSON-bestand van een editie.")
    return content


def _editie(content: dict[str, Any]) -> Editie:
    national = content.get("regio") is None
    sheets = _value(content, "regios", list) if national else [content]
    rest = content.get("rest") if national else None
    return Editie(
        kwartaal=Kwartaal.parse(_value(content, "editie", str)),
        peildatum=_converted(content, "peildatum", date.fromisoformat),
        bekend_op=_optional(content, "bekend_op", datetime.fromisoformat),
        versie=_value(content, "versie", int),
        status=_converted(content, "status", Editiestatus),
        herkomst=_converted(content, "herkomst", Herkomst),
        voorbeeld=_value(content, "voorbeeld", bool),
        regios=tuple(_blad(sheet) for sheet in sheets),
        rest=None if rest is None else _restrij(rest),
        bron=_optional(content, "bron", str),
    )


def _blad(sheet: Any) -> Regioblad:
    regio = _value(sheet, "regio", dict)
    return Regioblad(
        doelgroepregister=_value(sheet, "doelgroepregister", int),
        code=_value(regio, "code", int),
        naam=_value(regio, "naam", str),
        rijen=tuple(_rij(row) for row in _value(sheet, "rijen", list)),
    )


def _rij(row: Any) -> Gemeenterij:
    code, naam = _value(row, "gemeente_code", str), _value(row, "gemeente", str)
    return Gemeenterij(code, naam, _aantallen(row))


def _restrij(rest: Any) -> Restrij:
    register = _value(rest, "doelgroepregister", int)
    return Restrij(doelgroepregister=register, aantallen=_aantallen(_value(rest, "totaal", dict)))


def _aantallen(row: dict[str, Any]) -> Aantallen:
    return Aantallen(*(_value(row, name, int) for name in COUNT_FIELDS))


def _value(content: Any, key: str, kind: type) -> Any:
    """The value of ``key``, of exactly this type: in JSON ``true`` is no 1 and ``1.0`` no 1."""
    value = content.get(key) if isinstance(content, dict) else None
    if type(value) is not kind:
        raise InputError(f"Het JSON-bestand heeft bij ‘{key}’ niet {_KIND_NAMES[kind]}.")
    return value


def _converted(content: dict[str, Any], key: str, convert: Callable[[str], Value]) -> Value:
    text = _value(content, key, str)
    try:
        return convert(text)
    except ValueError:
        raise InputError(f"Het JSON-bestand heeft bij ‘{key}’ een onbekende waarde.") from None


def _optional(content: dict[str, Any], key: str, convert: Callable[[str], Value]) -> Value | None:
    return None if content.get(key) is None else _converted(content, key, convert)
