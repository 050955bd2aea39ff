"""How long it takes until an action of supervision or audit is done, those not done counted."""

from holdfast.areas import Area
from holdfast.clocks.rules.answers import Answer
from holdfast.days import add_months
from holdfast.measures.cases.calendar import lay_calendars
from holdfast.measures.cases.rows import CaseKind, Cases
from holdfast.measures.duty_groups import waits_told
from holdfast.measures.figure_of_link import RECORDED_LATE
from holdfast.measures.measure import (
    Definition,
    Good,
    Measure,
    MeasuredFigure,
    MeasureUnit,
    Whose,
)
from holdfast.query.median_wait import median_wait
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope

_NEEDS = ("set_on", "evidenced")

_NTHS = "join measure_days as begun on begun.day = a.set_on join measure_days as today"
_SET = Cases(
    f"""select a.child, a.set_on as day, 1 as among,
      coalesce(done.nth, today.nth) - begun.nth as days,
      case when done.nth is null then 0 else 1 end as counted
    from actions as a {_NTHS} on today.day = $day
    left join measure_days as done on done.day = a.evidenced and a.evidenced <= $day
    where a.evidenced is null or a.evidenced >= a.set_on""",
    CaseKind.IN_PERIOD,
    tuple(f"actions.{one}" for one in _NEEDS),
)
_OPEN = Cases(
    f"""select a.child, $day as day, 1 as among, 0 as counted, today.nth - begun.nth as days
    from actions as a {_NTHS} on today.day = $day
    where a.set_on <= $day and (a.evidenced is null or a.evidenced > $day)""",
    CaseKind.ON_LAST_DAY,
    _SET.needs,
)


def _ask(outlook: Outlook, months: int, scope: Scope) -> MeasuredFigure:
    feeds = outlook.overlay.feeds
    lacks = [one for one in _NEEDS if "actions" not in feeds or one not in feeds["actions"].columns]
    if lacks:
        why = f"the source does not carry {', '.join(f'actions.{one}' for one in lacks)}"
        return MeasuredFigure(None, None, None, None, None, None, Answer.CANNOT_TELL, why)
    lay_calendars(outlook)
    own = scope.of(outlook, "actions")
    rows = outlook.rows(
        "select coalesce(done.nth, today.nth) - begun.nth as days, "
        "case when done.nth is null then 0 else 1 end as done, count(*) as actions "
        f"from {own.sql} as a join measure_days as begun on begun.day = a.set_on "
        "left join measure_days as done on done.day = a.evidenced and a.evidenced <= $day "
        "join measure_days as today on today.day = $day "
        "where a.set_on > $first and a.set_on <= $day "
        "and (a.evidenced is null or a.evidenced >= a.set_on) group by 1, 2",
        **own.values,
        first=add_months(outlook.day, -months),
        day=outlook.day,
    )
    done = sum(row["actions"] for row in rows if row["done"])
    every = sum(row["actions"] for row in rows)
    waits = [
        (row["days"], row["actions"] if row["done"] else 0, 0 if row["done"] else row["actions"])
        for row in rows
    ]
    return MeasuredFigure(median_wait(waits), done, every, every - done, None, 0, Answer.HISTORY)


MEASURES = (
    Measure(
        key="actions_wait",
        title="Actions set: median days until done",
        area=Area.OVERSIGHT,
        unit=MeasureUnit.DAYS,
        counts="actions set in the period that the record shows to be done",
        of="actions set in the period",
        good=Good.LOWER,
        why="An action that takes months to be done was set for a child who has moved on since.",
        definition=Definition(
            "Calendar days within which half of the actions set in the period were done, by the "
            "product-limit estimate: an action not done counts as one that takes at least so long. "
            "Done is what an event of the record shows; a tick is not.",
            Whose.OURS,
            "Holdfast",
            "No national figure is published.",
        ),
        maturity=RECORDED_LATE,
        clocks=(),
        ask=_ask,
        groups=waits_told(_SET, _OPEN),
        beside="actions_open",
    ),
)
