"""Which database an app's tables are in, and through which alias a process reaches them.

The extern rooms live in the extern database. The extern process reaches it as ``default``; the
intern process only through the alias ``koppeling``, whose role may insert and nothing else.
Sessions, attempts to sign in and what processes remember together go over ``spoor``, a connection
of its own: they stay when the request that wrote them is rolled back.
"""

from typing import Any

from django.conf import settings
from django.db.models import Model

EXTERN_LABELS = frozenset({"publicaties", "werkgevers"})
SPOOR_LABELS = frozenset({"axes", "django_cache"})
SPOOR_MODELS = frozenset({"toegang.Sessie"})


class SideRouter:
    """Sends extern rooms to the aliases that ``settings.EXTERN_READ`` and ``_WRITE`` name."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        if model._meta.app_label in EXTERN_LABELS:
            return str(settings.EXTERN_READ)
        return _spoor(model)

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        if model._meta.app_label == "werkgevers":
            return str(settings.EXTERN_READ)
        if model._meta.app_label in EXTERN_LABELS:
            return str(settings.EXTERN_WRITE)
        return _spoor(model)

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


def _spoor(model: type[Model]) -> str | None:
    """``spoor`` for what it keeps; the owner, who migrates, has that alias not."""
    kept = model._meta.app_label in SPOOR_LABELS or model._meta.label in SPOOR_MODELS
    return "spoor" if kept and "spoor" in settings.DATABASES else None
