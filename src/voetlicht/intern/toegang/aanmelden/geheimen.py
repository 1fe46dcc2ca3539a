"""Secrets of sign-in, sealed before they are kept: client secrets and second factors.

One key outside the database (``AANMELD_KEY``), of which each purpose has its own derived key, so
that what is sealed for one purpose cannot be opened, or recognised, as another.
"""

import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from voetlicht.basis.kern.errors import InputError

NONCE_BYTES = 12


def seal(secret: str, *, purpose: str) -> bytes:
    """The secret encrypted (AES-256-GCM): nonce, then ciphertext and tag."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(_derived(purpose)).encrypt(nonce, secret.encode(), None)


def unseal(sealed: bytes, *, purpose: str) -> str:
    """The secret; InputError when it was sealed with another key or for another purpose."""
    nonce, rest = bytes(sealed[:NONCE_BYTES]), bytes(sealed[NONCE_BYTES:])
    try:
        return AESGCM(_derived(purpose)).decrypt(nonce, rest, None).decode()
    except InvalidTag:
        raise InputError(
            "Een geheim van het aanmelden is met een andere sleutel verzegeld; kijk "
            "VOETLICHT_AANMELD_SLEUTEL na, zie docs/privacy/sleutels.md."
        ) from None


def pseudonym(text: str, *, purpose: str) -> str:
    """A keyed hash under which something can be counted without being known (64 hex digits)."""
    return hmac.digest(_derived(purpose), text.encode(), "sha256").hex()


def _derived(purpose: str) -> bytes:
    return hmac.digest(settings.AANMELD_KEY, purpose.encode(), "sha256")
