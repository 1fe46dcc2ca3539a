"""Rows in two times as database tables: their fields and constraints."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    BigIntegerRangeField,
    DateRangeField,
    DateTimeRangeField,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast


class TwoTimesModel(models.Model):
    """A row over a valid period (days) known over a recorded period (moments), both half-open.

    The columns in ``history_key`` say whose history a row belongs to and what it is about, those
    in ``history_value`` what it says. Together with the two periods they are the whole row.
    """

    history_key: ClassVar[tuple[str, ...]]
    history_value: ClassVar[tuple[str, ...]]

    valid = DateRangeField()
    recorded = DateTimeRangeField()

    class Meta:
        abstract = True


def point(of: F | Func) -> Func:
    """An expression as a range of one number: GiST compares it without btree_gist."""
    number = Cast(of, models.BigIntegerField())
    return Func(
        number, number, Value("[]"), function="int8range", output_field=BigIntegerRangeField()
    )


def two_times_constraints(name: str, *keys: str) -> list[models.BaseConstraint]:
    """No two rows of the same ``keys`` overlap in both times; every period begins and is not empty.

    ``keys`` are numeric columns (or text that holds a number).
    """
    same = [(point(F(key)), RangeOperators.OVERLAPS) for key in keys]
    return [
        ExclusionConstraint(
            name=f"{name}_geen_overlap",
            expressions=[
                *same,
                ("valid", RangeOperators.OVERLAPS),
                ("recorded", RangeOperators.OVERLAPS),
            ],
            violation_error_message="Deze periode overlapt met een bekende periode.",
        ),
        models.CheckConstraint(
            name=f"{name}_begin_voor_einde",
            condition=Q(valid__isempty=False)
            & Q(valid__startswith__isnull=False)
            & Q(recorded__isempty=False)
            & Q(recorded__startswith__isnull=False),
            violation_error_message="Een periode heeft een begin en eindigt daarna.",
        ),
    ]
