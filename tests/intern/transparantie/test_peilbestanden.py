"""Peilbestanden as files: the same rows in the same bytes, whole or not at all."""

from datetime import UTC, date, datetime

import pyarrow.parquet as pq
import pytest

from voetlicht.basis.kern.errors import Conflict
from voetlicht.intern.transparantie import peilbestanden

ROWS = [b"-5,GM0599,t,uwv,t\n-1,onbekend,t,,f\n", b"7,GM0606,f,gemeente,f\n"]


def test_the_rows_are_in_the_file(tmp_path):
    written = peilbestanden.write(tmp_path / "peil.parquet", ROWS)
    assert written.rows == 3
    assert pq.read_table(tmp_path / "peil.parquet").to_pylist() == [
        {"sleutel": -5, "gemeente_code": "GM0599", "in_register": True, "bediend_door": "uwv",
         "met_profiel": True},
        {"sleutel": -1, "gemeente_code": "onbekend", "in_register": True, "bediend_door": None,
         "met_profiel": False},
        {"sleutel": 7, "gemeente_code": "GM0606", "in_register": False, "bediend_door": "gemeente",
         "met_profiel": False},
    ]  # fmt: skip


def test_the_same_rows_give_the_same_bytes(tmp_path):
    many = [f"{number},GM0599,t,uwv,f\n".encode() for number in range(50_000)]
    first = peilbestanden.write(tmp_path / "een.parquet", many)
    second = peilbestanden.write(tmp_path / "twee.parquet", [b"".join(many)])
    assert first == second
    assert (tmp_path / "een.parquet").read_bytes() == (tmp_path / "twee.parquet").read_bytes()


def test_many_rows_pass_through_memory_in_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(peilbestanden, "BLOCK_SIZE", 1000)
    many = [f"{number},GM0599,t,uwv,f\n".encode() for number in range(500)]
    assert peilbestanden.write(tmp_path / "peil.parquet", many).rows == 500
    file = pq.ParquetFile(tmp_path / "peil.parquet")
    assert file.num_row_groups > 5
    assert file.read()["sleutel"].to_pylist() == list(range(500))


def test_what_a_killed_process_left_half_written_goes(tmp_path):
    (tmp_path / ".vorig.parquet-x1y2").write_bytes(b"half")
    (tmp_path / "vorig.parquet").write_bytes(b"whole")
    peilbestanden.write(tmp_path / "peil.parquet", ROWS)
    assert {file.name for file in tmp_path.iterdir()} == {"peil.parquet", "vorig.parquet"}


def test_a_peilbestand_may_be_empty(tmp_path):
    assert peilbestanden.write(tmp_path / "peil.parquet", []).rows == 0
    assert pq.read_table(tmp_path / "peil.parquet").num_rows == 0


def test_a_failure_leaves_what_was_there_and_nothing_else(tmp_path):
    path = tmp_path / "peil.parquet"
    peilbestanden.write(path, ROWS)
    before = path.read_bytes()

    def breaking_off():
        yield ROWS[0]
        raise ConnectionError

    with pytest.raises(ConnectionError):
        peilbestanden.write(path, breaking_off())
    with pytest.raises(ValueError, match="CSV"):
        peilbestanden.write(path, [b"geen getal,GM0599,t,uwv,t\n"])
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["peil.parquet"]


def test_only_the_owner_may_enter_the_folder(tmp_path):
    peilbestanden.write(tmp_path / "peilbestanden" / "peil.parquet", ROWS)
    assert (tmp_path / "peilbestanden").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "peilbestanden" / "peil.parquet").stat().st_mode & 0o077 == 0


def test_every_moment_has_a_name_of_its_own():
    names = {
        peilbestanden.file_name(date(2023, 6, 30), datetime(2023, 7, 14, 22, 0, 0, us, UTC))
        for us in range(3)
    }
    assert len(names) == 3
    assert "peilbestand-2023-06-30-bekend-20230714T220000000000Z.parquet" in names


def test_an_intact_file_is_accepted(tmp_path):
    path = tmp_path / "peil.parquet"
    peilbestanden.demand_intact(path, peilbestanden.write(path, ROWS).checksum)


def test_a_changed_byte_is_refused(tmp_path):
    path = tmp_path / "peil.parquet"
    checksum = peilbestanden.write(path, ROWS).checksum
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(damaged)
    with pytest.raises(Conflict, match="beschadigd"):
        peilbestanden.demand_intact(path, checksum)


def test_a_file_that_is_gone_is_said_to_be_gone(tmp_path):
    with pytest.raises(Conflict, match="ontbreekt"):
        peilbestanden.demand_intact(tmp_path / "weg.parquet", "0" * 64)
