"""The mark of a finding: the rule, the child and all that the row holds, put through a hash.

While these stand, so does an answer to a query; when the row is changed, the query is asked anew.
"""

from collections.abc import Mapping
from hashlib import md5

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.returns.cin_census.rule import Case

# Findings as rows of row and child; rows by module, as the census holds them.
Tables = Mapping[str, pa.Table]


def marks(found: pa.Table, case: Case, code: str, tables: Tables) -> pa.Array:
    """The marks of what a case of a rule found, as texts."""
    said = [
        code,
        case.on.name,
        _of(tables["Child"], found["child"], "LAchildID"),
        *_held(found, case, tables),
    ]
    joined = pc.binary_join_element_wise(*said, "|").combine_chunks()
    # The hash hides what a child's row holds; it guards nothing.
    hashed = (md5(text.encode(), usedforsecurity=False).hexdigest() for text in joined.to_pylist())
    return pa.array(hashed, pa.string())


def _held(found: pa.Table, case: Case, tables: Tables) -> list[pa.ChunkedArray]:
    """The cells of each row. A comparison of children stands while both are in the file."""
    if case.over_file:
        return []
    rows = tables[case.on.name]
    return [_of(rows, found["row"], field.name) for field in case.on.fields()]


def _of(rows: pa.Table, wanted: pa.ChunkedArray, name: str) -> pa.ChunkedArray:
    """A column of the rows with these numbers, as text, "" where it is empty."""
    cells = rows[name].take(pc.index_in(wanted, rows["row"]))
    return pc.fill_null(cells.cast(pa.string()), "")
