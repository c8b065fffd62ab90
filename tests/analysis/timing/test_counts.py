"""Counted calls are read as the spreadsheets of any country save them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.analysis.timing.counts import counts
from ivr.errors import WeightsError


def table(folder: Path, data: bytes) -> list[tuple[str, float]]:
    file = folder / "calls.csv"
    file.write_bytes(data)
    return [(each.place, each.calls) for each in counts(file)]


TWO = [("second-invoice", 45), ("signal", 1200)]
TABLES = {
    "a comma": "place,calls\nsecond-invoice,45\nsignal,1200\n",
    "a semicolon": "place;calls\r\nsecond-invoice;45\r\nsignal;1200\r\n",
    "a tab": "place\tcalls\nsecond-invoice\t45\nsignal\t1200\n",
    "old lines of the Mac": "place;calls\rsecond-invoice;45\rsignal;1200",
    "a line that says the separator": "sep=;\nplace;calls\nsecond-invoice;45\nsignal;1200\n",
    "capitals and spaces": " Place ; CALLS \nsecond-invoice ; 45 \nsignal; 1200\n",
    "quotes": '"place";"calls"\n"second-invoice";"45"\n"signal";"1200"\n',
    "other columns, in Portuguese": "nº;calls;título;place\n1;45;é;second-invoice\n2;1200;;signal",
    "a cell of two lines": 'place;calls;note\nsecond-invoice;45;"one\ntwo"\nsignal;1200;',
    "other columns, in Turkish": "place,calls,başlık\nsecond-invoice,45,Şğıİ\nsignal,1200,ü\n",
    "rows left empty": "\nplace;calls\n;\nsecond-invoice;45\n\nsignal;1200\n;;\n\n",
    "a point between thousands": "place;calls\nsecond-invoice;45\nsignal;1.200\n",
    "a comma between thousands": "place;calls\nsecond-invoice;45\nsignal;1,200\n",
    "a space between thousands": "place;calls\nsecond-invoice;45\nsignal;1\u00a0200\n",
    "decimals with a comma": "place;calls\nsecond-invoice;45,0\nsignal;1.200,00\n",
    "decimals with a point": "place;calls\nsecond-invoice;45.00\nsignal;1,200.0\n",
}
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp1254"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_a_table_is_read_however_a_spreadsheet_wrote_it(
    tmp_path: Path, text: str, encoding: str
) -> None:
    assert table(tmp_path, text.encode(encoding, "replace")) == TWO


REFUSED = {
    "words for a number": ("place;calls\nsignal;many\n", ':2: "many" is no number of calls'),
    "no number": ("place;calls\n\nsignal;\n", ':3: "" is no number of calls'),
    "less than nothing": ("place;calls\nsignal;-4\n", '"-4" is no number of calls'),
    "a power of ten": ("place;calls\nsignal;1,2E+05\n", '"1,2E+05" is no number of calls'),
    "one column": ("place\nsignal\n", ":1: there is no column calls"),
    "other names": ("lugar;chamadas\nsignal;4\n", ":1: there is no column calls or place"),
    "no heading": ("signal;4\n", ":1: there is no column calls or place"),
    "nothing": ("", ":1: is empty"),
    "a zip file, as a spreadsheet is": ("PK\x03\x04\x14\x00\x00", ":1: there is no column"),
}


@pytest.mark.parametrize(("text", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(WeightsError) as caught:
        table(tmp_path, text.encode())
    assert told in str(caught.value)


def test_a_file_larger_than_any_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="is larger than 10 MB"):
        table(tmp_path, b"place;calls\n" + b"signal;1\n" * 2_000_000)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80))
def test_no_bytes_raise_anything_but_a_sentence(tmp_path: Path, tail: bytes) -> None:
    with suppress(WeightsError):
        rows = table(tmp_path, b"place;calls\nsignal;4\n" + tail)
        assert rows[0] == ("signal", 4)
