"""What an import left in doubt, in words: which cells and rows, and whose answers that costs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from holdfast.clocks.duty import Why
from holdfast.query.outlook import Outlook, Row
from holdfast.query.scope import EVERYBODY, Scope, ScopedRelation
from holdfast.record.supplements.overlay import FeedEnd

# So many wordings of one kind of doubt are told; the others are counted.
MOST_WORDINGS = 3

# What is counted together: whatever was met of one kind in one column, however it is worded.
_GROUP = ("record_table", "record_column", "source_column", "kind")
_BY = ", ".join(_GROUP)

_COUNTED = f"""
select {_BY}, count(distinct d.number) as doubts, count(a.subject) as duties,
  count(distinct a.subject) as children
from {{doubts}} as d left join (
  select subject, cause from {{duties}} as own where cause is not null) as a on a.cause = d.number
group by {_BY}
order by children desc, doubts desc, {_BY}"""

_WORDINGS = f"""
select {_BY}, what, next_step, count(*) as times from {{doubts}} as d
group by {_BY}, what, next_step
order by times desc, what, next_step"""


@dataclass(frozen=True)
class DoubtCount:
    """What was met of one kind in one column: how often, and whose answers it costs.

    ``table`` and ``column`` are of the record, the column empty for whole rows; ``source_column``
    is the source's heading. ``what`` tells the most frequent wordings, ``next_step`` what to do
    about the first of them. ``doubts`` is how many there are; because of them ``duties`` of so many
    ``children`` cannot be determined, each counted with the first of the doubts that touch it.
    """

    table: str
    column: str
    source_column: str
    kind: str
    what: str
    next_step: str
    doubts: int
    duties: int
    children: int


def doubts_counted(outlook: Outlook, scope: Scope = EVERYBODY) -> list[DoubtCount]:
    """Every doubt of the import, by table, column and kind, those that take most away first.

    Of a scope, those that take an answer away from a child in it. Raises NotFound for a scope that
    the record does not know.
    """
    duties, doubts = scope.duties(outlook, "duties"), _doubts(outlook, scope, imported=True)
    wordings: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in outlook.rows(_WORDINGS.format(doubts=doubts), **doubts.values):
        wordings[_group(row)].append(row)
    found = []
    for row in outlook.rows(_COUNTED.format(doubts=doubts, duties=duties), **duties.values):
        # Worded as the most frequent first, with the step of that one.
        times: Counter[str] = Counter()
        for one in wordings[_group(row)]:
            times[one["what"]] += one["times"]
        words = [what for what, _ in times.most_common()]
        steps = (one["next_step"] for one in wordings[_group(row)] if one["what"] == words[0])
        found.append(
            DoubtCount(
                table=row["record_table"],
                column=row["record_column"],
                source_column=row["source_column"],
                kind=row["kind"],
                what=_joined(words),
                next_step=next(steps),
                doubts=row["doubts"],
                duties=row["duties"],
                children=row["children"],
            )
        )
    return found


def doubts_in_words(
    outlook: Outlook, numbers: Iterable[int], scope: Scope = EVERYBODY
) -> dict[int, str]:
    """The doubts of these numbers in words for people, down to the row.

    Of a scope, those of them that take an answer away from a child in it. Raises NotFound for a
    scope that the record does not know.
    """
    wanted = sorted(set(numbers))
    if not wanted:
        return {}
    doubts = _doubts(outlook, scope)
    rows = outlook.rows(
        "select number, source_file, source_part, source_row, source_column, what "
        f"from {doubts} as d where list_contains($numbers, number)",
        **doubts.values,
        numbers=wanted,
    )
    return {row["number"]: _words(row) for row in rows}


def reason(
    why: str | None, cause: int | None, doubts: Mapping[int, str], end: FeedEnd | None = None
) -> str:
    """Why a duty cannot be determined; empty where nothing stands in the way.

    ``why`` and ``cause`` are those of the duty, ``doubts`` holds the words of ``cause``; ``end``
    is until when its clock is known, where that is before the outlook's day.
    """
    if not why:
        return ""
    if end is not None and why == Why.NOT_KNOWN.name:
        return end.words
    return (doubts.get(cause) if cause is not None else None) or Why[why].value


def _doubts(outlook: Outlook, scope: Scope, imported: bool = False) -> ScopedRelation:
    """The doubts in scope; ``imported`` leaves out those of what is laid over the snapshot."""
    every = "doubts_of_source" if imported and outlook.over else "doubts"
    if not scope.narrows(outlook):
        return ScopedRelation(every)
    duties = scope.duties(outlook, "duties")
    own = f"number in (select cause from {duties} as own where cause is not null)"
    if scope.without(outlook) is not None:
        # Everybody's but for some children: what takes an answer away from them alone is left out.
        own += " or number not in (select cause from duties where cause is not null)"
    return ScopedRelation(f"(select * from {every} where {own})", duties.values)


def _group(row: Row) -> tuple[str, ...]:
    return tuple(row[name] for name in _GROUP)


def _joined(words: list[str]) -> str:
    """One wording as it stands; several as sentences, and how many more there are.

    No letter is made a capital: a wording may begin with a heading of the source.
    """
    if len(words) == 1:
        return words[0]
    left = len(words) - MOST_WORDINGS
    shown = [f"{what.rstrip('.')}." for what in words[:MOST_WORDINGS]]
    return " ".join([*shown, *([f"And {left:,} more."] if left > 0 else [])])


def _words(row: Row) -> str:
    part, file = row["source_part"], row["source_file"]
    where = file if part in ("", file) or file.startswith(part) else f"{file}, {part}"
    place = f"row {row['source_row']} of {where}" if row["source_row"] is not None else where
    what = row["what"].rstrip(".")
    named = row["source_column"]
    if named and not what.startswith(named):
        what = f"{named}: {what[:1].lower()}{what[1:]}"
    return f"{place}: {what}"
