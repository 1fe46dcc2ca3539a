"""Where a residence was heard from."""

from enum import StrEnum


class Verblijfsbron(StrEnum):
    """BRP goes before what a person or adviser says."""

    BRP = "brp"
    EIGEN_OPGAVE = "eigen_opgave"
