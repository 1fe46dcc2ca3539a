"""The inzagelog: every showing of personal data, one line each, in chains."""

import uuid

from django.db import models

from voetlicht.intern.toegang.enums import Kanaal


class Inzageketen(models.Model):
    """The lines that one process wrote on one day; ``sleutel`` names the key of their MACs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dag = models.DateField(db_index=True)
    begonnen_op = models.DateTimeField()
    sleutel = models.BinaryField(max_length=4)

    class Meta:
        verbose_name = "inzageketen"
        verbose_name_plural = "inzageketens"

    def __str__(self) -> str:
        return f"inzageketen {self.id}"


class Inzageregel(models.Model):
    """Fields of one class of one persoon were shown to somebody, when, in which role and why.

    ``actor_id`` is the uuid of an account (or of a klant, by ``actor_kind``). ``trace_id`` is the
    request's, and links the line to its record in the Logboek dataverwerkingen. Nothing refers to
    a persoon or an account by key, so that the log outlives what it is about. The table is
    partitioned by month (migration); ``mac`` is explained in ``rules/inzage.py``.
    """

    pk = models.CompositePrimaryKey("keten", "volgnummer")
    keten = models.ForeignKey(
        Inzageketen, models.DO_NOTHING, db_constraint=False, related_name="regels"
    )
    volgnummer = models.BigIntegerField()
    moment = models.DateTimeField()
    actor_kind = models.CharField(max_length=12)
    actor_id = models.UUIDField()
    rol = models.CharField(max_length=30)
    organisatie = models.CharField(max_length=40)
    aanstelling = models.BigIntegerField()
    persoon_id = models.BigIntegerField()
    doel = models.CharField(max_length=20)
    veldklasse = models.CharField(max_length=12)
    kanaal = models.CharField(
        max_length=10, choices=[(kanaal.value, kanaal.value) for kanaal in Kanaal]
    )
    trace_id = models.UUIDField()
    mac = models.BinaryField(max_length=32)

    class Meta:
        managed = False
        db_table = "toegang_inzageregel"
        verbose_name = "inzageregel"
        verbose_name_plural = "inzageregels"

    def __str__(self) -> str:
        return f"inzageregel {self.volgnummer} van keten {self.keten_id}"
