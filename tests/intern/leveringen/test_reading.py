"""Files as suppliers really make them."""

from pathlib import Path

import pytest

from voetlicht.basis.kern.errors import InputError
from voetlicht.intern.leveringen import reading
from voetlicht.intern.leveringen.reading import Rij, chunks, examine

COLUMNS = ("bsn", "gemeente_code", "vanaf")
BODY = "900000016;GM0599;2020-01-01\n900000028;onbekend;2020-01-02\n"
HEAD = "bsn;gemeente_code;vanaf\n"


def rows(path: Path) -> list[Rij]:
    return [rij for chunk in chunks(examine(path, columns=COLUMNS)) for rij in chunk]


def cells(path: Path) -> list[tuple[int, list[str] | None]]:
    return [(rij.nummer, list(rij.cells.values()) if rij.cells else None) for rij in rows(path)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "levering.csv"


@pytest.mark.parametrize(
    "content",
    [
        (HEAD + BODY).encode(),
        (HEAD + BODY).encode("utf-8-sig"),
        (HEAD + BODY).replace(";", ",").encode(),
        (HEAD + BODY).replace("\n", "\r\n").encode("cp1252"),
        (HEAD.upper() + BODY).rstrip("\n").encode(),
        (HEAD.replace(";", " ; ") + BODY.replace(";", ' ;"').replace('"GM', "GM")
         .replace(';"onb', ";onb").replace('"2020-01-01', '"2020-01-01"')
         .replace('"2020-01-02', '"2020-01-02"')).replace(' ;"2', ';"2').encode(),
    ],
)  # fmt: skip
def test_separators_encodings_and_line_ends_do_not_matter(path: Path, content: bytes):
    path.write_bytes(content)
    assert cells(path) == [
        (2, ["900000016", "GM0599", "2020-01-01"]),
        (3, ["900000028", "onbekend", "2020-01-02"]),
    ]
    assert examine(path, columns=COLUMNS).row_count == 2


def test_columns_may_come_in_any_order(path: Path):
    path.write_text("vanaf;bsn;gemeente_code\n2020-01-01;900000016;GM0599\n")
    (rij,) = rows(path)
    assert rij.cells == {"vanaf": "2020-01-01", "bsn": "900000016", "gemeente_code": "GM0599"}


def test_windows_1252_is_read_as_such(path: Path):
    path.write_bytes(HEAD.encode() + "900000016;Súdwest;2020-01-01\n".encode("cp1252"))
    assert examine(path, columns=COLUMNS).encoding == "cp1252"
    assert cells(path)[0][1] == ["900000016", "Súdwest", "2020-01-01"]


def test_a_sign_that_ends_halfway_the_file_is_not_utf_8(path: Path):
    path.write_bytes(HEAD.encode() + b"900000016;GM0599;2020\xc3")
    assert examine(path, columns=COLUMNS).encoding == "cp1252"


def test_blank_lines_are_skipped_and_lines_keep_their_number(path: Path):
    path.write_text(HEAD + "\n" + BODY + "\n")
    assert [nummer for nummer, _ in cells(path)] == [3, 4]


@pytest.mark.parametrize(
    "line", ["900000016;GM0599", "900000016;GM0599;2020-01-01;", '"900000016;x', "a\rb;c;d"]
)
def test_a_row_with_other_cells_than_the_header_is_kept_apart(path: Path, line: str):
    path.write_text(HEAD + line + "\n" + BODY, newline="")
    assert cells(path)[0] == (2, None)
    assert len(cells(path)) == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "kolom"),
        (BODY, "kolom 1 onbekend"),
        ("bsn;gemeente_code\n", "ontbreekt kolom vanaf"),
        ("bsn;gemeente_code;vanaf;naam\n", "kolom 4 onbekend"),
        ("bsn;bsn;vanaf\n", "kolom bsn twee keer"),
        ("\0\0", "geen CSV"),
        ("bsn;gemeente_c\x81de;vanaf", "geen CSV"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_without_repeating_it(
    path: Path, content: str, says: str
):
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(InputError, match=says) as refused:
        examine(path, columns=COLUMNS)
    assert "900000016" not in str(refused.value)


def test_a_file_that_is_not_there_is_refused(path: Path):
    with pytest.raises(InputError, match="kan niet worden gelezen"):
        examine(path, columns=COLUMNS)


def test_rows_of_one_person_come_together_in_order(path: Path, monkeypatch):
    monkeypatch.setattr(reading, "CHUNK_ROWS", 3)
    bsns = [f"9000000{n % 5}0" for n in range(20)]
    lines = [f"{bsn};GM0599;{n}" for n, bsn in enumerate(bsns)]
    lines[7] = "900.00.00.20;GM0599;7"
    lines[9] = "kapot"
    lines[11] = "geen nummer;GM0599;11"
    path.write_text(HEAD + "\n".join(lines) + "\n")
    found = list(chunks(examine(path, columns=COLUMNS)))
    assert len(found) == 7
    assert sorted(rij.nummer for chunk in found for rij in chunk) == list(range(2, 22))
    for digits in ("900000000", "900000020"):
        holding = [
            [
                rij.nummer
                for rij in chunk
                if rij.cells and digits in rij.cells["bsn"].replace(".", "")
            ]
            for chunk in found
        ]
        (together,) = [numbers for numbers in holding if numbers]
        assert together == sorted(together)
        assert len(together) == 4
