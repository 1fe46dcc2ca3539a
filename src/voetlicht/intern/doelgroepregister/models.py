"""Grondslagen as dated data, and registrations on them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from voetlicht.basis.web.two_times_model import TwoTimesModel, point, two_times_constraints
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
        constraints = [
            ExclusionConstraint(
                name="grondslag_geen_overlap",
                expressions=[
                    (point(F("code")), RangeOperators.OVERLAPS),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Deze grondslag is in die periode al beschreven.",
            ),
            models.CheckConstraint(
                name="grondslag_code",
                condition=Q(code__regex=r"^\d{2}$"),
                violation_error_message="De code van een grondslag is twee cijfers.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.omschrijving}"


class Registratie(TwoTimesModel):
    """A person is registered on one grondslag over a period; several at once are normal."""

    id = models.BigAutoField(primary_key=True)
    persoon = models.ForeignKey(Persoon, models.PROTECT, related_name="registraties")
    code_grondslag = models.CharField(max_length=2)
    code_reden_einde = models.CharField(max_length=2, blank=True)

    history_key = ("persoon_id", "code_grondslag")
    history_value = ("code_reden_einde",)

    class Meta:
        verbose_name = "registratie"
        verbose_name_plural = "registraties"
        constraints = [
            *two_times_constraints("registratie", "persoon_id", "code_grondslag"),
            models.CheckConstraint(
                name="registratie_code_grondslag",
                condition=Q(code_grondslag__regex=r"^\d{2}$"),
                violation_error_message="De code van een grondslag is twee cijfers.",
            ),
        ]

    def __str__(self) -> str:
        return f"registratie {self.pk}"
