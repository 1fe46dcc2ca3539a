"""An invented country: 345 places in 35 regions, and how far they lie apart."""

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.zoeken.schema import Place

REGIONS, PLACES = 35, 345
_SIZE_KM = (250, 300)
_SPREAD_KM = 12.0
"""How far places lie from the middle of their region, one standard deviation."""


def invent_places(draw: np.random.Generator) -> Place:
    """The place column; places of one region are neighbours in the list."""
    middles = draw.uniform((0, 0), _SIZE_KM, size=(REGIONS, 2))
    region = np.arange(PLACES) * REGIONS // PLACES
    points = middles[region] + draw.normal(0, _SPREAD_KM, size=(PLACES, 2))
    return Place(
        "plaats",
        tuple(f"plaats {number:03}" for number in range(PLACES)),
        _distances(points),
        tuple(f"regio {number:02}" for number in region.tolist()),
    )


def _distances(points: NDArray[np.float64]) -> NDArray[np.uint16]:
    """Whole kilometres between all points, as the crow flies."""
    apart = points[:, None, :] - points[None, :, :]
    return np.hypot(apart[..., 0], apart[..., 1]).round().astype(np.uint16)
