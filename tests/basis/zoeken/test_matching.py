"""The mirror: for one record the vacancies, with the answers and points that a search gives."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basis.zoeken.naive import Truth, hit, passes_all, turn
from basis.zoeken.strategies import examples, index_of, records_in, records_of, schemas
from basis.zoeken.wishing import queries
from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.zoeken.engines import choose_engine
from voetlicht.basis.zoeken.matching import Vacancies
from voetlicht.basis.zoeken.plan import seed_of
from voetlicht.basis.zoeken.result import Hit
from voetlicht.basis.zoeken.schema import Code, Schema, Text
from voetlicht.basis.zoeken.wishes import AnyOf, Query, Words

DAY = date(2026, 11, 22)


def told(hits: tuple[Hit, ...]) -> list[object]:
    return [(hit.key, hit.score, hit.parts) for hit in hits]


@given(data=st.data(), best=st.integers(0, 100), rotation=st.sampled_from(["", "x"]))
@examples(120)
def test_a_record_gets_the_best_vacancies(data: st.DataObject, best: int, rotation: str):
    schema = data.draw(schemas())
    asked = queries(schema).filter(
        lambda query: not any(isinstance(wish, Words) for wish in query.wishes)
    )
    put = data.draw(st.dictionaries(st.integers(-9, 99), asked, max_size=8))
    gone = data.draw(st.sets(st.sampled_from(sorted(put)))) if put else set()
    record = data.draw(records_in(schema))
    vacancies = Vacancies(schema)
    for key, query in put.items():
        vacancies.put(key, query)
    vacancies.remove(gone)
    truth = Truth(schema, {7: record})
    stands = {key: truth.stands(put[key])[7] for key in put if key not in gone}
    hits = [
        hit(key, put[key], stand)
        for key, stand in stands.items()
        if passes_all(put[key].wishes, stand)
    ]
    seed = seed_of(Query(day=DAY, rotation=rotation))
    hits.sort(key=lambda hit: (-hit.score, turn(hit.key, seed), hit.key))
    found = vacancies.best_for(
        records_of(schema, {7: record}), best=best, day=DAY, rotation=rotation
    )
    assert told(found) == told(tuple(hits[:best]))
    for vacancy in found:  # the other side sees the same
        index = index_of(schema, {7: record}, choose_engine().name)
        (same,) = index.search(put[vacancy.key]).hits or [vacancy]
        assert (same.score, same.parts) == (vacancy.score, vacancy.parts)


def test_a_vacancy_asks_no_words_and_one_record_at_a_time():
    schema = Schema((Code("niveau", ("mbo",)), Text("tekst")))
    vacancies = Vacancies(schema)
    with pytest.raises(InputError, match="Een vacature vraagt geen woorden"):
        vacancies.put(1, Query((Words("tekst", "tuin"),)))
    with pytest.raises(InputError, match="‘wo’ is geen waarde van kolom ‘niveau’"):
        vacancies.put(1, Query((AnyOf("niveau", ("wo",)),)))
    assert len(vacancies) == 0
    for population, best in (({}, 1), ({1: {}, 2: {}}, 1), ({1: {}}, 101), ({1: {}}, -1)):
        with pytest.raises(InputError, match="Geef één record"):
            vacancies.best_for(records_of(schema, population), best=best, day=DAY)
