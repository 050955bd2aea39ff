"""The command ``holdfast workforce``: posts, people, vacancies, who left and who is to come."""

from typing import Annotated, Any

import typer

from holdfast.cli.options import AsAt, Form, current_outlook
from holdfast.printing import Format, print_json, print_rows
from holdfast.query.caseload.staff import WorkforcePerson, staff
from holdfast.query.caseload.staffing import StaffingFigures, staffing
from holdfast.query.outlook import Outlook
from holdfast.query.people import team_names
from holdfast.query.scope import Scope

PEOPLE = (
    "worker", "full_name", "team", "job_title", "kind", "registered", "agency", "newly_qualified",
    "full_time_equivalent", "in_post_since", "months_in_post", "left", "away_since", "away_kind",
    "experience",
)  # fmt: skip


def workforce_(
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    as_at: AsAt = "",
    form: Form = Format.TABLE,
) -> None:
    """Posts, people, hours, vacancies, absence, who left and who is to come."""
    outlook = current_outlook(as_at)
    try:
        _tell(outlook, Scope(team), form)
    finally:
        outlook.close()


def _tell(outlook: Outlook, scope: Scope, form: Format) -> None:
    found = staffing(outlook, scope)
    here = [one for one in staff(outlook, scope).values() if not one.has_left(outlook.day)]
    rows = [_person(outlook, one) for one in here]
    if form is Format.JSON:
        about = {"as_at": outlook.day, "team": scope.team or None}
        print_json(about | {"staffing": found, "people": rows})
        return
    if form is Format.CSV:
        print_rows(rows, PEOPLE, form)
        return
    whose = team_names(outlook).get(scope.team, scope.team) if scope else "everybody"
    title = f"Workforce, {whose}, as at {outlook.day:%-d %B %Y}"
    print_rows(_figures(found, outlook), ("what", "figure"), form, title)


def _person(outlook: Outlook, one: WorkforcePerson) -> dict[str, Any]:
    return vars(one) | {
        "months_in_post": one.months_in_post(outlook.day),
        "newly_qualified": one.in_first_year(outlook.day),
        "away_since": one.away.started if one.away else None,
        "away_kind": one.away.kind if one.away else None,
        "experience": " ".join(one.experience),
    }


def _figures(found: StaffingFigures, outlook: Outlook) -> list[dict[str, str]]:
    since = found.vacant_since
    days = f", for {(outlook.day - since).days} days without a break" if since else ""
    if found.vacant and not since:
        days = ", for longer than the record tells"
    told = {
        "Posts": _count(found.posts, f"{found.established:g} full time" if found.posts else ""),
        "Employed": f"{found.employed.people} ({found.employed.full_time:g} full time)",
        "Agency": f"{found.agency.people} ({found.agency.full_time:g} full time)",
        "Not recorded whether agency": str(found.not_recorded_whether_agency),
        "Vacant": "not recorded" if found.vacant is None else f"{found.vacant:g} full time{days}",
        "Managers": str(found.managers),
        "Registered social workers": _count(found.registered),
        "In the first year in practice": _count(found.newly_qualified),
        "Away today": _count(found.away),
        "In post by whole years": _years(found),
        "Left in twelve months": f"{found.leavers}, {found.leavers_agency} of them agency",
        "Came in twelve months": str(found.came),
        "Recruits who are to begin": _count(found.recruits),
    }
    return [{"what": what, "figure": figure} for what, figure in told.items()]


def _count(number: int | None, more: str = "") -> str:
    if number is None:
        return "not recorded"
    return f"{number} ({more})" if more else str(number)


def _years(found: StaffingFigures) -> str:
    words = {-1: "not recorded", 0: "under one"}
    grouped: dict[str, int] = {}
    for years, people in found.years_in_post:
        name = words.get(years) or (
            "one" if years == 1 else "two to four" if years < 5 else "five on"
        )
        grouped[name] = grouped.get(name, 0) + people
    return ", ".join(f"{name} {people}" for name, people in grouped.items())
