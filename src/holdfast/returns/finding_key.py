"""The key of a finding: the rule, the child and all that the row holds, put through a hash.

While these stand, so does an answer to a query; when the row is changed, the query is asked anew.
"""

from collections.abc import Mapping
from hashlib import md5

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.returns.form import CHILD, ROW, Form
from holdfast.returns.rule import Breach

# Rows by table, as the return holds them.
Tables = Mapping[str, pa.Table]


def finding_keys(
    form: Form, found: pa.Table, breach: Breach, code: str, tables: Tables
) -> pa.Array:
    """The keys of what a breach of a rule found (``row`` and ``child``), as texts."""
    said = [
        code,
        breach.on.name,
        _number(form, found, breach, tables),
        *_held(found, breach, tables),
    ]
    joined = pc.binary_join_element_wise(*said, "|").combine_chunks()
    # The hash hides what a child's row holds; it guards nothing.
    hashed = (md5(text.encode(), usedforsecurity=False).hexdigest() for text in joined.to_pylist())
    return pa.array(hashed, pa.string())


def _number(form: Form, found: pa.Table, breach: Breach, tables: Tables) -> pa.ChunkedArray:
    """The council's number of the child: in the row itself, or in the one that holds it."""
    if breach.on.name in form.with_subject:
        return _of(tables[breach.on.name], found[ROW], form.subject)
    links = form.outer(breach.on)
    holder = next(link.around.name for link in links if link.around.name in form.with_subject)
    return _of(tables[holder], found[CHILD], form.subject)


def _held(found: pa.Table, breach: Breach, tables: Tables) -> list[pa.ChunkedArray]:
    """The cells of each row. A comparison of children stands while both are in the file."""
    if breach.over_file:
        return []
    rows = tables[breach.on.name]
    return [_of(rows, found[ROW], field.name) for field in breach.on.fields()]


def _of(rows: pa.Table, wanted: pa.ChunkedArray, name: str) -> pa.ChunkedArray:
    """A column of the rows with these numbers, as text, "" where it is empty."""
    cells = rows[name].take(pc.index_in(wanted, rows[ROW]))
    return pc.fill_null(cells.cast(pa.string()), "")
