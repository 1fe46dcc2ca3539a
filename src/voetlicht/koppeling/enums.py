"""What goes through the door."""

from enum import StrEnum


class Zendingsoort(StrEnum):
    """Kinds of sending; each has one receiver on the extern side (see ``delivery.py``)."""

    EDITIE = "editie"
    GELEZEN = "gelezen"
