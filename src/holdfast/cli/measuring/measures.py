"""The command ``holdfast measures``: what is measured, what a measure finds, and by what group."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any

import typer

from holdfast.cli.options import LEFT_SINCE, AsAt, Form, current_outlook
from holdfast.clocks.rules.answers import Answer
from holdfast.errors import BadSetting
from holdfast.measures.cases.calendar import KEPT
from holdfast.measures.cases.counting import (
    CaseBehind,
    Every,
    MeasureCount,
    cases_behind,
    count_by,
)
from holdfast.measures.cases.groups import By
from holdfast.measures.chain import MONTHS, period
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
_SHOWN = ("measure", "title", "unit", "good", "whose", "signed_by")
_FIGURE = ("value", "counted", "of", "open", "overdue", "cannot_tell")


def measures_(
    key: Annotated[str, typer.Argument(metavar="KEY", help="One measure, and its figure.")] = "",
    as_at: AsAt = "",
    months: Annotated[
        int | None,
        typer.Option(help="The length of the period: 12, and with --by 72.", min=1, max=120),
    ] = None,
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    by: Annotated[
        list[MeasureBy] | None,
        typer.Option("--by", help="A period and a group, as --by month --by team."),
    ] = None,
    children: Annotated[
        bool, typer.Option("--children", help="The children behind the figure, one a row.")
    ] = False,
    form: Form = Format.TABLE,
) -> None:
    """What is measured, by whose definition; of one measure, its figure with its counts."""
    scope = Scope(team)
    if by:
        _tell_by(
            [find_measure(key)] if key else MEASURES,
            current_outlook(as_at),
            by,
            months or KEPT,
            scope,
            form,
        )
        return
    if key and children:
        _tell_children(find_measure(key), current_outlook(as_at), months or MONTHS, scope, form)
        return
    if key:
        chosen = read_choices(HOME.path()).of(find_measure(key))
        _tell_one(chosen, current_outlook(as_at), months or MONTHS, scope, form)
        return
    if team or as_at or children:
        raise BadSetting(
            "A day and a team are for the figure of one measure.",
            "Name it: `holdfast measures KEY`. The keys are listed without a day and a team.",
        )
    rows = [measure.row for measure in MEASURES]
    columns = _SHOWN if form is Format.TABLE else tuple(vars(rows[0]))
    print_rows(rows, columns, form, f"{len(rows)} measures")


def _tell_one(measure: Measure, outlook: Outlook, months: int, scope: Scope, form: Format) -> None:
    figure = measure.figure(outlook, months, scope)
    about = {
        "measure": measure.key,
        "team": scope.team or None,
        "period_from": period(outlook.day, months),
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


def _tell_by(
    measures: Sequence[Measure],
    outlook: Outlook,
    by: Sequence[MeasureBy],
    months: int,
    scope: Scope,
    form: Format,
) -> None:
    periods = [Every(one.value) for one in by if one in _PERIODS]
    groups = [By(one.value) for one in by if one not in _PERIODS]
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
    shown: list[Any] = list(found)
    if form is Format.TABLE:
        units = {one.key: one for one in measures}
        shown = [
            vars(one) | {"value": value_in_words(units[one.measure], one.value)} for one in found
        ]
    print_rows(shown, _COUNTS, form, f"{title}, by {', '.join(by)}")


def _tell_children(
    measure: Measure, outlook: Outlook, months: int, scope: Scope, form: Format
) -> None:
    if measure.cases is None or measure.cases.staff:
        raise BadSetting(
            "No children stand behind this measure one by one.",
            "Ask for one that is counted from rows of the record: see `holdfast measures`.",
        )
    first = period(outlook.day, months) + timedelta(days=1)
    found = cases_behind(outlook, measure, first, outlook.day, scope)
    print_rows(
        found,
        tuple(CaseBehind.__dataclass_fields__),
        form,
        f"{measure.title}: {len(found)} behind it",
    )


def value_in_words(measure: Measure, value: float | int | None) -> str:
    """A value in a measure's unit, as a table has room for."""
    if value is None:
        return "not known"
    if measure.unit in SHARES:
        return f"{value:.1%}"
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"


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
