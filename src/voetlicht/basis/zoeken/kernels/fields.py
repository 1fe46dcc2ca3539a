"""Fields and kinds of a plan as plain numbers: Numba takes those for constants."""

import numpy as np

from voetlicht.basis.zoeken.earnings import Source
from voetlicht.basis.zoeken.plan import Field, Kind

BLOCK = 4096
ONE = np.uint64(1)
UNMET, MET, UNKNOWN = 0, 1, 2
REQUIRED, UNKNOWN_PASSES = int(Field.REQUIRED), int(Field.UNKNOWN_PASSES)
WEIGHT, UNKNOWN_POINTS, COLUMN = int(Field.WEIGHT), int(Field.UNKNOWN_POINTS), int(Field.COLUMN)
VARIES = int(Field.VARIES)
A, B, C, D, E = int(Field.A), int(Field.B), int(Field.C), int(Field.D), int(Field.E)
KIND, START, COUNT = int(Field.KIND), int(Field.START), int(Field.COUNT)
UNKNOWN_PLANE, SLOPE = int(Field.UNKNOWN_PLANE), int(Field.SLOPE)
ANY, ALL_OF, NONE_BUT = int(Kind.ANY), int(Kind.ALL), int(Kind.NONE_BUT)
OVERLAPS, UNTIL, SINCE = int(Kind.OVERLAPS), int(Kind.UNTIL), int(Kind.SINCE)
NEAR, IN, WITHIN_REACH, WORDS_OF = (
    int(Kind.NEAR),
    int(Kind.IN),
    int(Kind.WITHIN_REACH),
    int(Kind.WORDS),
)
PLANE, MET_MASK, UNKNOWN_MASK = int(Source.PLANE), int(Source.MET), int(Source.UNKNOWN)
