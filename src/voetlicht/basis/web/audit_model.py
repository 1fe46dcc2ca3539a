"""What an audit event is on either side: who did what to what, and when."""

from django.db import models

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import ActorKind


class AbstractGebeurtenis(models.Model):
    """One line of the audit trail; the application's role may add lines, never change them.

    ``actor_id`` and ``about`` are public ids or codes, not foreign keys: the trail outlives what
    it tells of. ``details`` hold no personal data.
    """

    id = models.BigAutoField(primary_key=True)
    moment = models.DateTimeField(default=clock.now, db_index=True)
    actor_kind = models.CharField(
        max_length=12, choices=[(kind.value, kind.value) for kind in ActorKind]
    )
    actor_id = models.CharField(max_length=100)
    organisatie = models.CharField(max_length=40, blank=True)
    what = models.CharField(max_length=100)
    about = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        abstract = True
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"

    def __str__(self) -> str:
        return f"{self.what} {self.about}".strip()
