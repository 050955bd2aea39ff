"""However a folder is spoilt, every row of it is read or refused, and an import ends in words."""

from collections import Counter
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.errors import HoldfastError
from tests.sources.ssd_made import COUNCIL, Row, take, write

CELLS = st.sampled_from(
    [
        "",
        "MU1",
        "-1",
        "SSD_PH",
        "NULL",
        "1900-01-01",
        "2018-01-05T00:00:00",
        "31/02/2018",
        "9999-12-31",
        "two, with a comma",
        'a "quoted" word',
        "a line\nand another",
        '{"NFA_FLAG": "Y"',
        "ß’\u200b",
        "Y",
    ]
)
Spoiling = tuple[str, int, str]


@st.composite
def spoilings(draw: st.DrawFn) -> list[Spoiling]:
    """Cells to be written over: the table, the row, the column's heading and the text."""
    count = draw(st.integers(0, 25))
    return [_spoiling(draw) for _ in range(count)]


def _spoiling(draw: st.DrawFn) -> Spoiling:
    table = draw(st.sampled_from(sorted(COUNCIL)))
    return table, draw(st.integers(0, 5)), draw(st.sampled_from(list(COUNCIL[table][0])))


def _spoilt(spoils: list[Spoiling], cells: list[str]) -> dict[str, list[Row]]:
    council = {name: [dict(given[0]) for _ in range(6)] for name, given in COUNCIL.items()}
    for number, rows in enumerate(council.values()):
        for place, row in enumerate(rows):
            first = next(iter(row))
            row[first] = f"{row[first]}-{number}-{place}"
    for (table, place, heading), cell in zip(spoils, cells, strict=True):
        council[table][place][heading] = cell
    return {name: list(rows) for name, rows in council.items()}


@settings(max_examples=25)
@given(spoils=spoilings(), data=st.data())
def test_rows_given_are_rows_read_and_rows_refused(
    spoils: list[Spoiling], data: st.DataObject
) -> None:
    cells = data.draw(st.lists(CELLS, min_size=len(spoils), max_size=len(spoils)))
    council = _spoilt(spoils, cells)
    with TemporaryDirectory() as place:
        for name, rows in council.items():
            write(Path(place) / "in", name, *rows)
        snapshot = take(Path(place), Path(place) / "in")
        refused = pq.read_table(snapshot.refusals, columns=["source_part"])["source_part"]
        told = Counter(refused.to_pylist())
        for count in snapshot.manifest.counts:
            held = [row for row in council[count.table] if any(row.values())]
            assert count.given == len(held) == count.read + count.refused
            assert count.refused == told[count.table]
        assert {count.table for count in snapshot.manifest.counts} == set(COUNCIL)


@settings(max_examples=25)
@given(
    cuts=st.lists(
        st.tuples(st.sampled_from(sorted(COUNCIL)), st.integers(0, 400), st.binary(max_size=6)),
        max_size=6,
    )
)
def test_bytes_written_over_a_file_end_in_a_snapshot_or_in_words(
    cuts: list[tuple[str, int, bytes]],
) -> None:
    with TemporaryDirectory() as place:
        for name, rows in COUNCIL.items():
            write(Path(place) / "in", name, *rows, *rows)
        for name, at, written in cuts:
            path = Path(place) / "in" / f"{name}.csv"
            held = path.read_bytes()
            path.write_bytes(held[:at] + written + held[at + len(written) :])
        # Any other error than one for people would end the test, and fail it.
        with suppress(HoldfastError):
            snapshot = take(Path(place), Path(place) / "in")
            assert all(one.given == one.read + one.refused for one in snapshot.manifest.counts)
            snapshot.verify()
