"""The commands ``holdfast loop`` and ``holdfast deficits``: how deficits are followed through."""

from datetime import date
from typing import Annotated, Any

import typer

from holdfast.challenge.deficit import DEFICIT_RULES
from holdfast.challenge.escalation import escalated
from holdfast.challenge.figures import LoopFigures
from holdfast.challenge.finding import deficit_paths, deficits_of_child, loop_of_record
from holdfast.challenge.path import DeficitPath
from holdfast.challenge.said import SaidInHoldfast
from holdfast.challenge.states import LoopState
from holdfast.challenge.tally import figures_by, loop_figures
from holdfast.cli.options import AsAt, Form, current_outlook
from holdfast.cli.showing.audit_row import record_command
from holdfast.errors import BadSetting, NotFound
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said
from holdfast.query.outlook import Outlook
from holdfast.query.people import team_names
from holdfast.query.scope import Scope
from holdfast.record.identity.evidence import numbers_in

Team = Annotated[str, typer.Option(help="A team; the teams below it are included.")]
Worker = Annotated[str, typer.Option(help="A worker: the children whom the worker holds.")]
TEAMS = ("team", "title", "open", "silent", "silent_of", "on_paper", "recurred", "to_direction")
ON_SCREEN = ("title", "open", "silent", "silent_of", "on_paper", "recurred", "to_direction")
PATH = (
    "rule", "title", "child", "started", "source", "due", "detected", "seen", "challenged",
    "directed", "evidenced", "verified", "held", "state", "silent", "lapsed", "settled", "unclear",
    "recurred", "supervised", "team", "worker", "owner", "by_when",
)  # fmt: skip
PATH_ON_SCREEN = ("title", "started", "detected", "state", "since", "ended", "silent")


def loop_(
    team: Team = "", worker: Worker = "", as_at: AsAt = "", form: Form = Format.TABLE
) -> None:
    """How far deficits came in twelve months: silent, closed on paper, recurred, and by team."""
    outlook = current_outlook(as_at)
    try:
        paths = deficit_paths(outlook, _said(outlook), Scope(team, worker))
        choices = loop_of_record(outlook).choices
        whole = loop_figures(paths, outlook.day, choices.held_days)
        names = team_names(outlook)
        by_team = figures_by(paths, lambda path: path.team, outlook.day, choices.held_days)
        rows = [
            _team_row(key, names.get(key or "", key) or "no team recorded", own)
            for key, own in by_team.items()
        ]
        rows.sort(key=lambda row: str(row["title"]))
        over = escalated(paths, outlook.day, choices)
    finally:
        outlook.close()
    if form is Format.JSON:
        levels = [one.level.value for one in over]
        print_json(_in_json(whole, outlook.day, levels) | {"teams": rows})
        return
    if form is Format.TABLE:
        _tell(whole, outlook)
    print_rows(rows, ON_SCREEN if form is Format.TABLE else TEAMS, form, "By team")


def _in_json(whole: LoopFigures, as_at: date, levels: list[str]) -> dict[str, Any]:
    """The figures of the loop by the names that they have in JSON."""
    return {
        "as_at": as_at,
        "deficits": whole.deficits,
        "open": whole.open,
        "reached": {state.value: whole.reached[state] for state in LoopState},
        "silent": whole.silent,
        "silent_of": whole.silent_seen,
        "silent_open": whole.silent_open,
        "not_recorded_whether_anything_was_said": whole.untold,
        "on_paper": whole.on_paper,
        "settled": whole.settled,
        "cannot_be_determined": whole.unclear,
        "recurred": whole.recurred_ripe,
        "recurred_of": whole.ripe,
        "days": [
            {
                "from": step.start.value,
                "to": step.end.value,
                "median": step.median,
                "came": step.came,
                "waiting": step.waiting,
            }
            for step in whole.steps
        ],
        "escalated": {level: levels.count(level) for level in dict.fromkeys(levels)},
    }


def deficits_(
    child: Annotated[str, typer.Option(help="The child's number in the record.")] = "",
    as_at: AsAt = "",
    form: Form = Format.TABLE,
) -> None:
    """The deficits of one child, each with the day of every state."""
    if not child:
        raise BadSetting("No child is named.", "Give the child's number after --child.")
    outlook = current_outlook(as_at)
    try:
        if not outlook.rows("select 1 as one from persons where child = $child", child=child):
            raise NotFound(
                "There is no child with that identifier in this snapshot.",
                "Check the identifier in the case system, or import a newer extract.",
            )
        record_command("view", "deficits", child, done=False)
        rows = [_path_row(path) for path in deficits_of_child(outlook, child, _said(outlook))]
    finally:
        outlook.close()
    title = f"Deficits, as at {outlook.day:%-d %B %Y}"
    print_rows(rows, PATH_ON_SCREEN if form is Format.TABLE else PATH, form, title)


def _said(outlook: Outlook) -> SaidInHoldfast:
    """What people entered in Holdfast, as it stands in the people's part."""
    from holdfast.web.serving import open_people

    open_people()
    from holdfast.web.handles import addresses_of
    from holdfast.web.oversight.loop_said import said_in_holdfast

    snapshot = outlook.snapshot
    return said_in_holdfast(addresses_of(snapshot, numbers_in(snapshot)).child)


def _team_row(team: str | None, title: str, own: LoopFigures) -> dict[str, Any]:
    return {
        "team": team,
        "title": title,
        "open": own.open,
        "silent": own.silent,
        "silent_of": own.silent_seen,
        "on_paper": own.on_paper,
        "recurred": own.recurred,
        "to_direction": next(s for s in own.steps if s.end is LoopState.DIRECTED).median,
    }


def _path_row(path: DeficitPath) -> dict[str, Any]:
    rule = DEFICIT_RULES.get(path.key.rule)
    silent = {True: "yes", False: "no", None: "cannot be determined"}
    days = {state.value: path.day_of(state) for state in LoopState}
    return days | {
        "rule": path.key.rule,
        "title": rule.title if rule else path.title,
        "child": path.key.child,
        "started": path.key.started,
        "source": path.source.value,
        "due": path.due,
        "state": path.state.value,
        "since": path.since,
        "ended": path.ended,
        "silent": silent[path.is_silent],
        "lapsed": path.lapsed,
        "settled": path.settled,
        "unclear": path.unclear,
        "recurred": path.recurred,
        "supervised": path.supervised,
        "team": path.team,
        "worker": path.worker,
        "owner": path.owner,
        "by_when": path.by_when,
    }


def _tell(whole: LoopFigures, outlook: Outlook) -> None:
    reached = ", ".join(f"{state.value} {whole.reached[state]:,}" for state in LoopState)
    said.print(f"Twelve months to {outlook.day:%-d %B %Y}: {reached}.", highlight=False)
    said.print(
        f"{whole.open:,} are open, {whole.silent_open:,} of them silent. Of {whole.silent_seen:,} "
        f"supervised ones nothing was said of {whole.silent:,}; of {whole.untold:,} it is not "
        f"recorded. {whole.on_paper:,} were closed on paper, {whole.settled:,} settled. Of "
        f"{whole.ripe:,} done long enough ago {whole.recurred_ripe:,} recurred.",
        highlight=False,
    )
    for step in whole.steps:
        median = "fewer than half came" if step.median is None else f"{step.median} days"
        said.print(
            f"  from {step.start.value} to {step.end.value}: {median} "
            f"({step.came:,} came, {step.waiting:,} have not)",
            highlight=False,
        )
