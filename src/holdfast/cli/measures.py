"""The command ``holdfast measures``: what is measured, and what a measure finds."""

from typing import Annotated, Any

import typer

from holdfast.cli.options import LEFT_SINCE, AsAt, Form, current_outlook
from holdfast.clocks.rules.answers import Answer
from holdfast.errors import BadSetting
from holdfast.measures.chain import MONTHS, period
from holdfast.measures.measure import Measure, MeasuredFigure, MeasureUnit
from holdfast.measures.register import MEASURES
from holdfast.measures.register import measure as find_measure
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope

# What a table has room for: the rest is told of one measure, and in the other forms of all.
_SHOWN = ("measure", "title", "unit", "good", "whose", "signed_by")
_FIGURE = ("value", "counted", "of", "open", "overdue", "cannot_tell")


def measures_(
    key: Annotated[str, typer.Argument(metavar="KEY", help="One measure, and its figure.")] = "",
    as_at: AsAt = "",
    months: Annotated[int, typer.Option(help="The length of the period.", min=1, max=120)] = MONTHS,
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    form: Form = Format.TABLE,
) -> None:
    """What is measured, by whose definition; of one measure, its figure with its counts."""
    if key:
        _tell_one(find_measure(key), current_outlook(as_at), months, Scope(team), form)
        return
    if team or as_at:
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


def _in_words(measure: Measure, figure: MeasuredFigure) -> str:
    if figure.value is None:
        return "cannot be determined" if figure.of is None else "no value"
    if measure.unit in (MeasureUnit.SHARE, MeasureUnit.STAFF):
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
        "Signed by": row.signed_by or "nobody yet",
        "Looked at again": row.review_due or "no day is set",
    }
    return [{"what": what, "words": said_of} for what, said_of in words.items() if said_of]
