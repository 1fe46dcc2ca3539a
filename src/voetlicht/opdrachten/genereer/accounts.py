"""Accounts of invented medewerkers: reserved mail addresses, no password, some with relatives
among the klanten of their organisatie."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from voetlicht.basis.kern.sorting import fold
from voetlicht.intern.personen.adressen import AdresIndex
from voetlicht.opdrachten.genereer.draw import Draw
from voetlicht.opdrachten.genereer.numbers import public_ids
from voetlicht.opdrachten.genereer.served import Served
from voetlicht.opdrachten.genereer.tables import NULL, bytea, line
from voetlicht.opdrachten.genereer.workforce import Medewerker, Workforce

if TYPE_CHECKING:
    import numpy as np

_SHARE_RELATIVE = 0.04
_SHARE_NEIGHBOUR = 0.02
_SHARE_GAVE_ADDRESS = 0.7
_NO_PASSWORD = "!"  # noqa: S105 - what Django calls unusable
_NOT_IN_MAIL = re.compile(r"[^a-z0-9-]+")


def account_lines(
    workforce: Workforce,
    served: Served,
    group: "np.ndarray",
    adressen: Mapping[int, bytes],
    *,
    zaad: int,
) -> Iterator[str]:
    """A line for every medewerker, in their order."""
    mail, klanten = _Mail(), _Klanten(served, group, adressen, zaad)
    ids = public_ids(len(workforce.medewerkers))
    for uuid, one in zip(ids, workforce.medewerkers, strict=True):
        naam, voorvoegsel, achternaam, adres = klanten.beside(one)
        called = " ".join(part for part in (naam, voorvoegsel, achternaam) if part)
        yield line(
            uuid,
            mail.address(naam, f"{voorvoegsel}{achternaam}", one.house),
            _NO_PASSWORD,
            one.is_active,
            called,
            bytea(adres) if adres else NULL,
        )


class _Mail:
    """Addresses in the reserved domain ``.example`` (RFC 2606), where no mail arrives."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def address(self, voornaam: str, surname: str, house: str) -> str:
        """One that nobody has yet."""
        local = ".".join(_NOT_IN_MAIL.sub("", fold(part)) for part in (voornaam, surname))
        domain = _NOT_IN_MAIL.sub("-", fold(house)).strip("-")[:60].strip("-")
        self._given[f"{local}@{domain}"] += 1
        number = self._given[f"{local}@{domain}"]
        return f"{local}{number if number > 1 else ''}@{domain}.example"


class _Klanten:
    """Lends some medewerkers the surname, the address or both of a klant of their organisatie."""

    def __init__(
        self, served: Served, group: "np.ndarray", adressen: Mapping[int, bytes], zaad: int
    ) -> None:
        import numpy as np

        self._served, self._adressen = served, adressen
        self._order = np.argsort(group, kind="stable")
        self._ends = np.searchsorted(group[self._order], np.arange(1 + int(group.max(initial=0))))
        self._draw, self._index = Draw(zaad, "accounts"), AdresIndex()

    def beside(self, one: Medewerker) -> tuple[str, str, str, bytes | None]:
        """First name, voorvoegsel, surname and the index of the address she gave."""
        voornaam, voorvoegsel, achternaam, _ = one.called
        adres = self._own_adres() if self._draw.chance(_SHARE_GAVE_ADDRESS) else None
        kind = self._draw.chance_of()
        if one.is_known or one.group is None or kind >= _SHARE_RELATIVE + _SHARE_NEIGHBOUR:
            return voornaam, voorvoegsel, achternaam, adres
        klant = self._one_of_group(one.group)
        if kind < _SHARE_RELATIVE:
            family = self._served.families[self._served.family[klant]]
            voorvoegsel, achternaam = family.split("|")
        if kind >= _SHARE_RELATIVE / 2:
            adres = self._adressen.get(int(self._served.persoon[klant]), adres)
        return voornaam, voorvoegsel, achternaam, adres

    def _one_of_group(self, group: int) -> int:
        first = int(self._ends[group])
        after = int(self._ends[group + 1]) if group + 1 < len(self._ends) else len(self._order)
        return int(self._order[self._draw.number(first, after - 1)])

    def _own_adres(self) -> bytes:
        """Of an address of no klant: its house number is higher than theirs."""
        place = self._draw.number(1000, 9999)
        return self._index.of(postcode=f"{place}ZZ", huisnummer=self._draw.number(200, 900))
