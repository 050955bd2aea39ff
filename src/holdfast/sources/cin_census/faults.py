"""Rows of a census file that may not stand in the record, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from holdfast.record.schema.table import ColumnKind
from holdfast.sources.cin_census.declared import ModuleMapping
from holdfast.sources.cin_census.parsing.text_rows import TextRows
from holdfast.sources.days.reading_days import read_day

# What the reader of a census could not read, by the kind of value that it should be.
WORDS = {
    ColumnKind.DAY: "It is no day that exists, written as year-month-day.",
    ColumnKind.FLAG: "It is neither yes (1 or true) nor no (0 or false).",
    ColumnKind.WHOLE: "It is not a whole number in figures.",
}
NEXT_STEP = "Correct it in the case system, export the census again and import it again."
_NO_DAY = "It is a day that stands for none, or lies too far off."


@dataclass(frozen=True)
class RefusalReason:
    """Why a row is refused, and what to do about it; ``absent`` where nothing stands there."""

    what: str
    next_step: str = NEXT_STEP
    absent: bool = False


def over(declared: ModuleMapping, laid: TextRows) -> list[bool]:
    """Which rows are over, as ``ModuleMapping.over`` says."""
    columns = [(laid.text(name).to_pylist(), texts) for name, texts in declared.over.items()]
    return [
        any(held[row] in texts if texts else held[row] is not None for held, texts in columns)
        for row in range(len(laid))
    ]


def faults(declared: ModuleMapping, laid: TextRows, as_at: date) -> dict[int, RefusalReason]:
    """The rows that are refused for themselves, by their place."""
    return dict(_faults(declared, laid, as_at))


def _faults(
    declared: ModuleMapping, laid: TextRows, as_at: date
) -> Iterator[tuple[int, RefusalReason]]:
    if declared.begins:
        absent = RefusalReason(f"{declared.begins}: empty.", absent=True)
        empty = laid.text(declared.begins).is_null().to_pylist()
        yield from ((row, absent) for row, nothing in enumerate(empty) if nothing)
    names = [one for one in (declared.begins, *declared.vital) if one]
    for name in names:
        yield from _placeholders(declared, laid, name, as_at)
    for (row, name), _ in laid.lost.items():
        if name in names:
            yield row, RefusalReason(f"{name}: {WORDS[declared.module.field(name).kind]}")
    if declared.shows:
        # Something shows these to be over, and nothing says since when.
        ended, day = over(declared, laid), next(iter(declared.over))
        for name in declared.shows:
            told = enumerate(laid.text(name).to_pylist())
            shown = {row for row, text in told if text} | {
                row for row, at in laid.lost if at == name
            }
            fault = RefusalReason(f"{name} shows that it is over; {day}, the day, is empty.")
            undated = (row for row in shown if not (ended[row] or (row, day) in laid.lost))
            yield from ((row, fault) for row in undated)


def _placeholders(
    declared: ModuleMapping, laid: TextRows, name: str, as_at: date
) -> Iterator[tuple[int, RefusalReason]]:
    """Days that exist and that the record takes for none: 1900-01-01 and the like."""
    if declared.module.field(name).kind is not ColumnKind.DAY:
        return
    texts = laid.text(name)
    none = {text for text in texts.unique().to_pylist() if text and not read_day(text, as_at).value}
    if none:
        held = enumerate(texts.to_pylist())
        yield from (
            (row, RefusalReason(f"{name}: {_NO_DAY}")) for row, text in held if text in none
        )
