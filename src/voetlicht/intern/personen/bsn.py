"""The BSN: checked, kept encrypted, found by a keyed index, and never shown in a message.

Three keys, each for one thing (``docs/privacy/sleutels.md``):

* ``BSN_KEY`` encrypts (AES-256-GCM). The value is key id (4 bytes), nonce (12), ciphertext and
  tag (25); the id is the start of the key's SHA-256, so that an older key is found again.
* ``BSN_INDEX_KEY`` makes the index (HMAC-SHA256, 32 bytes) under which a Persoon is found.
* ``PEILSLEUTEL_KEY`` makes the peilsleutel (first 8 bytes of an HMAC-SHA256, as a signed number),
  under which a Persoon stands in peilbestanden.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from voetlicht.basis.kern.errors import InputError

PURPOSE = b"voetlicht bsn"
KEY_ID_BYTES = 4
NONCE_BYTES = 12

_SEPARATORS = str.maketrans("", "", " .\u00a0")


@dataclass(frozen=True, slots=True, repr=False)
class GuardedBsn:
    """The three forms in which a BSN is kept."""

    encrypted: bytes
    index: bytes
    peilsleutel: int


def normalise(text: str) -> str:
    """``1234.56.782`` or ``123456782`` -> nine digits; a leading zero lost on the way comes back.

    InputError, without the number in it, when it is no BSN (Besluit BSN: the 11-test), or when
    this installation is for synthetic persons and the number could be somebody's.
    """
    bsn = text.translate(_SEPARATORS)
    if len(bsn) == 8:
        bsn = "0" + bsn
    if not is_bsn(bsn):
        raise InputError("Dit is geen burgerservicenummer; kijk de negen cijfers na.")
    if settings.SOORT == "voorbeeld" and bsn[0] != "9":
        raise InputError(
            "Deze voorbeeldinstallatie neemt alleen verzonnen nummers aan die met een 9 beginnen."
        )
    return bsn


def is_bsn(text: str) -> bool:
    """Nine digits that pass the 11-test: 9a + 8b + ... + 2h - i is a multiple of 11, not 0."""
    if len(text) != 9 or not (text.isascii() and text.isdigit()):
        return False
    digits = [ord(digit) - 48 for digit in text]
    total = sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits, strict=False))
    return total != 0 and (total - digits[8]) % 11 == 0


def index_of(bsn: str) -> bytes:
    """The index of a normalised BSN."""
    return hmac.digest(settings.BSN_INDEX_KEY, bsn.encode(), "sha256")


def indexes_of(bsns: Iterable[str]) -> list[bytes]:
    """The indexes of many normalised BSNs."""
    mac = KeyedHash(settings.BSN_INDEX_KEY)
    return [mac.digest(bsn.encode()) for bsn in bsns]


def guard(bsns: Iterable[str]) -> Iterator[GuardedBsn]:
    """The forms to keep of normalised BSNs, some hundred thousand a second."""
    index = KeyedHash(settings.BSN_INDEX_KEY)
    peilsleutel = KeyedHash(settings.PEILSLEUTEL_KEY)
    cipher, key_id = AESGCM(settings.BSN_KEY), key_id_of(settings.BSN_KEY)
    for bsn in bsns:
        plain = bsn.encode()
        nonce = os.urandom(NONCE_BYTES)
        yield GuardedBsn(
            encrypted=key_id + nonce + cipher.encrypt(nonce, plain, PURPOSE),
            index=index.digest(plain),
            peilsleutel=int.from_bytes(peilsleutel.digest(plain)[:8], "big", signed=True),
        )


def decrypt(encrypted: bytes) -> str:
    """The BSN; InputError when the key it was encrypted with is not among the settings."""
    key, rest = _key(encrypted[:KEY_ID_BYTES]), encrypted[KEY_ID_BYTES:]
    return AESGCM(key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], PURPOSE).decode()


def key_id_of(key: bytes) -> bytes:
    """Four bytes that name a key without telling anything of it."""
    return hashlib.sha256(key).digest()[:KEY_ID_BYTES]


def _key(key_id: bytes) -> bytes:
    for key in (settings.BSN_KEY, *settings.BSN_PREVIOUS_KEYS):
        if key_id_of(key) == key_id:
            return bytes(key)
    raise InputError(
        "De sleutel waarmee dit burgerservicenummer is versleuteld ontbreekt; zet haar bij de "
        "vorige sleutels, zie docs/privacy/sleutels.md."
    )


class KeyedHash:
    """HMAC-SHA256 with both halves of the key prepared, for millions of short messages."""

    def __init__(self, key: bytes) -> None:
        block = key.ljust(64, b"\0")
        self._inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block))
        self._outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in block))

    def digest(self, message: bytes) -> bytes:
        inner = self._inner.copy()
        inner.update(message)
        outer = self._outer.copy()
        outer.update(inner.digest())
        return outer.digest()
