"""The commands ``holdfast clocks`` and ``holdfast rules``."""

from typing import Any

import typer

from holdfast.cli.options import Form, rule_book
from holdfast.clocks.register import CLOCKS, NOT_ANSWERED
from holdfast.clocks.rules.answers import answers
from holdfast.clocks.rules.book import presets
from holdfast.errors import HoldfastError
from holdfast.printing import Format, print_rows
from holdfast.query.opening import current_snapshot
from holdfast.record.supplements.overlay import overlay_of


def clocks_(form: Form = Format.TABLE) -> None:
    """The register of clocks: what each allows, since when, and who says so."""
    book, rows = rule_book(), []
    feeds = _feeds()
    told = {one.clock.key: one for one in answers(CLOCKS, feeds)} if feeds is not None else {}
    for one in book.clocks:
        for ruling in book.rulings(one):
            limit = str(ruling.rule.limit or "no number of days")
            rows.append(
                {
                    "clock": one.key,
                    "title": one.title,
                    "area": one.area.value,
                    "tier": one.tier.value,
                    "rule": "not in force" if one.awaited else limit,
                    "since": None if one.awaited else ruling.rule.since,
                    "cites": str(ruling.rule.cites),
                    "standing": ruling.rule.cites.standing.value,
                    "answers": told[one.key].answer.value if told else None,
                }
            )
    columns = ("clock", "title", "area", "tier", "rule", "since", "cites", "standing", "answers")
    print_rows(rows, columns, form, f"{len(book.clocks)} clocks")
    if form is Format.TABLE:
        missing = [{"key": key, "why": why} for key, why in NOT_ANSWERED.items()]
        print_rows(missing, ("key", "why"), form, "Not answered yet")


def rules_() -> None:
    """The council's local limits as shipped: save as local_rules.toml and edit."""
    typer.echo(presets(CLOCKS), nl=False)


def _feeds() -> Any:
    try:
        return overlay_of(current_snapshot()).feeds
    except HoldfastError:
        return None
