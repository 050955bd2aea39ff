"""Words and codes of a source that nobody knows the meaning of."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from holdfast.measures.survey.told import Row
from holdfast.record.register import TABLES
from holdfast.record.snapshot import Snapshot
from holdfast.record.table import Column

# So many words of one column are told; where there are more, it is hardly a column of codes.
MOST = 30


def words_told(snapshot: Snapshot) -> list[Row]:
    """Each word of a coded column that is none of its codes, the most frequent first."""
    return sorted(_unknown(snapshot), key=lambda row: -row["count"])


def _unknown(snapshot: Snapshot) -> Iterator[Row]:
    for table in TABLES:
        coded = [one for one in table.columns if one.codes]
        if table.name not in snapshot.manifest.rows or not coded:
            continue
        rows = pq.read_table(snapshot.path(table.name), columns=[one.name for one in coded])
        for column in coded:
            yield from _of_column(column, rows[column.name])


def _of_column(column: Column, texts: pa.ChunkedArray) -> Iterator[Row]:
    assert column.codes is not None
    counted = pc.value_counts(texts.drop_null()).to_pylist()
    unknown = [one for one in counted if one["values"] not in column.codes.codes]
    unknown.sort(key=lambda one: (-one["counts"], one["values"]))
    for one in unknown[:MOST]:
        yield _row(column, one["values"], one["counts"])
    if rest := unknown[MOST:]:
        yield _row(column, f"({len(rest)} others)", sum(one["counts"] for one in rest))


def _row(column: Column, word: str, count: int) -> Row:
    place = {"table": column.table.name, "column": column.name}
    return place | {"word": word[:60], "count": count}
