"""Tokens for setting a password: made from what setting it changes, so that nothing is kept."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator


class _Tokens(PasswordResetTokenGenerator):
    """Void once the password is set, once somebody signs in, and after a day."""

    key_salt = "voetlicht.intern.toegang.wachtwoord"


TOKENS = _Tokens()
