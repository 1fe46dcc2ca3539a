"""Frozen peilbestanden, and the versions of editions that were made of them."""

from django.db import models
from django.db.models import F, Q

from voetlicht.basis.edities.enums import Editiestatus
from voetlicht.basis.kern import clock


class Peilbestand(models.Model):
    """One row per person at ``peildatum``, as known just before ``bekend_op``; frozen once.

    The rows are in a Parquet file ``file_name`` in the folder ``settings.PEILBESTANDEN``;
    ``checksum`` is the SHA-256 of that file. It outlives the dossiers it was made of.
    """

    id = models.BigAutoField(primary_key=True)
    peildatum = models.DateField()
    bekend_op = models.DateTimeField()
    file_name = models.CharField(max_length=100, unique=True)
    checksum = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    frozen_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "peilbestand"
        verbose_name_plural = "peilbestanden"
        constraints = [
            models.UniqueConstraint(
                fields=["peildatum", "bekend_op"],
                name="peilbestand_eenmaal",
                violation_error_message="Dit peilbestand is al bevroren.",
            )
        ]

    def __str__(self) -> str:
        return f"peilbestand {self.peildatum}, bekend tot {self.bekend_op}"


class Editieversie(models.Model):
    """A version of the edition of a quarter: its canonical JSON and the peilbestand behind it."""

    id = models.BigAutoField(primary_key=True)
    kwartaal = models.CharField(max_length=6)
    versie = models.PositiveSmallIntegerField()
    status = models.CharField(
        max_length=12, choices=[(status.value, status.value) for status in Editiestatus]
    )
    peilbestand = models.OneToOneField(Peilbestand, models.PROTECT, related_name="editieversie")
    checksum = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        verbose_name = "editieversie"
        verbose_name_plural = "editieversies"
        constraints = [
            models.UniqueConstraint(
                fields=["kwartaal", "versie"],
                name="editieversie_eenmaal",
                violation_error_message="Deze versie van de editie bestaat al.",
            ),
            models.CheckConstraint(name="editieversie_vanaf_een", condition=Q(versie__gte=1)),
        ]
        ordering = [F("kwartaal").asc(), F("versie").asc()]

    def __str__(self) -> str:
        return f"{self.kwartaal} versie {self.versie}"
