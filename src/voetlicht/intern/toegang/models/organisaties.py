"""Organisaties with their gemeenten and successors."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr

from voetlicht.basis.web.two_times_model import point
from voetlicht.intern.toegang.enums import Organisatiesoort


class Organisatie(models.Model):
    """An organisation that serves people.

    ``code`` names it in deliveries and audit events: ``uwv``, ``GM0599`` for the gemeente itself,
    ``SV-...`` for a samenwerkingsverband, ``WSP-...`` for a werkgeversservicepunt.
    """

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(
        max_length=40,
        unique=True,
        error_messages={"unique": "Er is al een organisatie met deze code."},
    )
    naam = models.CharField(max_length=200)
    soort = models.CharField(
        max_length=20, choices=[(soort.value, soort.value) for soort in Organisatiesoort]
    )

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"

    def __str__(self) -> str:
        return self.naam


class OrganisatieGemeente(models.Model):
    """An organisatie serves a gemeente during a period (half-open)."""

    id = models.BigAutoField(primary_key=True)
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="gemeenten")
    gemeente_code = models.CharField(max_length=6)
    valid = DateRangeField()

    class Meta:
        verbose_name = "gemeente van een organisatie"
        verbose_name_plural = "gemeenten van organisaties"
        constraints = [
            ExclusionConstraint(
                name="organisatiegemeente_geen_overlap",
                expressions=[
                    (point(F("organisatie_id")), RangeOperators.OVERLAPS),
                    (point(Substr(F("gemeente_code"), 3)), RangeOperators.OVERLAPS),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Deze organisatie bedient de gemeente dan al.",
            ),
            models.CheckConstraint(
                name="organisatiegemeente_code",
                condition=Q(gemeente_code__regex=r"^GM\d{4}$"),
                violation_error_message="Een gemeentecode ziet eruit als GM0599.",
            ),
            models.CheckConstraint(
                name="organisatiegemeente_begin_voor_einde",
                condition=Q(valid__isempty=False) & Q(valid__startswith__isnull=False),
                violation_error_message="Een periode heeft een begin en eindigt daarna.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gemeente_code} bij organisatie {self.organisatie_id}"


class Organisatieopvolging(models.Model):
    """From ``per`` on, ``naar`` goes on with the work of ``van`` (merger, new joint body)."""

    id = models.BigAutoField(primary_key=True)
    van = models.OneToOneField(Organisatie, models.PROTECT, related_name="opvolging")
    naar = models.ForeignKey(Organisatie, models.PROTECT, related_name="voorgangers")
    per = models.DateField()

    class Meta:
        verbose_name = "organisatieopvolging"
        verbose_name_plural = "organisatieopvolgingen"
        constraints = [
            models.CheckConstraint(
                name="organisatieopvolging_niet_zichzelf",
                condition=~Q(van=F("naar")),
                violation_error_message="Een organisatie kan zichzelf niet opvolgen.",
            )
        ]

    def __str__(self) -> str:
        return f"organisatie {self.van_id} wordt {self.naar_id} per {self.per}"
