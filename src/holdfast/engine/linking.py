"""Rows that may be about one thing, found by Splink: pairs, and how much speaks for each.

The model is that of Fellegi and Sunter (1969), as Splink 5 runs it on DuckDB. Nothing is trained:
how often two rows about one thing agree is declared, and how often two others agree by chance is
counted in the rows themselves, so that the same rows always give the same pairs. Splink learns
from nothing and sends nothing; its DuckDB is one of its own, in memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.settings import MEMORY


class Near(Enum):
    """What counts as nearly the same: nothing, a name spelt otherwise, a day written wrongly.

    A day (ISO text) is nearly the same where one figure differs, two beside one another changed
    places, or day and month did.
    """

    NOTHING = ""
    NAME = "jaro_winkler_similarity({0}_l, {0}_r) >= 0.88"
    DAY = (
        "damerau_levenshtein({0}_l, {0}_r) <= 1 or ({0}_l[1:4] = {0}_r[1:4] "
        "and {0}_l[6:7] = {0}_r[9:10] and {0}_l[9:10] = {0}_r[6:7])"
    )


@dataclass(frozen=True)
class ComparedColumn:
    """How a column of two rows is compared.

    Of two rows about one thing ``same`` is the share in which it is the same and ``alike`` that in
    which it is nearly so; of two others it is nearly so in the share ``alike_by_chance``. Where one
    has no value nothing is said. ``by_value``: the rarer a value, the more its agreement says.
    """

    column: str
    same: float
    near: Near = Near.NOTHING
    alike: float = 0.0
    alike_by_chance: float = 0.0
    by_value: bool = False


def linked_pairs(
    rows: pa.Table,
    key: str,
    columns: Sequence[ComparedColumn],
    alike_in: Sequence[Sequence[str]],
    expected: float,
    least: float,
) -> pa.Table:
    """The pairs of rows of which at least so much speaks for one thing.

    ``key`` names the rows; all columns are text. Looked at are pairs that are the same in all of
    one of ``alike_in``. ``expected`` is the share of rows that have another about the same thing.
    The answer has ``one`` and ``other`` (keys, the lesser first), ``weight`` (the base-2 logarithm
    of the odds that the two are one) and, for each column, what its comparison came to: 2 the same,
    1 nearly so, 0 otherwise, -1 not known. Raises nothing for few rows: there are then no pairs.
    """
    if rows.num_rows < 2:
        return _shaped(pa.table({name: [] for name in ("l", "r", "w")}), columns)
    import duckdb
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    from holdfast.engine.duck import FETCHES_NOTHING

    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name=key,
        probability_two_random_records_match=min(0.5, 2 * expected / rows.num_rows),
        blocking_rules_to_generate_predictions=[block_on(*names) for names in alike_in],
        comparisons=[_comparison(rows, one) for one in columns],
        retain_intermediate_calculation_columns=True,
    )
    own: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY.size(),
        "temp_directory": "",
        **FETCHES_NOTHING,
    }
    with duckdb.connect(config=own) as connection:
        given = DuckDBAPI(connection).register(rows)
        linker = Linker(given, settings, log_level="ERROR")
        predicted: Any = linker.inference.predict(threshold_match_weight=least)
        found = predicted.as_pyarrow_table()
    return _shaped(
        pa.table(
            {"l": found[f"{key}_l"], "r": found[f"{key}_r"], "w": found["match_weight"]}
            | {one.column: found[f"gamma_{one.column}"] for one in columns}
        ),
        columns,
    )


def _comparison(rows: pa.Table, compared: ComparedColumn) -> dict[str, Any]:
    """A column as Splink is told of it."""
    name, by_chance = compared.column, _same_by_chance(rows[compared.column])
    same = {
        "sql_condition": f"{name}_l = {name}_r",
        "label_for_charts": "same",
        "m_probability": compared.same,
        "u_probability": by_chance,
    }
    if compared.by_value:
        same["tf_adjustment_column"] = name
    alike = {
        "sql_condition": compared.near.value.format(name),
        "label_for_charts": "alike",
        "m_probability": compared.alike,
        "u_probability": compared.alike_by_chance,
    }
    otherwise = {
        "sql_condition": "ELSE",
        "label_for_charts": "otherwise",
        "m_probability": 1 - compared.same - compared.alike,
        "u_probability": 1 - by_chance - compared.alike_by_chance,
    }
    none = {
        "sql_condition": f"{name}_l is null or {name}_r is null",
        "label_for_charts": "not known",
        "is_null_level": True,
    }
    near = [] if compared.near is Near.NOTHING else [alike]
    return {"output_column_name": name, "comparison_levels": [none, same, *near, otherwise]}


def _same_by_chance(column: pa.ChunkedArray) -> float:
    """The share of pairs of rows in which the value is the same; never none at all."""
    counts = [one["counts"] for one in pc.value_counts(column.drop_null()).to_pylist()]
    known = sum(counts)
    return min(0.9, sum(n * n for n in counts) / (known * known)) if known else 0.5


def _shaped(found: pa.Table, columns: Sequence[ComparedColumn]) -> pa.Table:
    """The pairs under our names: the lesser key first, in order of weight and key."""
    several = {one.column for one in columns if one.near is not Near.NOTHING}
    rows = [
        {
            "one": min(row["l"], row["r"]),
            "other": max(row["l"], row["r"]),
            "weight": row["w"],
            # Splink numbers the levels from below: a column without the middle one has 0 and 1.
            **{
                one.column: row[one.column]
                * (1 if one.column in several or row[one.column] < 1 else 2)
                for one in columns
            },
        }
        for row in found.to_pylist()
    ]
    rows.sort(key=lambda row: (-row["weight"], row["one"], row["other"]))
    fields = [("one", pa.string()), ("other", pa.string()), ("weight", pa.float64())]
    return pa.Table.from_pylist(
        rows, pa.schema([*fields, *((one.column, pa.int32()) for one in columns)])
    )
