"""The inzagelog as records of the Logboek dataverwerkingen (Logius): what was done with whose data.

One record per persoon and purpose in one request. It names no medewerker: ``trace_id`` links it to
the lines of the inzagelog, for who may read those. The persoon is an encrypted code, equal in all
records about her, that the holder of the key can turn back into her uuid.
"""

import hmac
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connections, transaction

from voetlicht.basis.kern import clock
from voetlicht.intern.toegang.rules.inzage import derived

ALIAS = "toezicht"
SUBJECT = "logboek: betrokkene"
NONCE = "logboek: nonce"
OPERATION_BYTES = 8
NAME = "Persoonsgegevens tonen"
# Lines of one request follow each other in one chain, so duplicates are next to each other.
LINES = """
SELECT regel.trace_id, regel.doel, regel.moment, regel.mac, persoon.uuid
FROM toegang_inzageregel AS regel
LEFT JOIN toezicht_persoon AS persoon ON persoon.id = regel.persoon_id
WHERE regel.moment >= %s AND regel.moment < %s
ORDER BY regel.keten_id, regel.volgnummer
"""


@dataclass(frozen=True, slots=True)
class Subjects:
    """Encrypts whom a record is about: AES-GCM, with a nonce that follows from the persoon."""

    key: bytes

    def encrypt(self, persoon: UUID) -> str:
        """The code of a persoon, in hexadecimal."""
        nonce = hmac.digest(derived(self.key, NONCE), persoon.bytes, "sha256")[:12]
        return (nonce + self._cipher().encrypt(nonce, persoon.bytes, None)).hex()

    def decrypt(self, code: str) -> UUID:
        """Whom a code is about; for who answers a betrokkene."""
        raw = bytes.fromhex(code)
        return UUID(bytes=self._cipher().decrypt(raw[:12], raw[12:], None))

    def _cipher(self) -> AESGCM:
        return AESGCM(derived(self.key, SUBJECT))


def export(file: Path, *, since: date, until: date) -> int:
    """Write the records of the days ``since`` up to and with ``until``, one JSON object a line;
    how many. The file is whole or not there, and for this user alone."""
    handle, beside = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    try:
        count = 0
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            for record in records(since=since, until=until):
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")
                count += 1
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(beside, file)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return count


def records(*, since: date, until: date) -> Iterator[dict[str, Any]]:
    """The records of these days, in the order of the chains; few are in memory at a time."""
    subjects = Subjects(settings.SPOOR_KEY)
    period = [clock.start_of_day(since), clock.end_of_day(until)]
    request: UUID | None = None
    told: set[tuple[UUID | None, str]] = set()
    with transaction.atomic(using=ALIAS), connections[ALIAS].chunked_cursor() as cursor:
        cursor.execute(LINES, period)
        for trace_id, doel, moment, mac, persoon in cursor:
            if trace_id != request:
                request, told = trace_id, set()
            if (persoon, doel) in told:
                continue
            told.add((persoon, doel))
            yield {
                "trace_id": trace_id.hex,
                "operation_id": bytes(mac)[:OPERATION_BYTES].hex(),
                "status": "OK",
                "name": NAME,
                "start_time": moment.isoformat(timespec="milliseconds"),
                "end_time": moment.isoformat(timespec="milliseconds"),
                "attributes": {
                    "dpl.core.processing_activity_id": f"{settings.VERWERKINGSREGISTER}{doel}",
                    "dpl.core.data_subject_id": subjects.encrypt(persoon) if persoon else "",
                    "dpl.core.data_subject_id_type": "urn:voetlicht:persoon",
                },
            }
