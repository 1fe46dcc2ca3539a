"""A klantprofiel, and the status it has by period."""

import uuid

from django.db import models
from django.db.models import Q

from voetlicht.basis.web.two_times_model import TwoTimesModel, two_times_constraints
from voetlicht.intern.klantprofielen.enums import Profielstatus
from voetlicht.intern.personen.models import Persoon
from voetlicht.intern.toegang.models import Organisatie


class Klantprofiel(models.Model):
    """Drawn up with the klant by one organisatie; its content follows in later work."""

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    persoon = models.ForeignKey(
        Persoon, models.PROTECT, related_name="klantprofielen", db_index=False
    )
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, db_index=False)

    class Meta:
        verbose_name = "klantprofiel"
        verbose_name_plural = "klantprofielen"
        constraints = [
            models.UniqueConstraint("persoon", "organisatie", name="klantprofiel_per_organisatie")
        ]

    def __str__(self) -> str:
        return f"klantprofiel {self.uuid}"


class Statusperiode(TwoTimesModel):
    """The status of a klantprofiel over a period."""

    id = models.BigAutoField(primary_key=True)
    persoon = models.ForeignKey(Persoon, models.PROTECT, related_name="+")
    klantprofiel = models.ForeignKey(Klantprofiel, models.PROTECT, related_name="statusperioden")
    status = models.CharField(
        max_length=12, choices=[(status.value, status.value) for status in Profielstatus]
    )

    history_key = ("persoon_id", "klantprofiel_id")
    history_value = ("status",)

    class Meta:
        verbose_name = "statusperiode"
        verbose_name_plural = "statusperioden"
        constraints = [
            *two_times_constraints("statusperiode", "klantprofiel_id"),
            models.CheckConstraint(
                name="statusperiode_status",
                condition=Q(status__in=[status.value for status in Profielstatus]),
                violation_error_message="Een status is concept, vastgesteld of vervallen.",
            ),
        ]

    def __str__(self) -> str:
        return f"statusperiode {self.pk}"
