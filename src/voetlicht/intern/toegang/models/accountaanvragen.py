"""Accounts come from a request form, and every half year somebody says who still needs what."""

import uuid

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from voetlicht.basis.kern import clock
from voetlicht.intern.toegang.enums import Aanvraagstatus, Hercertificeringsantwoord, Rol
from voetlicht.intern.toegang.models.accounts import Account
from voetlicht.intern.toegang.models.organisaties import Organisatie
from voetlicht.intern.toegang.models.werk import Aanstelling, Team


class Accountaanvraag(models.Model):
    """The form on which an organisatie's mandated applicant says what somebody may be there.

    It is complete: what is not on it ends. Without any role it is the form of a leaver.
    ``email`` says whose account it is about; ``aanvrager`` signed the form on ``aangevraagd_op``.
    ``elearning_op`` is when the compulsory e-learning was done, empty when it was not.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="aanvragen")
    email = models.EmailField("zakelijk e-mailadres")
    naam = models.CharField(max_length=200)
    reden = models.CharField(max_length=500)
    aanvrager = models.CharField(max_length=200)
    aanvrager_email = models.EmailField("e-mailadres van de aanvrager")
    aangevraagd_op = models.DateField()
    elearning_op = models.DateField(null=True)
    ingevoerd_op = models.DateTimeField(default=clock.now)
    ingevoerd_door = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    status = models.CharField(
        max_length=20,
        choices=[(status.value, status.value) for status in Aanvraagstatus],
        default=Aanvraagstatus.NIEUW,
    )
    afgehandeld_op = models.DateTimeField(null=True)
    afgehandeld_door = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    toelichting = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "accountaanvraag"
        verbose_name_plural = "accountaanvragen"
        indexes = [
            models.Index("status", "ingevoerd_op", name="accountaanvraag_wachtend"),
            models.Index("email", name="accountaanvraag_van"),
        ]
        constraints = [
            models.CheckConstraint(
                name="accountaanvraag_afgehandeld",
                condition=Q(status=Aanvraagstatus.NIEUW, afgehandeld_op=None, afgehandeld_door=None)
                | Q(
                    ~Q(status=Aanvraagstatus.NIEUW),
                    afgehandeld_op__isnull=False,
                    afgehandeld_door__isnull=False,
                ),
                violation_error_message="Wie een aanvraag afhandelt, staat erbij, met de tijd.",
            ),
            models.CheckConstraint(
                name="accountaanvraag_met_reden",
                condition=~Q(reden="") & ~Q(aanvrager=""),
                violation_error_message="Schrijf wie de aanvraag deed en waarom.",
            ),
        ]

    def __str__(self) -> str:
        return f"accountaanvraag {self.uuid}"


class Aanvraagregel(models.Model):
    """A role that the form asks, in a team or outside any, over a period (half-open)."""

    id = models.BigAutoField(primary_key=True)
    aanvraag = models.ForeignKey(Accountaanvraag, models.PROTECT, related_name="regels")
    rol = models.CharField(max_length=30, choices=[(rol.value, rol.value) for rol in Rol])
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    valid = DateRangeField()

    class Meta:
        verbose_name = "regel van een accountaanvraag"
        verbose_name_plural = "regels van accountaanvragen"
        constraints = [
            models.CheckConstraint(
                name="aanvraagregel_begin_voor_einde",
                condition=Q(valid__isempty=False) & Q(valid__startswith__isnull=False),
                violation_error_message="Een rol heeft een begindatum en eindigt daarna.",
            )
        ]

    def __str__(self) -> str:
        return f"regel {self.pk} van aanvraag {self.aanvraag_id}"


class Hercertificering(models.Model):
    """The half-yearly question whether an aanstelling is still needed, and the answer.

    An empty ``antwoord`` is an open question. Without an answer some days after ``uiterlijk`` the
    aanstelling ends by itself: ``uitgebleven``, answered by nobody.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    aanstelling = models.ForeignKey(Aanstelling, models.PROTECT, related_name="hercertificeringen")
    gevraagd_op = models.DateTimeField(default=clock.now)
    uiterlijk = models.DateField()
    antwoord = models.CharField(
        max_length=20,
        blank=True,
        choices=[(antwoord.value, antwoord.value) for antwoord in Hercertificeringsantwoord],
    )
    beantwoord_op = models.DateTimeField(null=True)
    beantwoord_door = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    toelichting = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "hercertificering"
        verbose_name_plural = "hercertificeringen"
        indexes = [
            models.Index("uiterlijk", name="hercertificering_open", condition=Q(antwoord=""))
        ]
        constraints = [
            models.UniqueConstraint(
                "aanstelling",
                name="hercertificering_een_open",
                condition=Q(antwoord=""),
                violation_error_message="Over deze rol staat al een vraag open.",
            ),
            models.CheckConstraint(
                name="hercertificering_heel_beantwoord",
                condition=Q(antwoord="", beantwoord_op=None, beantwoord_door=None)
                | Q(antwoord="uitgebleven", beantwoord_op__isnull=False, beantwoord_door=None)
                | Q(
                    antwoord__in=["behouden", "beeindigen"],
                    beantwoord_op__isnull=False,
                    beantwoord_door__isnull=False,
                ),
                violation_error_message="Een antwoord heeft een naam en een tijd.",
            ),
        ]

    def __str__(self) -> str:
        return f"hercertificering {self.uuid}"
