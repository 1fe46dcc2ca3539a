"""Folding and sorting of Dutch text; the database has no collation or unaccent for it."""

import re
import unicodedata

# Letters that Unicode does not take apart into a base letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th",
                          "æ": "ae", "œ": "oe"})  # fmt: skip
_NOT_A_WORD = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"(de|den|het|'t|'s)\b[ -]*(?=\w)")


def fold(text: str) -> str:
    """Lower case without accents, in plain apostrophes: ``Súdwest-Fryslân`` -> ``sudwest-fryslan``.

    The ligature ``ĳ`` becomes ``ij``. Folding what is folded changes nothing.
    """
    if text.isascii():  # most text; nothing to take apart
        return text.lower().translate(_APOSTROPHES)
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_APOSTROPHES))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.casefold().translate(_LETTERS)


_APOSTROPHES = str.maketrans(dict.fromkeys("‘’‛ʼ`´′", "'"))


def dutch_sort_key(text: str) -> tuple[str, str, str]:
    """The key under which a Dutch name is listed: ``(words without article, article, text)``.

    As the CBS sorts gemeenten (table 85067NED has ``Gravenhage 's-``): a leading article counts
    last, so 's-Gravenhage stands between Grave and Groningen and De Bilt before Binnenmaas. Word by
    word (``West Maas en Waal`` before ``Westerveld``), a hyphen counting as a space, accents and
    case not at all, and IJ as the two letters I and J. The text itself makes the order total.
    """
    folded = fold(text)
    article = _ARTICLE.match(folded)
    name = folded[article.end() :] if article else folded
    words = _NOT_A_WORD.sub(" ", name).strip()
    return words, article[1] if article else "", text
