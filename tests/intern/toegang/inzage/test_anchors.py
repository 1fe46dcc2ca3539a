"""An anchor stands on the disk as a whole, or the process hears that it does not."""

import os
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from voetlicht.basis.kern import clock
from voetlicht.intern.toegang.inzage.anchors import Anchors
from voetlicht.intern.toegang.rules.inzage import Stand, key_id

KEY = b"k" * 32
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STAND = Stand(keten=uuid4(), dag=AT.date(), moment=AT, aantal=3, kop=b"h" * 32)


@pytest.fixture
def kept(tmp_path: Path) -> Anchors:
    return Anchors(tmp_path, KEY, {key_id(KEY): KEY})


def test_what_the_disk_takes_in_parts_is_anchored_as_a_whole(kept, monkeypatch):
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda handle, text: write(handle, text[:7]))
        with clock.frozen_at(AT):
            kept.append([STAND])
    assert kept.stands_of(STAND.dag) == {STAND.keten: [STAND]}
    assert list(kept.findings()) == []


def test_what_the_disk_does_not_take_is_not_anchored(kept, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda handle, text: 0)
        with pytest.raises(OSError, match="past er niet meer bij"):
            kept.append([STAND])
