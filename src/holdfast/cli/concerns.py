"""The command ``holdfast concerns``: which concerns are true, and of whom."""

from itertools import groupby
from typing import Annotated

import typer

from holdfast.cli.options import AsAt, Cites, Form, current_outlook
from holdfast.cli.showing.duties import holder_names
from holdfast.concerns.concern import Concern
from holdfast.concerns.register import CONCERNS, find_concern
from holdfast.printing import Format, print_rows
from holdfast.progress import said
from holdfast.query.concerns import concerns_counted, concerns_true, is_untold
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope

COUNTED = ("concern", "title", "children", "families", "child_days", "unknown")
LISTED = (
    "child", "family", "strand", "fact", "since", "days", "standing", "last_seen", "team", "worker",
)  # fmt: skip
# Of a concern of which the source can tell nothing.
_NOT_KNOWN = dict.fromkeys(("children", "families", "child_days", "unknown"))
# For people: the days first, and no more than eighty columns hold.
ON_SCREEN = ("days", "child", "standing", "since", "last_seen", "held_by")


def concerns_(
    key: Annotated[
        str, typer.Option("--key", metavar="KEY", help="One concern, child by child.")
    ] = "",
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    as_at: AsAt = "",
    cites: Cites = False,
    form: Form = Format.TABLE,
) -> None:
    """Facts that a manager must look at: how many, or of whom one is true."""
    scope = Scope(team)
    concern = find_concern(key) if key else None
    outlook = current_outlook(as_at)
    try:
        if concern:
            _print_one(outlook, concern, scope, form, cites)
        else:
            _print_all(outlook, scope, form)
    finally:
        outlook.close()


def _print_all(outlook: Outlook, scope: Scope, form: Format) -> None:
    titles = {concern.key: concern.title for concern in CONCERNS}
    counted = concerns_counted(outlook, scope)
    untold = {one.concern for one in counted if is_untold(one)}
    rows = [
        vars(one) | {"title": titles[one.concern]} | (_NOT_KNOWN if one.concern in untold else {})
        for one in counted
    ]
    columns = COUNTED[1:] if form is Format.TABLE else COUNTED
    print_rows(rows, columns, form, f"Concerns, as at {outlook.day:%-d %B %Y}")
    for one in counted:
        title = titles[one.concern]
        if one.concern in untold:
            said.print(f"{title} cannot be determined: {one.lacking[0]}.", highlight=False)
            continue
        for words in one.lacking:
            said.print(f"{title} cannot be determined in part: {words}.", highlight=False)


def _print_one(outlook: Outlook, concern: Concern, scope: Scope, form: Format, cites: bool) -> None:
    found = concerns_true(outlook, concern, scope)
    families = len({one.family for one in found})
    title = (
        f"{concern.title}: {len(found)} children of {families} families, "
        f"as at {outlook.day:%-d %B %Y}"
    )
    if form is not Format.TABLE:
        print_rows(found, LISTED, form, title)
        return
    said.print(title, style="bold", highlight=False)
    said.print(f"{concern.rule} It ends when: {concern.ends}", highlight=False)
    said.print(f"It never means: {concern.never_means}", highlight=False)
    if cites:
        said.print(f"Source: {concern.source}", highlight=False)
    names = holder_names(outlook)
    for strand, group in groupby(found, key=lambda one: one.strand):
        rows, fact = list(group), concern.strand(strand).fact
        families = len({(row.family, row.worker) for row in rows})
        words = f"{fact[0].upper()}{fact[1:]}: {len(rows)} children of {families} families"
        shown = [vars(row) | {"held_by": names.of(row.worker, row.team)} for row in rows]
        print_rows(shown, ON_SCREEN, Format.TABLE, words)
