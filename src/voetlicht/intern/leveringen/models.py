"""Which deliveries were processed, and what became of each row."""

from django.db import models

from voetlicht.intern.leveringen.enums import Leveringssoort, Oordeel, Wijze
from voetlicht.intern.personen.models import Persoon


class Levering(models.Model):
    """A delivery that was processed as a whole; one that failed leaves nothing.

    A supplier numbers its deliveries per soort. ``verwerkt_op`` is the moment at which what is in
    it became known; ``afwezig`` is empty for mutaties, in which absence says nothing.
    """

    id = models.BigAutoField(primary_key=True)
    leverancier = models.CharField(max_length=60)
    soort = models.CharField(
        max_length=10, choices=[(soort.value, soort.value) for soort in Leveringssoort]
    )
    volgnummer = models.PositiveBigIntegerField()
    checksum = models.CharField(max_length=64)
    wijze = models.CharField(max_length=10, choices=[(wijze.value, wijze.value) for wijze in Wijze])
    stand = models.DateField()
    verwerkt_op = models.DateTimeField()
    nieuw = models.PositiveIntegerField(default=0)
    gewijzigd = models.PositiveIntegerField(default=0)
    gelijk = models.PositiveIntegerField(default=0)
    geweigerd = models.PositiveIntegerField(default=0)
    afwezig = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = "levering"
        verbose_name_plural = "leveringen"
        constraints = [
            models.UniqueConstraint("leverancier", "soort", "volgnummer", name="levering_uniek")
        ]

    def __str__(self) -> str:
        return f"levering {self.volgnummer} van {self.leverancier} ({self.soort})"


class Leveringsregel(models.Model):
    """The verdict on one row, found back by its line in the file; its content is not kept.

    ``persoon`` is empty when the BSN was not usable or not known; ``regel`` is empty for a person
    of whom a full delivery has no row.
    """

    id = models.BigAutoField(primary_key=True)
    levering = models.ForeignKey(Levering, models.PROTECT, related_name="regels", db_index=False)
    regel = models.PositiveIntegerField(null=True)
    persoon = models.ForeignKey(Persoon, models.PROTECT, null=True, related_name="+")
    oordeel = models.CharField(
        max_length=10, choices=[(oordeel.value, oordeel.value) for oordeel in Oordeel]
    )
    kolom = models.CharField(max_length=20, blank=True)
    weigering = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = "leveringsregel"
        verbose_name_plural = "leveringsregels"
        constraints = [models.UniqueConstraint("levering", "regel", name="leveringsregel_uniek")]

    def __str__(self) -> str:
        return f"regel {self.regel} van levering {self.levering_id}"
