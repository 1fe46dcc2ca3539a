"""Dutch text: which word finds which, what words earn, and what a beginning suggests."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basis.zoeken.conftest import ENGINES
from basis.zoeken.naive import tokens_found
from basis.zoeken.strategies import VOCABULARY, examples, index_of, records_of
from basis.zoeken.wishing import SENTENCES
from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.zoeken.index import Index
from voetlicht.basis.zoeken.schema import Code, Schema, Text
from voetlicht.basis.zoeken.tekst.forms import RUN
from voetlicht.basis.zoeken.tekst.vocabulary import Vocabulary
from voetlicht.basis.zoeken.tekst.weights import idf
from voetlicht.basis.zoeken.tekst.words import (
    STOP_WORDS,
    corrections,
    finds,
    within_one_edit,
    words_of,
)
from voetlicht.basis.zoeken.wishes import Answer, Query, Words

SCHEMA = Schema(
    (
        Code("soort", ("a",)),
        Text("tekst", {"orderpicker": ("magazijnmedewerker",), "café": ("horeca zaak",)}),
    )
)
# What is looked for, the text of the only record, and whether that is found.
DUTCH = [
    # prefix
    ("magazijn", "magazijnmedewerker", True),
    ("heft", "heftruckchauffeur", True),
    ("hef", "heftruckchauffeur", False),  # three letters begin too much
    ("las", "lasser", False),
    # the last part of a compound
    ("medewerker", "magazijnmedewerker", True),
    ("chauffeur", "heftruckchauffeur", True),
    ("medewerkers", "magazijnmedewerker", True),
    ("medewerker", "magazijnmedewerkers", True),
    ("arts", "kwarts", False),  # four letters end too much
    ("huizen", "thuis", False),
    # plural
    ("tuin", "tuinen", True),
    ("tuinen", "tuin", True),
    ("huis", "huizen", True),
    ("huizen", "huis", True),
    ("bomen", "boom", True),
    ("chauffeurs", "chauffeur", True),
    ("verpleegkundigen", "verpleegkundige", True),
    ("auto", "auto's", True),
    ("auto’s", "auto", True),
    # diminutive
    ("kop", "kopje", True),
    ("kopjes", "kop", True),
    ("tuin", "tuintje", True),
    ("bloempjes", "bloemen", True),
    # verbs
    ("lassen", "las", True),
    ("schoonmaken", "schoonmaak", True),
    ("werken", "werk", True),
    # accents, case, marks
    ("cafe", "Café", True),
    ("CAFÉ", "cafe", True),
    ("coördinator", "coordinator", True),
    ("ijsbaan", "Ĳsbaan", True),
    ("oma's", "oma’s", True),
    ("tuin", "hof-tuin", True),
    ("3d", "3D-printen", True),
    ("c", "programmeren in C", True),
    # a slip of the pen
    ("magazjin", "magazijn", True),  # swapped
    ("magazin", "magazijn", True),  # lost
    ("magazijjn", "magazijn", True),  # added
    ("magezijn", "magazijn", True),  # changed
    ("mgazjin", "magazijn", False),  # two slips
    ("tuim", "tuin", False),  # four letters: as likely another word
    ("magazjin", "magazijnen", False),  # a slip is forgiven on whole words only
    # synonyms, one way
    ("orderpicker", "magazijnmedewerker", True),
    ("magazijnmedewerker", "orderpicker", False),
    ("Orderpicker", "magazijnmedewerkers", True),
    ("cafe", "werk in de horeca", True),
    ("café", "nette zaak", True),
    # words that say nothing
    ("de tuin", "tuin", True),
    ("de", "huis", True),  # nothing is asked
    ("lasser", "tuin", False),
]


def found(text: str, asked: str, *, engine: str, every: bool = False) -> bool:
    index = index_of(SCHEMA, {1: {"tekst": text}, 2: {"soort": "a"}}, engine)
    return index.search(Query((Words("tekst", asked, every=every, unknown=False),))).total == 1


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("asked", "text", "is_found"), DUTCH)
def test_words_find_words(engine: str, asked: str, text: str, is_found: bool):
    assert found(text, asked, engine=engine) == is_found


@pytest.mark.parametrize("engine", ENGINES)
def test_any_word_or_every_one(engine: str):
    assert found("tuin", "tuin magazijn", engine=engine)
    assert not found("tuin", "tuin magazijn", engine=engine, every=True)
    assert found("magazijn met tuinen", "tuin magazijn", engine=engine, every=True)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_word_with_hits_of_its_own_is_no_slip(engine: str):
    index = index_of(SCHEMA, {1: {"tekst": "lasser"}, 2: {"tekst": "lassen"}}, engine)
    query = Query((Words("tekst", "lasser"),))
    assert [hit.key for hit in index.search(query).hits] == [1]
    index.withdraw([1])
    assert [hit.key for hit in index.search(query).hits] == [2]  # now it may be one
    index.upsert(records_of(SCHEMA, {1: {"tekst": "lasser"}}))
    assert [hit.key for hit in index.search(query).hits] == [1]


@pytest.mark.parametrize("engine", ENGINES)
def test_rare_words_earn_more_and_the_shares_stay_within_the_weight(engine: str):
    texts = ["tuin"] * 8 + ["tuin lassen", "koffie"]
    index = index_of(SCHEMA, {key: {"tekst": text} for key, text in enumerate(texts)}, engine)
    hits = index.search(Query((Words("tekst", "tuin lassen", weight=1000),))).hits
    rare, common = idf(10, 1), idf(10, 9)
    shares = [1000 * common // (rare + common), 1000 * rare // (rare + common)]
    assert hits[0].key == 8
    assert hits[0].score == sum(shares)
    assert {hit.score for hit in hits[1:]} == {shares[0]}
    assert {hit.parts[0].answer for hit in hits} == {Answer.MET}


@pytest.mark.parametrize(
    ("records", "holding", "rarity"),
    [(0, 0, 1), (1, 1, 1025), (3, 1, 2049), (3, 0, 2049), (7, 1, 3073), (3, 50, 1025)],
)
def test_rarity(records: int, holding: int, rarity: int):
    assert idf(records, holding) == rarity


LETTERS = st.text("abeijknrst'é", min_size=1, max_size=9)
TOKENS = (st.sampled_from(VOCABULARY) | LETTERS | st.text(max_size=8)).map(words_of).filter(bool)
TOKEN = TOKENS.map(lambda tokens: tokens[0])


@given(tokens=st.lists(TOKEN, max_size=30), word=TOKEN)
@examples(150)
def test_a_vocabulary_finds_what_the_words_say(tokens: list[str], word: str):
    vocabulary = Vocabulary()
    half = len(tokens) // 2
    for part in (tokens[:half], tokens[half:], [f"{number}x" for number in range(RUN + 1)]):
        vocabulary.add(part)
    numbers = [at for at, token in enumerate(vocabulary.tokens) if finds(word, token)]
    assert vocabulary.found_by(word).tolist() == numbers


@given(tokens=st.lists(TOKEN, max_size=30), word=LETTERS)
@examples(100)
def test_corrections_are_the_live_tokens_at_one_slip(tokens: list[str], word: str):
    vocabulary = Vocabulary()
    numbers = vocabulary.add(tokens)
    live = list(dict.fromkeys(tokens))[::2]
    vocabulary.count(np.array([numbers[token] for token in live], dtype=np.int32), 1)
    expected = [token for token in live if len(word) >= 5 and slips(word, token) == 1]
    corrected = vocabulary.corrected(word).tolist()
    assert sorted(vocabulary.tokens[number] for number in corrected) == sorted(expected)


def slips(one: str, other: str) -> int:
    """The least letters lost, added or changed and neighbours swapped: restricted Damerau."""
    rows = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            if not i or not j:
                rows[i][j] = i + j
                continue
            changed = rows[i - 1][j - 1] + (one[i - 1] != other[j - 1])
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, changed)
            if i > 1 and j > 1 and (one[i - 1], one[i - 2]) == (other[j - 2], other[j - 1]):
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


def test_short_words_are_not_corrected_and_a_word_is_no_slip_of_itself():
    assert corrections("tuim", {"tuin"}, "tuin") == frozenset()
    assert "kopje" not in set(within_one_edit("kopje", "abcejkop"))


@given(st.text())
@examples(150)
def test_words_are_folded_once_and_never_stop_words(text: str):
    words = words_of(text)
    assert not set(words) & STOP_WORDS
    assert words_of(" ".join(words)) == words
    assert all(finds(word, word) for word in words)


@given(asked=SENTENCES, tokens=st.lists(TOKEN, max_size=20))
@examples(60)
def test_whatever_is_found_is_live(asked: str, tokens: list[str]):
    counts = Counter(tokens)
    for word in words_of(asked):
        assert tokens_found(word, {}, counts) <= set(tokens)


@pytest.fixture
def index() -> Index:
    texts = ["tuinman", "Tuinman tuin", "tuin tuin tuin", "magazijn", None, "tuintje café"]
    return index_of(SCHEMA, {key: {"tekst": text} for key, text in enumerate(texts)}, "roaring")


@pytest.mark.parametrize(
    ("beginning", "best", "suggested"),
    [
        ("tui", 10, [("tuin", 2), ("tuinman", 2), ("tuintje", 1)]),
        (" TUI", 1, [("tuin", 2)]),
        ("tui", 2, [("tuin", 2), ("tuinman", 2)]),
        ("tui", 0, []),
        ("Café", 3, [("cafe", 1)]),
        ("x", 3, []),
        ("", 3, [("tuin", 2), ("tuinman", 2), ("cafe", 1)]),
    ],
)
def test_a_beginning_suggests_words_most_held_first(
    index: Index, beginning: str, best: int, suggested: list[tuple[str, int]]
):
    assert index.suggest("tekst", beginning, best) == suggested


def test_what_is_withdrawn_is_not_suggested(index: Index):
    index.withdraw([0, 2])
    assert index.suggest("tekst", "tui") == [("tuin", 1), ("tuinman", 1), ("tuintje", 1)]
    index.withdraw([1, 5])
    assert index.suggest("tekst", "tui") == []


@pytest.mark.parametrize("column", ["soort", "bestaat niet"])
def test_only_a_text_suggests(index: Index, column: str):
    with pytest.raises(InputError, match=f"Kolom ‘{column}’ is geen tekst"):
        index.suggest(column, "a")
