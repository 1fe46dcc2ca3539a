"""Codes of an app: once used, never again for as long as they would be accepted."""

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from django.core.cache import cache

from voetlicht.intern.toegang.aanmelden.geheimen import pseudonym
from voetlicht.intern.toegang.models import Account


def first_use(account: Account, code: str) -> bool:
    """Whether the account never gave this code before; from now on it did.

    (allauth remembers a code for one period, and accepts it for some more.)
    """
    used = pseudonym(f"{account.pk} {normalize_user_code(code)}", purpose="gebruikte codes")
    accepted = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 2)
    return bool(cache.add(f"gebruikte-code:{used}", "ja", timeout=accepted))
