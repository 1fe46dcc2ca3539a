"""The chain of the inzagelog: whatever was done to it afterwards is found, and where."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voetlicht.intern.toegang.rules.inzage import (
    Finding,
    FindingKind,
    Keten,
    Line,
    Stand,
    check_chain,
    key_id,
    mac_of,
    microseconds,
    moment_of,
    seed,
)

KEY = b"sleutel van de tests, 32 bytes!!"
KEYS = {key_id(KEY): KEY}
BEGUN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
KETEN = Keten(UUID(int=7), date(2026, 3, 2), BEGUN, key_id(KEY))

Chain = list[tuple[Line, bytes]]


def line(number: int, *, moment: datetime | None = None) -> Line:
    return Line(
        volgnummer=number,
        moment=microseconds(moment or BEGUN + timedelta(seconds=number)),
        actor_kind="medewerker",
        actor_id=UUID(int=1),
        rol="adviseur_werk",
        organisatie="uwv",
        aanstelling=3,
        persoon_id=100 + number,
        doel="dienstverlening",
        veldklasse="persoonlijk",
        kanaal="site",
        trace_id=UUID(int=number),
    )


def chain(lines: list[Line], *, keten: Keten = KETEN, key: bytes = KEY) -> Chain:
    """As a writer with this key makes it."""
    written, mac = [], seed(keten, key)
    for each in lines:
        mac = mac_of(each, after=mac, key=key)
        written.append((each, mac))
    return written


def stands(written: Chain, *, at: tuple[int, ...] = (0, 3, 6)) -> list[Stand]:
    """Anchored after so many lines, at the moment of the last."""
    macs = [seed(KETEN, KEY), *(mac for _, mac in written)]
    return [
        Stand(KETEN.id, KETEN.dag, BEGUN + timedelta(seconds=count), count, macs[count])
        for count in at
    ]


WHOLE = chain([line(number) for number in range(1, 7)])


def found(written: Chain, anchored: list[Stand] | None = None) -> list[tuple[FindingKind, ...]]:
    findings = check_chain(
        KETEN, written, stands=stands(WHOLE) if anchored is None else anchored, keys=KEYS
    )
    return [(each.kind, each.line, each.last) for each in findings]


def test_a_chain_as_written_holds():
    assert found(WHOLE) == []


FIELDS = {
    "moment": 5,
    "actor_kind": "klant",
    "actor_id": UUID(int=2),
    "rol": "teamleider",
    "organisatie": "GM0599",
    "aanstelling": 4,
    "persoon_id": 5,
    "doel": "leiding",
    "veldklasse": "bijzonder",
    "kanaal": "opdracht",
    "trace_id": UUID(int=99),
}


@pytest.mark.parametrize("field", FIELDS)
def test_a_line_changed_in_any_field_is_named(field: str):
    changed = list(WHOLE)
    changed[2] = (replace(WHOLE[2][0], **{field: FIELDS[field]}), WHOLE[2][1])
    assert found(changed) == [(FindingKind.CHANGED, 3, 3)]


def test_fields_do_not_run_into_each_other():
    """``rol`` and ``organisatie`` together read alike; the line does not."""
    shifted = replace(WHOLE[2][0], rol="adviseur_werkuwv", organisatie="")
    assert found([*WHOLE[:2], (shifted, WHOLE[2][1]), *WHOLE[3:]]) == [(FindingKind.CHANGED, 3, 3)]


def test_a_line_deleted_is_named():
    assert found([*WHOLE[:2], *WHOLE[3:]]) == [(FindingKind.MISSING, 3, 3)]


def test_lines_deleted_and_the_others_numbered_anew_are_found():
    moved = [
        (replace(each, volgnummer=number), mac)
        for number, (each, mac) in enumerate([*WHOLE[:2], *WHOLE[3:]], 1)
    ]
    assert found(moved) == [(FindingKind.CHANGED, 3, 5), (FindingKind.CUT, 6, 6)]


def test_two_lines_swapped_are_both_named():
    third, fourth = WHOLE[2], WHOLE[3]
    swapped = [
        *WHOLE[:2],
        (replace(fourth[0], volgnummer=3), fourth[1]),
        (replace(third[0], volgnummer=4), third[1]),
        *WHOLE[4:],
    ]
    assert found(swapped) == [(FindingKind.CHANGED, 3, 5)]


def test_a_line_put_in_twice_is_named():
    assert found([*WHOLE[:3], WHOLE[2], *WHOLE[3:]]) == [(FindingKind.DOUBLE, 3, 3)]


def test_a_tail_cut_off_is_found_by_the_anchor():
    assert found(WHOLE[:4]) == [(FindingKind.CUT, 5, 6)]


def test_a_chain_made_anew_without_the_key_is_found_from_the_first_line():
    assert found(chain([each for each, _ in WHOLE], key=b"x" * 32)) == [(FindingKind.CHANGED, 1, 6)]


def test_a_chain_made_anew_even_with_the_key_differs_from_the_anchors():
    lines = [each for each, _ in WHOLE]
    lines[1] = replace(lines[1], persoon_id=1)
    assert found(chain(lines)) == [(FindingKind.OTHER_HEAD, 3, 3), (FindingKind.OTHER_HEAD, 6, 6)]


def test_a_chain_that_was_never_anchored_is_not_ours():
    assert found(WHOLE, []) == [(FindingKind.NOT_ANCHORED, None, None)]


def test_lines_soon_after_the_last_anchor_wait_for_the_next():
    assert found(WHOLE, stands(WHOLE, at=(0, 3))) == []


def test_lines_long_after_the_last_anchor_are_named():
    late = BEGUN + timedelta(minutes=5)
    written = chain([*(line(number) for number in range(1, 5)), line(5, moment=late)])
    assert found(written, stands(written, at=(0, 4))) == [(FindingKind.NOT_ANCHORED, 5, 5)]


def test_lines_moved_to_another_chain_do_not_hold_there():
    other = replace(KETEN, id=UUID(int=8))
    findings = list(check_chain(other, WHOLE, stands=stands(WHOLE), keys=KEYS))
    assert [(each.kind, each.line) for each in findings] == [(FindingKind.CHANGED, 1)]


def test_a_key_that_is_not_here_is_said():
    findings = list(check_chain(KETEN, WHOLE, stands=[], keys={}))
    assert [each.kind for each in findings] == [FindingKind.UNKNOWN_KEY]


def test_a_finding_names_chain_line_and_moment():
    finding = Finding(FindingKind.CUT, KETEN.id, 5, 6, datetime(2026, 3, 2, 8, 0, 6, tzinfo=UTC))
    assert str(finding) == (
        "keten 00000000-0000-0000-0000-000000000007, regel 5 t/m 6 (02-03-2026 09:00:06): "
        "ontbreekt aan het einde: verankerd, maar weg uit de database."
    )


def test_a_finding_may_be_about_a_whole_chain():
    assert str(Finding(FindingKind.CUT, KETEN.id)).startswith(
        "keten 00000000-0000-0000-0000-000000000007: "
    )


def _delete(written: Chain, at: int) -> Chain:
    return [*written[:at], *written[at + 1 :]]


def _swap(written: Chain, at: int) -> Chain:
    one, other = written[at], written[at - 1]
    swapped = list(written)
    swapped[at] = (replace(other[0], volgnummer=one[0].volgnummer), other[1])
    swapped[at - 1] = (replace(one[0], volgnummer=other[0].volgnummer), one[1])
    return swapped


def _alter(written: Chain, at: int) -> Chain:
    altered = list(written)
    altered[at] = (replace(written[at][0], persoon_id=0), written[at][1])
    return altered


def _flip(written: Chain, at: int) -> Chain:
    """A bit of the MAC."""
    flipped = list(written)
    mac = written[at][1]
    flipped[at] = (written[at][0], bytes([mac[0] ^ 1]) + mac[1:])
    return flipped


@given(
    st.integers(2, 30),
    st.data(),
    st.lists(st.sampled_from([_delete, _swap, _alter, _flip]), min_size=1, max_size=3),
)
def test_whatever_is_done_to_a_chain_is_found(
    count: int, data: st.DataObject, deeds: list[Callable[[Chain, int], Chain]]
):
    written = chain([line(number) for number in range(1, count + 1)])
    touched = list(written)
    for deed in deeds:
        if touched:
            touched = deed(touched, data.draw(st.integers(0, len(touched) - 1)))
    anchored = stands(written, at=(0, count))
    assert (found(touched, anchored) == []) is (touched == written)


@given(st.datetimes(timezones=st.just(UTC)))
def test_moments_are_kept_to_the_microsecond(moment: datetime):
    assert moment_of(microseconds(moment)) == moment
