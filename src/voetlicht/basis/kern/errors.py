"""Errors that a person can act upon. Every message is Dutch and says what to do."""


class VoetlichtError(Exception):
    """Base of all errors that we raise on purpose.

    ``str(error)`` is a full Dutch sentence for the person at the screen or terminal;
    ``exit_code`` is what the command line leaves with.
    """

    exit_code = 2


class InputError(VoetlichtError):
    """What was given cannot be used; the message names the place and the remedy."""


class NotAllowed(VoetlichtError):
    """The actor lacks the right. Nothing was read or written."""

    exit_code = 3


class Untraced(VoetlichtError):
    """Personal data was about to be shown where nothing keeps the inzagelog; nothing was shown."""

    exit_code = 3


class NotFound(VoetlichtError):
    """It does not exist, or not for this actor: the two are never told apart."""

    exit_code = 4


class Conflict(VoetlichtError):
    """The state of the record does not admit this action; nothing was written."""

    exit_code = 5
