"""The command ``holdfast concerns``: which concerns are true, and of whom."""

from typing import Annotated

import typer

from holdfast.cli.options import AsAt, Form, current_outlook
from holdfast.concerns.register import CONCERNS, find_concern
from holdfast.printing import Format, print_rows
from holdfast.progress import said
from holdfast.query.concerns import CountedConcern, concerns_counted, concerns_true
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope

COUNTED = ("concern", "title", "children", "families", "child_days", "unknown")
LISTED = ("days", "child", "family", "fact", "standing", "since", "team", "worker")


def concerns_(
    key: Annotated[
        str, typer.Option("--key", metavar="KEY", help="One concern, child by child.")
    ] = "",
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    as_at: AsAt = "",
    form: Form = Format.TABLE,
) -> None:
    """Facts that a manager must look at: how many, or of whom one is true."""
    scope = Scope(team)
    if key:
        find_concern(key)
    outlook = current_outlook(as_at)
    try:
        if key:
            _print_one(outlook, key, scope, form)
        else:
            _print_all(outlook, scope, form)
    finally:
        outlook.close()


def _print_all(outlook: Outlook, scope: Scope, form: Format) -> None:
    titles = {concern.key: concern.title for concern in CONCERNS}
    counted = concerns_counted(outlook, scope)
    rows = [vars(one) | {"title": titles[one.concern]} for one in counted]
    print_rows(rows, COUNTED, form, f"Concerns, as at {outlook.day:%-d %B %Y}")
    for one in counted:
        _say_lacking(one)


def _print_one(outlook: Outlook, key: str, scope: Scope, form: Format) -> None:
    concern = find_concern(key)
    rows = [vars(one) for one in concerns_true(outlook, concern, scope)]
    families = len({row["family"] for row in rows})
    title = (
        f"{concern.title}: {len(rows)} children of {families} families, "
        f"as at {outlook.day:%-d %B %Y}"
    )
    print_rows(rows, LISTED, form, title)
    said.print(f"{concern.rule} It ends when: {concern.ends}", highlight=False)
    said.print(f"It never means: {concern.never_means}", highlight=False)


def _say_lacking(one: CountedConcern) -> None:
    for words in one.lacking:
        said.print(f"{one.concern} cannot be determined in part: {words}.", highlight=False)
