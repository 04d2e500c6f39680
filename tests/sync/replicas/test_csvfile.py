"""A .csv file is a tab of texts, whatever saved it."""

from pathlib import Path

import pytest

from sync.replicas.csvfile import read_csv


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters_are_recognised(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "bang.csv"
    rows = [["STT", "Nội dung", "Hạn"], ["1", "Trao áo phao", "30/6"]]
    path.write_text("\n".join(delimiter.join(row) for row in rows), encoding)
    tab = read_csv(path)
    assert tab.title == "bang"
    assert [[cell.value for cell in row] for row in tab.rows] == rows


def test_numbers_stay_text_empty_cells_are_empty_and_formulas_are_known(tmp_path: Path) -> None:
    path = tmp_path / "bang.csv"
    path.write_text('0912,"",=SUM(A1:A3),"hai\ndòng"\n', "utf-8")
    number, empty, total, lines = read_csv(path).rows[0]
    assert number.value == "0912"
    assert empty.value is None
    assert (total.formula, number.formula) == ("=", "")
    assert lines.value == "hai\ndòng"


@pytest.mark.parametrize("raw", [b"\x89PNG\x00\x01", b"N\xf6i dung"])
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "bang.csv"
    path.write_bytes(raw)
    with pytest.raises(ValueError, match="CSV"):
        read_csv(path)
