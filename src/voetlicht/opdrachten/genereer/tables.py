"""Rows as the text that PostgreSQL's COPY reads: a line per row, tabs between columns."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from voetlicht.basis.kern.two_times import Period
from voetlicht.opdrachten.genereer.heard import Subject
from voetlicht.opdrachten.genereer.histories import Row

NULL = "\\N"
PERSOON = "personen_persoon"
KLANT = "sonar_klant"
KLANTPROFIEL = "klantprofielen_klantprofiel"
ADRES = "personen_adres"
ACCOUNT = "toegang_account"
TEAM = "toegang_team"
AANSTELLING = "toegang_aanstelling"
TOEWIJZING = "toegang_toewijzing"
TABLE = {
    Subject.VERBLIJF: "personen_verblijf",
    Subject.REGISTRATIE: "doelgroepregister_registratie",
    Subject.INSCHRIJVING: "sonar_inschrijving",
    Subject.DIENSTVERLENING: "sonar_dienstverlening",
    Subject.STATUS: "klantprofielen_statusperiode",
}
# The columns in the order of a line; those of a history are key, value, valid, recorded.
COLUMNS = {
    PERSOON: (
        "uuid", "bsn_encrypted", "bsn_index", "peilsleutel", "voornaam", "voorvoegsel",
        "achternaam", "zoeknaam", "geboortedatum", "overlijdensdatum",
    ),
    "personen_verblijf": ("persoon_id", "gemeente_code", "bron", "valid", "recorded"),
    "doelgroepregister_registratie": (
        "persoon_id", "code_grondslag", "code_reden_einde", "valid", "recorded",
    ),
    KLANT: ("uuid", "persoon_id"),
    "sonar_inschrijving": ("persoon_id", "organisatie_id", "valid", "recorded"),
    "sonar_dienstverlening": ("persoon_id", "organisatie_id", "geopend_op", "valid", "recorded"),
    KLANTPROFIEL: ("uuid", "persoon_id", "organisatie_id"),
    "klantprofielen_statusperiode": (
        "persoon_id", "klantprofiel_id", "status", "valid", "recorded",
    ),
    ADRES: (
        "persoon_id", "straatnaam", "huisnummer", "toevoeging", "postcode", "woonplaats",
        "adres_index",
    ),
    ACCOUNT: ("uuid", "email", "password", "is_active", "naam", "adres_index"),
    TEAM: ("uuid", "organisatie_id", "naam"),
    AANSTELLING: ("uuid", "account_id", "organisatie_id", "team_id", "rol", "valid"),
    TOEWIJZING: (
        "uuid", "persoon_id", "organisatie_id", "account_id", "team_id", "valid", "reden",
    ),
}  # fmt: skip
AT_WORK = (ADRES, ACCOUNT, TEAM, AANSTELLING, TOEWIJZING)
"""The tables that ``staffing`` fills, from what is in the others."""


def line(*columns: object) -> str:
    """One row; no column of ours holds a tab, a newline or a backslash of its own."""
    return "\t".join(map(str, columns)) + "\n"


def bytea(octets: bytes) -> str:
    """Bytes in hexadecimal; COPY wants the backslash doubled."""
    return f"\\\\x{octets.hex()}"


def row_line(persoon_id: int, keys: Mapping[str, object], row: Row) -> str:
    """A row of a history. ``keys`` translates the organisatie in its key to what the table holds.

    A residence has no key but the person.
    """
    key = (keys.get(row.key, row.key),) if row.key else ()
    return line(persoon_id, *key, *row.value, _days(row.valid), _recorded(row.since, row.until))


def _days(period: Period) -> str:
    return f"[{period.start},{period.end or ''})"


@cache
def _recorded(since: datetime, until: datetime | None) -> str:
    return f"[{since.isoformat()},{until.isoformat() if until else ''})"
