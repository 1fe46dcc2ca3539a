"""The dossier and who serves it."""

import uuid

from django.db import models
from django.db.models import F, Q

from voetlicht.basis.web.two_times_model import TwoTimesModel, two_times_constraints
from voetlicht.intern.personen.models import Persoon
from voetlicht.intern.toegang.models import Organisatie


class Klant(models.Model):
    """The one dossier of a Persoon in Sonar."""

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    persoon = models.OneToOneField(Persoon, models.PROTECT, related_name="klant")

    class Meta:
        verbose_name = "klant"
        verbose_name_plural = "klanten"

    def __str__(self) -> str:
        return f"klant {self.uuid}"


class EigenKlant(models.Model):
    """A klant in the caseload of who acts, today, with what a list needs: rows of a view.

    The view belongs to the owner, so that no policy is asked for each row; who acts sees in it
    her own klanten and no more, whatever is filtered. What a search finds has the same columns.
    """

    persoon = models.OneToOneField(
        Persoon, models.DO_NOTHING, primary_key=True, related_name="+", db_column="persoon_id"
    )
    uuid = models.UUIDField()
    voornaam = models.CharField(max_length=100)
    voorvoegsel = models.CharField(max_length=20)
    achternaam = models.CharField(max_length=200)
    zoeknaam = models.CharField(max_length=320)
    geboortedatum = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "sonar_eigenklant"
        verbose_name = "eigen klant"
        verbose_name_plural = "eigen klanten"

    def __str__(self) -> str:
        return f"klant {self.uuid}"


class Inschrijving(TwoTimesModel):
    """Registered as werkzoekende with an organisatie (Wet SUWI art. 30b); counts for nothing."""

    id = models.BigAutoField(primary_key=True)
    persoon = models.ForeignKey(Persoon, models.PROTECT, related_name="inschrijvingen")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, db_index=False)

    history_key = ("persoon_id", "organisatie_id")
    history_value = ()

    class Meta:
        verbose_name = "inschrijving"
        verbose_name_plural = "inschrijvingen"
        constraints = two_times_constraints("inschrijving", "persoon_id", "organisatie_id")

    def __str__(self) -> str:
        return f"inschrijving {self.pk}"


class Dienstverlening(TwoTimesModel):
    """Served by an organisatie over a period.

    ``geopend_op`` is the day on which the service was first opened; succession and transfer start
    a new row but keep that day, because it decides who leads (see ``rules.py``).
    """

    id = models.BigAutoField(primary_key=True)
    persoon = models.ForeignKey(Persoon, models.PROTECT, related_name="dienstverleningen")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, db_index=False)
    geopend_op = models.DateField()

    history_key = ("persoon_id", "organisatie_id")
    history_value = ("geopend_op",)

    class Meta:
        verbose_name = "dienstverlening"
        verbose_name_plural = "dienstverleningen"
        constraints = [
            *two_times_constraints("dienstverlening", "persoon_id", "organisatie_id"),
            models.CheckConstraint(
                name="dienstverlening_geopend_voor_begin",
                condition=Q(geopend_op__lte=F("valid__startswith")),
                violation_error_message="Geopend op ligt niet na het begin.",
            ),
        ]

    def __str__(self) -> str:
        return f"dienstverlening {self.pk}"
