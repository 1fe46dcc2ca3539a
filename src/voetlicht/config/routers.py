"""Which database an app's tables are in, and through which alias a process reaches them.

The extern rooms live in the extern database. The extern process reaches it as ``default``; the
intern process only through the alias ``koppeling``, whose role may insert and nothing else.
"""

from typing import Any

from django.conf import settings
from django.db.models import Model

EXTERN_LABELS = frozenset({"publicaties", "werkgevers"})


class SideRouter:
    """Sends extern rooms to the aliases that ``settings.EXTERN_READ`` and ``_WRITE`` name."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        if model._meta.app_label in EXTERN_LABELS:
            return str(settings.EXTERN_READ)
        return None

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        if model._meta.app_label == "werkgevers":
            return str(settings.EXTERN_READ)
        if model._meta.app_label in EXTERN_LABELS:
            return str(settings.EXTERN_WRITE)
        return None

    def allow_relation(self, first: Model, second: Model, **hints: Any) -> bool | None:
        one_side = first._meta.app_label in EXTERN_LABELS
        return one_side == (second._meta.app_label in EXTERN_LABELS)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """Extern rooms are created in the extern database only; other aliases never migrate."""
        if db != "default":
            return False
        if app_label in EXTERN_LABELS:
            return bool(settings.ZIJDE == "extern")
        return None
