"""The anchors: stands of the chains in files outside the database, one a day, only added to.

Each line of a file is one JSON object with a MAC (``merk``) over what it says and over the line
before it (``vorige``), across files too. So a line that is changed, added by another hand or taken
away is found, and so is a whole file; only the very last lines could be taken away unseen, and
then the lines of the inzagelog after it stand in no anchor. Keep the folder where the database's
administrators cannot write.
"""

import errno
import fcntl
import hashlib
import hmac
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from voetlicht.basis.kern import clock
from voetlicht.intern.toegang.rules.inzage import Finding, FindingKind, Stand, derived, key_id

PURPOSE = "ankers"
BEGIN = hashlib.sha256(b"voetlicht: begin van de ankers").hexdigest()
"""What the very first line is bound to."""

_NAME = re.compile(r"\d{4}-\d{2}-\d{2}\.jsonl")
_LAST = 8192  # bytes that surely hold the last line


@dataclass(frozen=True, slots=True)
class Anchors:
    """The folder of anchors. ``key`` makes lines; ``keys`` (by id) are those to check with."""

    folder: Path
    key: bytes
    keys: Mapping[bytes, bytes]

    def append(self, stands: Iterable[Stand]) -> None:
        """Add stands; on the disk when this returns. OSError when that cannot be."""
        self._append(
            {
                "soort": "stand",
                "keten": str(stand.keten),
                "dag": stand.dag.isoformat(),
                "moment": stand.moment.isoformat(),
                "aantal": stand.aantal,
                "kop": stand.kop.hex(),
            }
            for stand in stands
        )

    def append_removed(self, months: Iterable[date]) -> None:
        """Say that these months (by their first day) are removed, because their term is over."""
        moment = clock.now().isoformat()
        self._append(
            {"soort": "opgeschoond", "maand": month.isoformat(), "moment": moment}
            for month in months
        )

    def stands_of(self, dag: date) -> dict[UUID, list[Stand]]:
        """What was anchored of the chains of a day: in its own file or, at midnight, in the next.

        Lines that are not ours are left out; ``findings`` names them.
        """
        stands: dict[UUID, list[Stand]] = {}
        for day in (dag, dag + timedelta(days=1)):
            for record in self._records(self.folder / f"{day}.jsonl"):
                if record.get("soort") == "stand" and record["dag"] == dag.isoformat():
                    stand = _stand(record)
                    stands.setdefault(stand.keten, []).append(stand)
        return stands

    def removed(self) -> frozenset[date]:
        """The first days of the months of which was said that they are removed."""
        return frozenset(
            date.fromisoformat(record["maand"])
            for file in self.files()
            for record in self._records(file)
            if record.get("soort") == "opgeschoond"
        )

    def days(self) -> list[date]:
        """The days that have a file."""
        return [date.fromisoformat(file.stem) for file in self.files()]

    def files(self) -> list[Path]:
        """The files, oldest first."""
        return sorted(file for file in self.folder.glob("*.jsonl") if _NAME.fullmatch(file.name))

    def findings(self) -> Iterator[Finding]:
        """Every place where the anchors are not as they were written."""
        before = BEGIN
        for file in self.files():
            for number, line in enumerate(file.read_bytes().splitlines(), 1):
                record = self._genuine(line)
                where = f"ankerbestand {file.name}, regel {number}"
                if record is None:
                    yield _finding(f"{where}: is veranderd of niet door Voetlicht geschreven.")
                    continue
                if record["vorige"] != before:
                    yield _finding(f"{where}: ervoor ontbreken een of meer regels.")
                before = record["merk"]

    def _records(self, file: Path) -> Iterator[dict[str, Any]]:
        if file.exists():
            records = (self._genuine(line) for line in file.read_bytes().splitlines())
            yield from (record for record in records if record is not None)

    def _genuine(self, line: bytes) -> dict[str, Any] | None:
        """The record, when its MAC is right."""
        try:
            record: dict[str, Any] = json.loads(line)
            mark = bytes.fromhex(record["merk"])
            key = self.keys[bytes.fromhex(record["sleutel"])]
        except (ValueError, KeyError, TypeError):
            return None
        said = {name: value for name, value in record.items() if name != "merk"}
        return record if hmac.compare_digest(mark, _mark(said, key)) else None

    def _append(self, records: Iterable[dict[str, Any]]) -> None:
        with self._alone():
            files = self.files()
            # Never into an older file than the newest: the files follow each other in order.
            today = self.folder / f"{clock.today()}.jsonl"
            file = max([today, *files[-1:]])
            before, torn = self._last(files)
            lines = []
            for record in records:
                said = {**record, "sleutel": key_id(self.key).hex(), "vorige": before}
                before = _mark(said, self.key).hex()
                lines.append(json.dumps({**said, "merk": before}))
            _add(file, ("\n" if torn and file.exists() else "") + "\n".join(lines) + "\n")

    def _last(self, files: list[Path]) -> tuple[str, bool]:
        """The mark of the last line of ours, and whether a line after it was torn off."""
        for file in reversed(files):
            with file.open("rb") as stream:
                stream.seek(0, os.SEEK_END)
                stream.seek(max(0, stream.tell() - _LAST))
                content = stream.read()
            torn = not content.endswith(b"\n")
            for line in reversed(content.splitlines()):
                record = self._genuine(line)
                if record is not None:
                    return record["merk"], torn
        return BEGIN, False

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Several processes add to the same file, one at a time."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / "slot").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _add(file: Path, text: str) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        left = text.encode()
        while left:  # a disk that is nearly full takes a part
            written = os.write(handle, left)
            if not written:
                raise OSError(errno.ENOSPC, "het anker past er niet meer bij", str(file))
            left = left[written:]
        os.fdatasync(handle)
    finally:
        os.close(handle)


def _mark(said: Mapping[str, Any], key: bytes) -> bytes:
    content = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    return hmac.digest(derived(key, PURPOSE), content, "sha256")


def _stand(record: Mapping[str, Any]) -> Stand:
    return Stand(
        keten=UUID(record["keten"]),
        dag=date.fromisoformat(record["dag"]),
        moment=datetime.fromisoformat(record["moment"]),
        aantal=record["aantal"],
        kop=bytes.fromhex(record["kop"]),
    )


def _finding(place: str) -> Finding:
    return Finding(FindingKind.ANCHORS, place=place)
