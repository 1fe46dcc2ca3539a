"""A Persoon exists once; a residence history belongs to it."""

import uuid

from django.db import models
from django.db.models import F, Q

from voetlicht.basis.web.two_times_model import TwoTimesModel, two_times_constraints
from voetlicht.intern.personen.enums import Verblijfsbron


class Persoon(models.Model):
    """One human being, known by one BSN.

    ``bsn_encrypted`` is AES-GCM with the key's id in the value, ``bsn_index`` an HMAC for looking
    up, ``peilsleutel`` another HMAC that identifies the person in peilbestanden. Names and birth
    date are empty when no source has given them yet. ``zoeknaam`` is the name to sort and search
    by: surname first, without accents or capitals (``rules.zoeknaam``).
    """

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bsn_encrypted = models.BinaryField()
    bsn_index = models.BinaryField(max_length=32, unique=True)
    peilsleutel = models.BigIntegerField(unique=True)
    voornaam = models.CharField(max_length=100, blank=True, db_default="")
    voorvoegsel = models.CharField(max_length=20, blank=True, db_default="")
    achternaam = models.CharField(max_length=200, blank=True, db_default="")
    zoeknaam = models.CharField(max_length=320, blank=True, db_default="")
    geboortedatum = models.DateField(null=True)
    overlijdensdatum = models.DateField(null=True)

    class Meta:
        verbose_name = "persoon"
        verbose_name_plural = "personen"
        constraints = [
            models.CheckConstraint(
                name="persoon_geboren_voor_overleden",
                condition=Q(overlijdensdatum__gte=F("geboortedatum")),
                violation_error_message="Niemand overlijdt voor de geboorte.",
            )
        ]

    def __str__(self) -> str:
        return f"persoon {self.uuid}"


class Verblijf(TwoTimesModel):
    """Residence over a period: a gemeente (``GM0599``), ``onbekend`` or ``buitenland``.

    One history per person whatever the source; the code is the one that was valid when it was
    delivered, so readers translate it to the division of their own date.
    """

    id = models.BigAutoField(primary_key=True)
    persoon = models.ForeignKey(Persoon, models.PROTECT, related_name="verblijven")
    gemeente_code = models.CharField(max_length=10)
    bron = models.CharField(
        max_length=12, choices=[(bron.value, bron.value) for bron in Verblijfsbron]
    )

    history_key = ("persoon_id",)
    history_value = ("gemeente_code", "bron")

    class Meta:
        verbose_name = "verblijf"
        verbose_name_plural = "verblijven"
        constraints = [
            *two_times_constraints("verblijf", "persoon_id"),
            models.CheckConstraint(
                name="verblijf_gemeente_code",
                condition=Q(gemeente_code__regex=r"^(GM\d{4}|onbekend|buitenland)$"),
                violation_error_message="Schrijf GM en cijfers, onbekend of buitenland.",
            ),
            models.CheckConstraint(
                name="verblijf_bron",
                condition=Q(bron__in=[bron.value for bron in Verblijfsbron]),
                violation_error_message="De bron van een verblijf is brp of eigen_opgave.",
            ),
        ]

    def __str__(self) -> str:
        return f"verblijf {self.pk}"


class Adres(models.Model):
    """Where somebody gets mail now.

    ``adres_index`` is a keyed hash of postcode, number and addition (``adressen.py``).
    """

    id = models.BigAutoField(primary_key=True)
    persoon = models.OneToOneField(Persoon, models.PROTECT, related_name="adres")
    straatnaam = models.CharField(max_length=100)
    huisnummer = models.PositiveIntegerField()
    toevoeging = models.CharField(max_length=10, blank=True)
    postcode = models.CharField(max_length=6)
    woonplaats = models.CharField(max_length=100)
    adres_index = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = "adres"
        verbose_name_plural = "adressen"
        constraints = [
            models.CheckConstraint(
                name="adres_postcode",
                condition=Q(postcode__regex=r"^[1-9]\d{3}[A-Z]{2}$"),
                violation_error_message="Een postcode ziet eruit als 3011AB.",
            )
        ]

    def __str__(self) -> str:
        return f"adres {self.pk}"
