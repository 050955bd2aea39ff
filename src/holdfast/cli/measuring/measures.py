"""The command ``holdfast measures``: what is measured, what a measure finds, and by what group."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer

from holdfast.areas import Area
from holdfast.cli.measuring.figure_groups import tell_figure_groups, way_asked
from holdfast.cli.measuring.values import value_in_words
from holdfast.cli.options import LEFT_SINCE, AsAt, Form, current_outlook
from holdfast.clocks.rules.answers import Answer
from holdfast.errors import BadSetting
from holdfast.measures.cases.asked_group import known_group
from holdfast.measures.cases.calendar import KEPT
from holdfast.measures.cases.counting import (
    CaseBehind,
    Every,
    MeasureCount,
    cases_behind,
    count_by,
)
from holdfast.measures.cases.groups import By
from holdfast.measures.chain import MONTHS, first_counted
from holdfast.measures.choices import SHARES, read_choices
from holdfast.measures.measure import Measure, MeasuredFigure
from holdfast.measures.register import MEASURES
from holdfast.measures.register import measure as find_measure
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope
from holdfast.settings import HOME


class MeasureBy(StrEnum):
    """Periods and groups by which measures are counted."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    SERVICE = "service"
    TEAM = "team"
    AGE = "age"
    SEX = "sex"
    ETHNICITY = "ethnicity"
    NEED = "need"


# What a table has room for: the rest is told of one measure, and in the other forms of all.
_SHOWN = ("measure", "title", "good", "whose")
_FIGURE = ("value", "counted", "of", "open", "overdue", "cannot_tell")


def measures_(
    key: Annotated[str, typer.Argument(metavar="KEY", help="One measure, and its figure.")] = "",
    as_at: AsAt = "",
    months: Annotated[
        int | None,
        typer.Option(help="How long the period is: 12, of months with --by 72.", min=1, max=120),
    ] = None,
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    by: Annotated[
        list[MeasureBy] | None,
        typer.Option("--by", help="A period and a group, as --by month --by team."),
    ] = None,
    children: Annotated[
        bool, typer.Option("--children", help="The children behind the figure, one a row.")
    ] = False,
    group: Annotated[
        str, typer.Option(help="With --children and --by: the one group, by code or name.")
    ] = "",
    form: Form = Format.TABLE,
) -> None:
    """What is measured, by whose definition; of one measure, its figure with its counts."""
    scope = Scope(team)
    _refuse_without_measure(key, by or (), children, group)
    if by and not children:
        _tell_by([find_measure(key)] if key else MEASURES, as_at, by, months, scope, form)
        return
    if children:
        one, chosen_group = find_measure(key), _group_behind(by or (), group)
        if one.groups and by:
            way_asked(one, (), chosen_group[:1])
        _tell_children(one, current_outlook(as_at), months or MONTHS, scope, form, chosen_group)
        return
    if key:
        chosen = read_choices(HOME.path()).of(find_measure(key))
        _tell_one(chosen, current_outlook(as_at), months or MONTHS, scope, form)
        return
    if team or as_at:
        raise BadSetting(
            "A day and a team are for the figure of one measure.",
            "Name it: `holdfast measures KEY`. The keys are listed without a day and a team.",
        )
    _list_measures(form)


def _refuse_without_measure(key: str, by: Sequence[MeasureBy], children: bool, group: str) -> None:
    """Refuse to leave out, unsaid, what is asked of the children behind one measure."""
    if group and not (key and children and by):
        raise BadSetting(
            "A group is for the children behind one measure.",
            "Give KEY, --children and --by as well, as --by need --group N1.",
        )
    if children and not key:
        raise BadSetting(
            "The children behind a figure are those of one measure.",
            "Name it: `holdfast measures KEY --children`. `holdfast measures` lists the keys.",
        )


def _group_behind(by: Sequence[MeasureBy], group: str) -> tuple[By, str]:
    """The one group whose children are asked for; everybody where none is."""
    periods, grouped = _periods_and_ways(by)
    if periods:
        raise BadSetting(
            "The children behind a figure are those of one period, up to the day.",
            f"Leave --by {periods[0]} out; give --months for how long, --as-at for its last day.",
        )
    if by and (len(grouped) != 1 or not group):
        raise BadSetting(
            "The children behind a figure are those of one group.",
            "Give --by once and --group, as --by need --group N1; or leave both out.",
        )
    return (grouped[0] if grouped else By.EVERYBODY), group


def _periods_and_ways(by: Sequence[MeasureBy]) -> tuple[list[Every], list[By]]:
    periods = [Every(one.value) for one in by if one in _PERIODS]
    return periods, [By(one.value) for one in by if one not in _PERIODS]


def _list_measures(form: Format) -> None:
    """Every measure: for people area by area, with its key on one line."""
    rows = [measure.row for measure in MEASURES]
    if form is not Format.TABLE:
        print_rows(rows, tuple(vars(rows[0])), form)
        return
    for area in Area:
        own = [vars(one.row) for one in MEASURES if one.area is area]
        short = [row | {"good": str(row["good"]).partition(" ")[0]} for row in own]
        if own:
            print_rows(short, _SHOWN, form, area.title, whole=("measure",))
    said.print(
        f"{len(rows)} measures. Of one: `holdfast measures KEY`; its months: `--by month`.",
        highlight=False,
    )


def _tell_one(measure: Measure, outlook: Outlook, months: int, scope: Scope, form: Format) -> None:
    figure = measure.figure(outlook, months, scope)
    about = {
        "measure": measure.key,
        "team": scope.team or None,
        "period_from": first_counted(outlook.day, months),
        "as_at": outlook.day,
        "snapshot": outlook.snapshot.id,
        "answers": figure.answer.value,
    }
    found = {name: getattr(figure, name) for name in _FIGURE}
    if form is Format.JSON:
        # Of a source that does not tell what was before, no days would read as none overdue.
        told = measure.series if figure.answer is Answer.HISTORY else None
        series = told(outlook, scope) if told else None
        print_json({"declared": measure.row, **about, **found, "series": series})
        return
    if form is Format.CSV:
        print_rows([about | found], (*about, *found), form)
        return
    whose = f"team {scope.team}, " if scope.team else ""
    title = f"{measure.title}: {whose}{about['period_from']} to {about['as_at']}"
    print_rows([found | {"value": _in_words(measure, figure)}], _FIGURE, form, title)
    if scope:
        said.print(LEFT_SINCE, highlight=False)
    if figure.answer is not Answer.HISTORY:
        said.print(f"This source answers it in part or not at all: {figure.why}.", highlight=False)
    print_rows(_declared(measure), ("what", "words"), form)


_PERIODS = tuple(MeasureBy(one.value) for one in Every)
_COUNTS = tuple(MeasureCount.__dataclass_fields__)
# What a table has room for: a period is told by its last day.
_COUNTED = ("measure", "group", "last", "value", "counted", "of", "cannot_tell", "note")


def _tell_by(
    measures: Sequence[Measure],
    as_at: str,
    by: Sequence[MeasureBy],
    months: int | None,
    scope: Scope,
    form: Format,
) -> None:
    """By period and group; of one figure without months, which is in no list of all, its groups."""
    one = measures[0]
    if len(measures) == 1 and one.groups:
        way = way_asked(one, *_periods_and_ways(by))
        tell_figure_groups(one, current_outlook(as_at), way, months or MONTHS, scope, form)
    else:
        _tell_periods(measures, current_outlook(as_at), by, months or KEPT, scope, form)


def _tell_periods(
    measures: Sequence[Measure],
    outlook: Outlook,
    by: Sequence[MeasureBy],
    months: int,
    scope: Scope,
    form: Format,
) -> None:
    periods, groups = _periods_and_ways(by)
    if len(periods) > 1 or len(groups) > 1:
        raise BadSetting(
            "A measure is counted by one period and one group at a time.",
            "Give --by once for each, as --by quarter --by team.",
        )
    every = periods[0] if periods else Every.MONTH
    found = count_by(outlook, measures, every, groups[0] if groups else By.EVERYBODY, months, scope)
    if form is Format.JSON:
        print_json({"as_at": outlook.day, "snapshot": outlook.snapshot.id, "counts": found})
        return
    title = measures[0].title if len(measures) == 1 else f"{len(measures)} measures"
    if form is Format.CSV:
        print_rows(found, _COUNTS, form)
        return
    units = {one.key: one for one in measures}
    shown = [
        vars(one)
        | {
            "value": value_in_words(units[one.measure], one.value),
            "note": "" if one.settled else "may still change" if one.whole else "not over",
        }
        for one in found
    ]
    # Of one measure its key is in the title; of many there is no room for how sure each is.
    left_out = ("measure",) if len(measures) == 1 else ("cannot_tell", "note")
    columns = [name for name in _COUNTED if name not in left_out and (name != "group" or groups)]
    print_rows(shown, columns, form, f"{title}, by {', '.join(by)}", whole=("measure", "last"))


def _tell_children(
    measure: Measure,
    outlook: Outlook,
    months: int,
    scope: Scope,
    form: Format,
    group: tuple[By, str],
) -> None:
    cases = measure.cases or (measure.groups.rows if measure.groups else None)
    if cases is None or cases.staff:
        raise BadSetting(
            "No children stand behind this measure one by one.",
            "Ask for one that is counted from rows of the record: see `holdfast measures`.",
        )
    of_year = measure.groups.months if measure.groups else None
    first = first_counted(outlook.day, of_year or months)
    by, given = group
    group = by, known_group(outlook, by, given)
    found = cases_behind(outlook, measure, first, outlook.day, scope, *group)
    print_rows(
        found,
        tuple(CaseBehind.__dataclass_fields__),
        form,
        f"{measure.title}: {len(found)} behind it",
    )


def _in_words(measure: Measure, figure: MeasuredFigure) -> str:
    if figure.value is None:
        return "cannot be determined" if figure.of is None else "no value"
    if measure.unit in SHARES:
        return f"{figure.value:.0%}"
    return f"{figure.value:,}"


def _declared(measure: Measure) -> list[dict[str, Any]]:
    row = measure.row
    words = {
        "Counts": row.counts,
        "Out of": row.of,
        "Value": f"{row.unit}; {row.good}",
        "Why it matters": row.why,
        "Definition": row.definition,
        "Whose": f"{row.whose}. {row.source}",
        "Published": row.unlike,
        "Settles": f"after {row.settles_after_days} days. {row.settles_why}",
        "Clocks": ", ".join(row.clocks),
        "Beside it": measure.beside,
        "Signed by": row.signed_by or "nobody yet",
        "Looked at again": row.review_due or "no day is set",
    }
    return [{"what": what, "words": said_of} for what, said_of in words.items() if said_of]
