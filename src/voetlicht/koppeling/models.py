"""The outbox: what has been decided to leave, and whether it has arrived."""

from django.db import models

from voetlicht.basis.kern import clock
from voetlicht.koppeling.enums import Zendingsoort


class Uitgaand(models.Model):
    """One thing that leaves, written in the same transaction as what it tells of.

    (``kind``, ``key``, ``version``, ``checksum``) is what the receiver knows it by: taking it in
    twice is taking it in once. Within a kind and key, a version has one content for good.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(
        max_length=12, choices=[(kind.value, kind.value) for kind in Zendingsoort]
    )
    key = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64)
    payload = models.BinaryField()
    created_at = models.DateTimeField(default=clock.now)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "uitgaande zending"
        verbose_name_plural = "uitgaande zendingen"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "version"],
                name="uitgaand_versie_eenmaal",
                violation_error_message="Deze versie is al aangeboden.",
            )
        ]
        indexes = [
            models.Index(
                fields=["id"],
                name="uitgaand_wachtend",
                condition=models.Q(delivered_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} versie {self.version}"
