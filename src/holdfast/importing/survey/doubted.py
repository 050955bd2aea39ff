"""Doubts of one kind, counted by the column in which they were met."""

from collections import Counter

import pyarrow.compute as pc
import pyarrow.parquet as pq

from holdfast.importing.survey.told import Row
from holdfast.record.store.doubts import DOUBTS_FILE, DoubtKind
from holdfast.record.store.snapshot import Snapshot


def doubts_of_kind(snapshot: Snapshot, kind: DoubtKind, words: str = "") -> list[Row]:
    """Where doubts of this kind were met, in the source's words, and in how many rows.

    Or those told in these ``words``: a row refused for a fault is a doubt of another kind.
    """
    path = snapshot.folder / DOUBTS_FILE
    if not path.exists():
        return []
    columns = ["source_file", "source_part", "source_row", "source_column"]
    rows = pq.read_table(path, columns=[*columns, "kind", "what"])
    wanted = pc.equal(rows["kind"], kind.value)
    if words:
        wanted = pc.or_(wanted, pc.match_substring(rows["what"], words))
    # One cell may raise a doubt in several tables of the record.
    cells = {tuple(row.values()) for row in rows.filter(wanted).select(columns).to_pylist()}
    met = Counter((part or file, column) for file, part, _, column in cells)
    return [
        {"where": f"{part}: {column}".removesuffix(": "), "what": kind.value, "count": count}
        for (part, column), count in met.items()
    ]
