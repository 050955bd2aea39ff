"""The command ``holdfast front-door``: contacts, their decisions, and what came of them."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from holdfast.cli.options import LEFT_SINCE, AsAt, Form, current_outlook
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said
from holdfast.query.front_door.conversion import Converted
from holdfast.query.front_door.figures import (
    DEFINITIONS,
    band_words,
    closed_words,
    figures,
    outcome_words,
    source_words,
)
from holdfast.query.front_door.front_door import MONTHS, NO_CONTACTS, FrontDoorOnDay, front_door
from holdfast.query.front_door.volumes import ContactCounts
from holdfast.query.scope import Scope

_COLUMNS = ("part", "group", "name", "count", "of", "definition")
_WAITS = ("days", "child", "received", "due", "closed_before", "team")
LONGEST = 10


def front_door_(
    as_at: AsAt = "",
    months: Annotated[int, typer.Option(help="The length of the period.", min=1, max=36)] = MONTHS,
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    form: Form = Format.TABLE,
) -> None:
    """Contacts: how many, decided when, repeated or not, and what came of them."""
    scope = Scope(team)
    outlook = current_outlook(as_at)
    try:
        found = front_door(outlook, months, scope)
    finally:
        outlook.close()
    if form is Format.JSON:
        print_json({"team": team or None, "definitions": DEFINITIONS, **vars(found)})
    elif form is Format.CSV:
        print_rows(figures(found), _COLUMNS, form)
    else:
        _print_tables(found)
        if scope:
            said.print(LEFT_SINCE, highlight=False)


def _print_tables(found: FrontDoorOnDay) -> None:
    for words in found.lacking:
        said.print(words, highlight=False)
    if found.lacking == NO_CONTACTS and not found.referrals_waiting:
        return
    span = f"{found.period_from:%-d %B %Y} to {found.as_at:%-d %B %Y}"
    rows = [_counted("all", found.counts)]
    rows += [_counted(source_words(one.source), one.counts) for one in found.sources or ()]
    _print(f"Contacts by who made them, {span}", rows)
    weeks = [_counted(f"{one.first:%d.%m.%y}", one.counts) for one in found.weeks[-LONGEST:]]
    _print("Contacts of the latest weeks, by the day of each Monday", weeks)
    if found.time:
        times = [
            {"days": band_words(band), "decided": band.decided, "waiting": band.waiting}
            for band in found.time.bands
        ]
        median = found.time.median_days
        within = "longer than any seen" if median is None else f"{median} days"
        _print(f"Calendar days to decision: median {within}", times)
    _print_repeats(found)
    if found.conversion:
        months = [_converted("all", found.conversion.whole)]
        months += [_converted(f"{one.first:%b %Y}", one) for one in found.conversion.months]
        _print("What came of contacts, without those of open cases", months)
    waiting = found.waiting or ()
    title = f"Contacts without a decision: {len(waiting)}; the longest {LONGEST} at most"
    print_rows(waiting[:LONGEST], _WAITS, Format.TABLE, title)
    said.print("How each figure is counted stands beside it with --format csv.", highlight=False)


def _counted(of: str, counts: ContactCounts) -> dict[str, Any]:
    """Counts under names that eighty columns hold."""
    return {
        "of": of,
        "all": counts.contacts,
        "referral": counts.accepted,
        "open_case": counts.existing,
        "closed": counts.no_action,
        "other": counts.elsewhere,
        "unknown": counts.not_recorded,
        "waiting": counts.waiting,
    }


def _print_repeats(found: FrontDoorOnDay) -> None:
    repeats = found.repeats
    if repeats is None:
        return
    rows = [
        {
            "contact_before": outcome_words(one.outcome),
            "repeat_contacts": one.contacts,
        }
        for one in repeats.after
    ]
    title = f"Repeat contacts: {repeats.repeated} of {repeats.of}"
    _print(title, rows)
    accepted = [
        {"closed_before": closed_words(one.closed), "accepted": one.contacts}
        for one in repeats.accepted_after
    ]
    title = f"Closed before one was accepted: {repeats.accepted} accepted"
    _print(title, accepted)


def _converted(of: str, one: Converted) -> dict[str, Any]:
    return {
        "of": of,
        "contacts": one.contacts,
        "judged": one.judged,
        "referred": one.referred,
        "judged_by_90_days": one.judged_for_assessment,
        "assessed": one.assessed,
    }


def _print(title: str, rows: Sequence[Mapping[str, Any]]) -> None:
    print_rows(rows, tuple(rows[0]) if rows else (), Format.TABLE, title)
