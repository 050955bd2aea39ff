"""Of ``holdfast measures KEY --by KIND``, the figures without months: waits, staff, rates."""

from collections.abc import Sequence
from typing import Any

from holdfast.cli.measuring.values import value_in_words
from holdfast.cli.options import LEFT_SINCE
from holdfast.errors import BadSetting
from holdfast.measures.cases.groups import By
from holdfast.measures.cases.rows import CaseKind
from holdfast.measures.chain import first_counted
from holdfast.measures.figure_groups import FigureGroups, GroupFigure, in_order
from holdfast.measures.measure import Measure
from holdfast.measures.rates import source_of_groups
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope

_COLUMNS = tuple(GroupFigure.__dataclass_fields__)
_NOTHING = "There is nothing to count by this group, or the source does not carry it."


def way_asked(measure: Measure, periods: Sequence[str], ways: Sequence[By]) -> By:
    """The one way of grouping asked for. Raises BadSetting for a period, or a way that is none."""
    groups = measure.groups
    assert groups
    ways_in_words = ", ".join(groups.ways)
    if periods:
        raise BadSetting(
            "This measure has no months: it is of the months to the day, or of the day itself.",
            f"Give --by alone with one of: {ways_in_words}.",
        )
    if len(ways) != 1:
        raise BadSetting(
            "A figure is told by one kind of group at a time.", f"Give --by once: {ways_in_words}."
        )
    if ways[0] not in groups.ways:
        raise BadSetting(
            f"This measure has no groups by {ways[0]}. {groups.not_by}".rstrip(),
            f"Give --by with one of: {ways_in_words}.",
        )
    return ways[0]


def tell_figure_groups(
    measure: Measure, outlook: Outlook, by: By, months: int, scope: Scope, form: Format
) -> None:
    """The groups of a figure as the page has them: counts, what is open, and why no value."""
    groups = measure.groups
    assert groups
    months = groups.months or months
    found = in_order(by, groups.ask(outlook, months, by, scope))
    source = source_of_groups(measure, found)
    about = {
        "measure": measure.key,
        "by": by.value,
        "team": scope.team or None,
        "period_from": _first(groups, outlook, months),
        "as_at": outlook.day,
        "snapshot": outlook.snapshot.id,
    }
    if form is Format.JSON:
        notes = {"adding_up": groups.adding_up or None, "children_from": source or None}
        print_json({**about, **notes, "groups": found})
    elif form is Format.CSV:
        rows = [about | vars(one) for one in found]
        print_rows(rows, (*about, *_COLUMNS), form)
    else:
        _print_table(measure, groups, found, about)
        _say_notes(groups, found, source, scope)


def _first(groups: FigureGroups, outlook: Outlook, months: int) -> Any:
    """The first day of the period, as of one figure; None: the figure is of the day."""
    if groups.rows is None or groups.rows.kind is CaseKind.ON_LAST_DAY:
        return None
    return first_counted(outlook.day, months)


def _print_table(
    measure: Measure,
    groups: FigureGroups,
    found: Sequence[GroupFigure],
    about: dict[str, Any],
) -> None:
    rows = [vars(one) | {"value": _value(measure, one)} for one in found]
    left_out = {name for name in ("open", "overdue") if all(row[name] is None for row in rows)}
    left_out |= {name for name in ("cannot_tell", "why") if not any(row[name] for row in rows)}
    if "open" in left_out:
        left_out.add("longest_days")
    if _same_why(found):  # which is said under the table
        left_out.add("why")
    whose = f", team {about['team']}" if about["team"] else ""
    when = f"{about['period_from']} to {about['as_at']}" if about["period_from"] else about["as_at"]
    print_rows(
        rows,
        [name for name in _COLUMNS if name not in left_out],
        Format.TABLE,
        f"{measure.title}, by {about['by']}{whose}: {when}",
    )


def _value(measure: Measure, one: GroupFigure) -> str:
    """The value in words; nothing where it is said why there is none, *none* of nobody."""
    if one.why:
        return ""
    return value_in_words(measure, one.value) if one.of else "none"


def _same_why(found: Sequence[GroupFigure]) -> str:
    """Why no group has a value, where that is one and the same."""
    whys = {one.why for one in found}
    return whys.pop() if len(whys) == 1 else ""


def _say_notes(
    groups: FigureGroups, found: Sequence[GroupFigure], source: str, scope: Scope
) -> None:
    """Under the table, what the page says above it."""
    lacking = _same_why(found)
    notes = (
        "" if found else _NOTHING,
        f"No value can be told: {lacking}." if lacking else "",
        f"How many children of each group live in the area: {source}." if source else "",
        groups.adding_up,
        groups.not_by,
        LEFT_SINCE if scope and groups.rows else "",
    )
    for note in notes:
        if note:
            said.print(note, highlight=False)
