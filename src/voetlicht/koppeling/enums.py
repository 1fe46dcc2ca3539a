"""What goes through the door."""

from enum import StrEnum


class Zendingsoort(StrEnum):
    """Kinds of sending; each has one receiver on the extern side (see ``actions.py``)."""

    EDITIE = "editie"
    GELEZEN = "gelezen"
