"""The index under which equal addresses compare, without keeping or showing an address."""

from django.conf import settings

from voetlicht.intern.personen.bsn import KeyedHash

PURPOSE = b"voetlicht adres\0"
"""Keeps these apart from the indexes of BSNs, which are made with the same key."""


class AdresIndex:
    """Makes the index (HMAC-SHA256, 32 bytes) of addresses, many after another."""

    def __init__(self) -> None:
        self._mac = KeyedHash(settings.BSN_INDEX_KEY)

    def of(self, *, postcode: str, huisnummer: int, toevoeging: str = "") -> bytes:
        """The index of an address in the notation of ``rules.demand_postadres``."""
        return self._mac.digest(PURPOSE + f"{postcode} {huisnummer} {toevoeging}".encode())


def adres_index(*, postcode: str, huisnummer: int, toevoeging: str = "") -> bytes:
    """The index of one address; equal for all who live there, also for a medewerker."""
    return AdresIndex().of(postcode=postcode, huisnummer=huisnummer, toevoeging=toevoeging)
