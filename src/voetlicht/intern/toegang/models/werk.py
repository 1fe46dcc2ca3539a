"""Who works where, in which role, and for which klanten."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce

from voetlicht.basis.kern import clock
from voetlicht.basis.web.two_times_model import point
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models.accounts import Account
from voetlicht.intern.toegang.models.organisaties import Organisatie


class Team(models.Model):
    """A group of medewerkers of one organisatie that serves klanten together.

    From ``opgeheven_per`` on nobody joins it; it stands empty by then.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="teams")
    naam = models.CharField(max_length=100)
    opgeheven_per = models.DateField(null=True)

    class Meta:
        verbose_name = "team"
        verbose_name_plural = "teams"
        constraints = [
            models.UniqueConstraint(
                "organisatie",
                "naam",
                name="team_naam_per_organisatie",
                violation_error_message="Deze organisatie heeft al een team met deze naam.",
            )
        ]

    def __str__(self) -> str:
        return self.naam


class Aanstelling(models.Model):
    """A medewerker holds a role at an organisatie during a period (half-open).

    A session acts in exactly one. ``team`` is empty for roles that belong to no team. ``valid``
    is empty for one that was withdrawn before it had lasted a day: rows are never deleted.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="aanstellingen")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="aanstellingen")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="aanstellingen")
    rol = models.CharField(max_length=30, choices=[(rol.value, rol.value) for rol in Rol])
    valid = DateRangeField()

    class Meta:
        verbose_name = "aanstelling"
        verbose_name_plural = "aanstellingen"
        constraints = [
            models.CheckConstraint(
                name="aanstelling_rol",
                condition=Q(rol__in=[rol.value for rol in Rol]),
                violation_error_message="Deze rol bestaat niet.",
            ),
            models.CheckConstraint(
                name="aanstelling_begin_voor_einde",
                condition=Q(valid__isempty=True) | Q(valid__startswith__isnull=False),
                violation_error_message="Een aanstelling heeft een begin en eindigt daarna.",
            ),
            ExclusionConstraint(
                name="aanstelling_geen_overlap",
                expressions=[
                    (point(F("account_id")), RangeOperators.OVERLAPS),
                    (point(F("organisatie_id")), RangeOperators.OVERLAPS),
                    (point(Coalesce(F("team_id"), 0)), RangeOperators.OVERLAPS),
                    (point(Func(F("rol"), function="hashtext")), RangeOperators.OVERLAPS),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Deze medewerker heeft die rol daar dan al.",
            ),
        ]

    def __str__(self) -> str:
        return f"aanstelling {self.uuid}"


class Toewijzing(models.Model):
    """A persoon is served by one medewerker (caseload) or by one team, during a period.

    First-class: who serves whom is said here and guessed nowhere. Exactly one of ``account`` and
    ``team`` is filled; ``organisatie`` is where that is. ``valid`` is half-open, and empty for one
    that was taken back on the day it began: it held on no day and leaves no handover window.
    ``opvolger`` is the toewijzing that ended this one before its time, ``voorheen_tot`` until when
    it would have lasted without (empty: without end).
    """

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    persoon = models.ForeignKey("personen.Persoon", models.PROTECT, related_name="toewijzingen")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, db_index=False)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="toewijzingen", db_index=False
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, related_name="toewijzingen", db_index=False
    )
    valid = DateRangeField()
    reden = models.CharField(max_length=200)
    reden_einde = models.CharField(max_length=200, blank=True, db_default="")
    opvolger = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="voorgangers", db_index=False
    )
    voorheen_tot = models.DateField(null=True)

    class Meta:
        verbose_name = "toewijzing"
        verbose_name_plural = "toewijzingen"
        indexes = [
            models.Index("account", "persoon", name="toewijzing_van_medewerker"),
            models.Index("team", "persoon", name="toewijzing_van_team"),
            models.Index(
                "opvolger", name="toewijzing_opvolger", condition=Q(opvolger__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="toewijzing_medewerker_of_team",
                condition=Q(account__isnull=True) ^ Q(team__isnull=True),
                violation_error_message="Wijs toe aan een medewerker of aan een team.",
            ),
            models.CheckConstraint(
                name="toewijzing_begin_voor_einde",
                condition=Q(valid__isempty=True) | Q(valid__startswith__isnull=False),
                violation_error_message="Een toewijzing heeft een begin.",
            ),
            models.CheckConstraint(
                name="toewijzing_met_reden",
                condition=~Q(reden=""),
                violation_error_message="Schrijf waarom u toewijst.",
            ),
            *[
                models.UniqueConstraint(
                    fields=["persoon", holder, "organisatie"],
                    name=f"toewijzing_een_lopende_{holder}",
                    condition=Q(**{f"{holder}__isnull": False}, valid__upper_inf=True),
                    violation_error_message="Deze klant is daar al aan toegewezen.",
                )
                for holder in ("account", "team")
            ],
        ]

    def __str__(self) -> str:
        return f"toewijzing {self.uuid}"


class Noodtoegang(models.Model):
    """Somebody asked to reach a dossier that is not hers, and why; reviewed afterwards.

    ``persoon`` is empty when nobody has that BSN and birth date: asking leaves a trace, found or
    not. Access lasts from ``gevraagd_op`` to ``tot``, for this aanstelling alone. ``beoordeeld``
    fields are filled together, by another medewerker.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    persoon = models.ForeignKey(
        "personen.Persoon", models.PROTECT, null=True, related_name="noodtoegangen"
    )
    aanstelling = models.ForeignKey(Aanstelling, models.PROTECT, related_name="noodtoegangen")
    gevraagd_op = models.DateTimeField(default=clock.now)
    tot = models.DateTimeField()
    reden = models.CharField(max_length=500)
    beoordeeld_op = models.DateTimeField(null=True)
    beoordeeld_door = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="beoordelingen"
    )
    terecht = models.BooleanField(null=True)
    toelichting = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "noodtoegang"
        verbose_name_plural = "noodtoegangen"
        constraints = [
            models.CheckConstraint(
                name="noodtoegang_duurt",
                condition=Q(tot__gte=F("gevraagd_op")),
                violation_error_message="Noodtoegang eindigt na de vraag.",
            ),
            models.CheckConstraint(
                name="noodtoegang_met_reden",
                condition=~Q(reden=""),
                violation_error_message="Schrijf waarom u noodtoegang vraagt.",
            ),
            models.CheckConstraint(
                name="noodtoegang_heel_beoordeeld",
                condition=Q(beoordeeld_op=None, beoordeeld_door=None, terecht=None)
                | Q(
                    beoordeeld_op__isnull=False,
                    beoordeeld_door__isnull=False,
                    terecht__isnull=False,
                ),
                violation_error_message="Een beoordeling heeft een oordeel, een naam en een tijd.",
            ),
        ]

    def __str__(self) -> str:
        return f"noodtoegang {self.uuid}"


class Bereik(models.Model):
    """Whom the aanstelling of this transaction may reach now: a view, empty without one.

    The one definition in SQL of need to know (see ``rules/bereik.py`` for the rule and
    migration ``0003`` for the view); row-level security and the queries both ask it.
    """

    persoon = models.OneToOneField(
        "personen.Persoon", models.DO_NOTHING, primary_key=True, related_name="+"
    )

    class Meta:
        managed = False
        db_table = "toegang_bereik"
        verbose_name = "bereik"
        verbose_name_plural = "bereik"

    def __str__(self) -> str:
        return f"persoon {self.persoon_id} binnen bereik"
