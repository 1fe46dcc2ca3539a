"""Invented words that look Dutch: syllables, endings and compounds. The same for the same seed."""

from itertools import chain

import numpy as np

from voetlicht.basis.zoeken.tekst.words import STOP_WORDS

_ONSETS = "b d f g h j k l m n p r s t v w z bl br dr gr kl kr pl sch sl sp st str tr vl zw"
_VOWELS = "a e i o u aa ee oo uu ie oe ui ij ei ou eu"
_CODAS = "- - n r l s t k m p ng nd rk st cht"
_ENDINGS = "- - en er ing heid el"
_NOTHING = "-"
_COMPOUNDS = 0.25
_LEAST = 5  # letters


def invent_words(draw: np.random.Generator, count: int) -> tuple[str, ...]:
    """``count`` different words in no order, a quarter of them compounds of two others."""
    simple = round(count * (1 - _COMPOUNDS))
    words = dict.fromkeys(_simple(draw, 2 * simple))
    bare = [word for word in words if len(word) >= _LEAST and word not in STOP_WORDS][:simple]
    pairs = draw.integers(len(bare), size=(2 * count, 2)).tolist()
    compounds = (bare[first] + bare[second] for first, second in pairs)
    invented = list(dict.fromkeys(chain(bare, compounds)))[:count]
    return tuple(invented[at] for at in draw.permutation(count).tolist())


def _simple(draw: np.random.Generator, count: int) -> list[str]:
    """Words of two or three syllables, some twice."""
    kinds = (_ONSETS, _VOWELS, _CODAS) * 3
    parts = [draw.choice(kind.split(), size=count).tolist() for kind in kinds]
    endings = draw.choice(_ENDINGS.split(), size=count).tolist()
    lengths = draw.choice([6, 9], size=count, p=[0.7, 0.3]).tolist()
    drawn = (
        "".join(part[at] for part in parts[: lengths[at]]) + endings[at] for at in range(count)
    )
    return [word.replace(_NOTHING, "") for word in drawn]
