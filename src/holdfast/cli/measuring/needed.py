"""The command ``holdfast needed``: what each link of the chain needs, and whom to serve first."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, timedelta
from typing import Annotated, Any

import typer

from holdfast.cli.options import AsAt, Form, current_outlook
from holdfast.days import read_day
from holdfast.errors import NotFound
from holdfast.measures.links import LINKS, Link
from holdfast.measures.needed import WEEKS, Needed, first_to_serve, needed, needed_lacks
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope

_HALF_A_YEAR = timedelta(weeks=26)
# What 80 columns have room for; of one link, and in the other forms, there is all.
_SHOWN = ("link", "begun", "done", "open", "carries", "needed")
_FIRST = ("child", "clock", "started", "due", "days_waited")
_COLUMNS = (*(one.name for one in fields(Needed) if one.name != "heaping"), "heaped", "why")
_WORDS = {
    "begun": "Begun a week",
    "finished": "Finished a week",
    "ended_otherwise": "Ended a week without the step",
    "stock": "Open on the day",
    "overdue": "Of them overdue",
    "limit_days": "Limit, in days",
    "carries": "What the limit carries, the longest waiting served first",
    "fits": "What fits it, if not",
    "needed": "To be finished a week, to be there",
    "by": "By",
}
_UNDER = (
    "Carries: what the limit carries, the longest waiting served first. Needed: how many must be "
    "done a week to come down to it, with the 80% interval; what ends without the step is taken "
    "off. `holdfast needed LINK` tells whom to serve first."
)
_HEAPED = {
    True: "Finishings are heaped in the week up to the due date.",
    False: "Finishings are not heaped at the due date.",
    None: "Whether finishings are heaped at the due date cannot be determined.",
}


def needed_(
    link: Annotated[str, typer.Argument(metavar="LINK", help="One link, seen closely.")] = "",
    until: Annotated[
        str,
        typer.Option("--until", metavar="DAY", help="The day to be there; half a year ahead."),
    ] = "",
    as_at: AsAt = "",
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    form: Form = Format.TABLE,
) -> None:
    """What begins and is finished a week, the stock the limit carries, and what would reach it."""
    links = [one for one in LINKS if link in ("", one.key)]
    if not links:
        raise NotFound("There is no link of that name.", "See `holdfast chain` for the links.")
    outlook, scope = current_outlook(as_at), Scope(team)
    by = read_day(until, "--until") or outlook.day + _HALF_A_YEAR
    lacks = {one: needed_lacks(outlook, one) for one in links}
    found = {one: needed(outlook, one, by, scope) for one, why in lacks.items() if not why}
    if links[0] in found and link and form is not Format.CSV:
        _tell_one(outlook, links[0], found[links[0]], scope, form)
    elif form is Format.JSON:
        print_json(
            [
                asdict(found[one]) if one in found else _lacking(one, why, outlook.day)
                for one, why in lacks.items()
            ]
        )
    elif form is Format.CSV:
        rows = [
            _row(found[one]) if one in found else _lacking(one, why, outlook.day)
            for one, why in lacks.items()
        ]
        print_rows(rows, _COLUMNS, form, "")
    else:
        title = f"A week, in the {WEEKS} weeks to {outlook.day}; to be there by {by}"
        print_rows([_shortly(one) for one in found.values()], _SHOWN, form, title, whole=_SHOWN)
        if found:
            said.print(_UNDER, highlight=False)
        _tell_lacking(lacks)


def _lacking(link: Link, why: str, day: date) -> dict[str, Any]:
    """The row of a link of which what is needed cannot be determined."""
    return dict.fromkeys(_COLUMNS) | {"link": link.key, "day": day, "weeks": WEEKS, "why": why}


def _tell_lacking(lacks: Mapping[Link, str]) -> None:
    """In words, of which links it cannot be determined, by what is lacking."""
    by_reason: dict[str, list[str]] = {}
    for link, why in lacks.items():
        if why:
            by_reason.setdefault(why, []).append(link.key)
    for why, keys in by_reason.items():
        words = f"Cannot be determined of {', '.join(keys)}: {why}."
        said.print(words, highlight=False, markup=False)


def _tell_one(outlook: Outlook, link: Link, found: Needed, scope: Scope, form: Format) -> None:
    longest, nearest = first_to_serve(outlook, link, scope)
    if form is Format.JSON:
        print_json(asdict(found) | {"longest_waiting": longest, "nearest_the_limit": nearest})
        return
    told = _in_words(found)
    rows = [{"what": words, "number": told[name]} for name, words in _WORDS.items()]
    title = f"{link.title}: the {found.weeks} weeks to {found.day}"
    print_rows(rows, ("what", "number"), form, title)
    said.print(_HEAPED[found.heaping.heaped], highlight=False)
    print_rows(longest, _FIRST, form, "Longest waiting")
    print_rows(nearest, _FIRST, form, "Nearest the limit")


def _shortly(found: Needed) -> dict[str, str]:
    """A row of whole numbers where they are large."""

    def short(number: float | None) -> str:
        return "" if number is None else f"{number:.0f}" if number >= 20 else f"{number:.1f}"

    span = f" ({short(found.needed_low)}-{short(found.needed_high)})"
    return {
        "link": found.link,
        "begun": short(found.begun),
        "done": short(found.finished),
        "open": str(found.stock),
        "carries": "" if found.carries is None else f"{found.carries:.0f}",
        "needed": "" if found.needed is None else short(found.needed) + span,
    }


def _in_words(found: Needed) -> dict[str, Any]:
    """A row with what is needed and its interval in one cell, and stocks as whole numbers."""
    row = _row(found)
    if found.needed is None or found.needed_low is None or found.needed_high is None:
        return row | {"needed": "cannot be determined"}
    span = f"{found.needed:.1f} ({found.needed_low:.1f} to {found.needed_high:.1f})"
    stocks = {name: round(row[name]) for name in ("carries", "fits")}
    return row | stocks | {"needed": span}


def _row(found: Needed) -> dict[str, Any]:
    flat = asdict(found)
    heaped = flat.pop("heaping")["heaped"]
    rounded = {
        name: round(value, 1) if isinstance(value, float) else value for name, value in flat.items()
    }
    return rounded | {"heaped": heaped, "why": None}
