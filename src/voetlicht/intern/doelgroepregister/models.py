"""Grondslagen as dated data, and registrations on them."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from voetlicht.basis.web.two_times_model import TwoTimesModel, two_times_constraints
from voetlicht.intern.personen.models import Persoon


class Grondslag(models.Model):
    """A legal ground (Wfsv art. 38b) and whether it counts for the banenafspraak, by period.

    ``telt_mee`` is false for grounds that are only in the wider landelijk doelgroepregister, such
    as beschut werk (05).
    """

    id = models.SmallAutoField(primary_key=True)
    code = models.CharField(max_length=2)
    omschrijving = models.CharField(max_length=200)
    wetsartikel = models.CharField(max_length=100)
    telt_mee = models.BooleanField()
    valid = DateRangeField()

    class Meta:
        verbose_name = "grondslag"
        verbose_name_plural = "grondslagen"
        constraints = [models.UniqueConstraint("code", "valid", name="grondslag_uniek")]

    def __str__(self) -> str:
        return f"{self.code} {self.omschrijving}"


class Registratie(TwoTimesModel):
    """A person is registered on one grondslag over a period; several at once are normal."""

    id = models.BigAutoField(primary_key=True)
    persoon = models.ForeignKey(Persoon, models.PROTECT, related_name="registraties")
    code_grondslag = models.CharField(max_length=2)
    code_reden_einde = models.CharField(max_length=2, blank=True)

    class Meta:
        verbose_name = "registratie"
        verbose_name_plural = "registraties"
        constraints = two_times_constraints("registratie", "persoon_id", "code_grondslag")

    def __str__(self) -> str:
        return f"registratie {self.pk}"
