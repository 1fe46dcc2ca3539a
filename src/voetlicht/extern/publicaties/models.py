"""Editions and their files as they were published. Rows are added, never changed or removed.

The koppeling's role may only INSERT, extern's only SELECT, and a trigger refuses UPDATE and DELETE
to everybody, the owner included (see the migrations). The database itself recomputes every
checksum, so a row that is there is whole.
"""

from django.db import models
from django.db.models import F, Func, Q, Value

from voetlicht.basis.edities.enums import Editiestatus, Formaat, Herkomst
from voetlicht.extern.publicaties.values import CSV_METADATA


def _sha256_of(field: str) -> Func:
    return Func(
        Func(F(field), function="sha256"),
        Value("hex"),
        function="encode",
        output_field=models.CharField(),
    )


class Archiefeditie(models.Model):
    """One edition: its canonical JSON, and what it is found by.

    ``regio_code`` is empty for a computed edition, which holds the whole country; an edition read
    from a document holds one regio. ``bekend_op`` is empty for the latter.
    """

    checksum = models.CharField(max_length=64, primary_key=True)
    herkomst = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Herkomst])
    kwartaal = models.CharField(max_length=6)
    regio_code = models.SmallIntegerField(null=True)
    versie = models.PositiveSmallIntegerField()
    status = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in Editiestatus]
    )
    peildatum = models.DateField()
    bekend_op = models.DateTimeField(null=True)
    content = models.BinaryField()

    class Meta:
        verbose_name = "gearchiveerde editie"
        verbose_name_plural = "gearchiveerde edities"
        constraints = [
            models.UniqueConstraint(
                fields=["herkomst", "kwartaal", "regio_code", "versie"],
                name="archiefeditie_versie_eenmaal",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="archiefeditie_gelezen_per_regio",
                condition=Q(herkomst=Herkomst.GELEZEN.value, regio_code__isnull=False)
                | Q(herkomst=Herkomst.BEREKEND.value, regio_code=None, bekend_op__isnull=False),
            ),
            models.CheckConstraint(
                name="archiefeditie_checksum", condition=Q(checksum=_sha256_of("content"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kwartaal} versie {self.versie} ({self.herkomst})"


class Archiefbestand(models.Model):
    """One rendered file of an edition: of a regio, or of the country when it has none."""

    sha256 = models.CharField(max_length=64)
    editie = models.ForeignKey(Archiefeditie, models.PROTECT, related_name="bestanden")
    regio_code = models.SmallIntegerField(null=True)
    formaat = models.CharField(
        max_length=12, choices=[(one, one) for one in (*map(str, Formaat), CSV_METADATA)]
    )
    file_name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = "gearchiveerd bestand"
        verbose_name_plural = "gearchiveerde bestanden"
        constraints = [
            models.UniqueConstraint(
                fields=["editie", "regio_code", "formaat"],
                name="archiefbestand_eenmaal",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="archiefbestand_sha256", condition=Q(sha256=_sha256_of("content"))
            ),
            models.CheckConstraint(
                name="archiefbestand_size",
                condition=Q(
                    size=Func(
                        F("content"),
                        function="octet_length",
                        output_field=models.PositiveIntegerField(),
                    )
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
