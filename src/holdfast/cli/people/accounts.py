"""The commands ``holdfast user`` and ``holdfast audit``.

Nothing here needs the pages' own parts: an account can be made on a machine without them.
"""

import sys
from typing import Annotated, Any

import typer

from holdfast.cli.options import Form
from holdfast.printing import Format, print_rows
from holdfast.progress import said
from holdfast.web.audit.machine import account_of_the_machine

_COLUMNS = ("name", "added", "last_sign_in")

_ROW_COLUMNS = ("number", "at", "who", "kind", "page", "target", "detail", "reason")

user_app = typer.Typer(help="The people who may sign in.", no_args_is_help=True)
audit_app = typer.Typer(
    help="The log of who looked at which child, and what was done.", no_args_is_help=True
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name that the person signs in by.")]


@user_app.command("add")
def add(name: Name) -> None:
    """Make an account. The password is asked for, or made and shown once."""
    _open_people()
    from holdfast.web.actions.accounts import add_person

    _show(name, add_person(by=account_of_the_machine(), name=name, password=_asked()))
    said.print(
        f"The account has no role yet and sees nothing: give one with "
        f"`holdfast people give {name} ROLE`.",
        markup=False,
        highlight=False,
    )


@user_app.command("password")
def password(name: Name) -> None:
    """Give a person another password, and end their sessions."""
    _open_people()
    from holdfast.web.actions.accounts import change_password

    _show(name, change_password(by=account_of_the_machine(), name=name, password=_asked()))
    said.print("Whoever is signed in by this name must sign in again.", highlight=False)


@user_app.command("mail")
def mail(
    name: Name,
    address: Annotated[str, typer.Argument(help="Where the daily mail goes; empty for nowhere.")],
) -> None:
    """Say where a person's daily mail goes. They choose themselves how often it comes."""
    _open_people()
    from holdfast.web.actions.accounts import set_mail_address

    set_mail_address(by=account_of_the_machine(), name=name, address=address)
    said.print("The address is kept.", highlight=False)


@user_app.command("list")
def list_(form: Form = Format.TABLE) -> None:
    """Everyone with an account, and when they last signed in."""
    _open_people()
    from holdfast.web.accounts.local import people

    rows = [
        {
            "name": one.username,
            "added": one.date_joined.date(),
            "last_sign_in": one.last_login.date() if one.last_login else None,
        }
        for one in people()
    ]
    print_rows(rows, _COLUMNS, form)


@audit_app.command("verify")
def verify(
    known: Annotated[
        str, typer.Option(metavar="HASH", help="What an earlier call gave: it must still be there.")
    ] = "",
) -> None:
    """Prove that no row of the log was changed, taken out or slipped in (9 where one was)."""
    _open_people()
    from holdfast.web.audit.log import verify_chain

    whole = verify_chain(known or None)
    said.print(f"The audit log is whole: {whole.rows} rows.", highlight=False)
    said.print(
        "A log cannot show that its last rows were cut off. Note this elsewhere, and give it with "
        "--known next time:",
        highlight=False,
    )
    typer.echo(whole.last)


@audit_app.command("search")
def search_(
    who: Annotated[str, typer.Option(help="The account that acted.")] = "",
    child: Annotated[str, typer.Option(help="The child, or what else was acted on.")] = "",
    kind: Annotated[str, typer.Option(help="What was done, such as view, shown or taken.")] = "",
    since: Annotated[str, typer.Option(metavar="YYYY-MM-DD")] = "",
    until: Annotated[str, typer.Option(metavar="YYYY-MM-DD")] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many rows, the latest first.")] = 100,
    form: Form = Format.TABLE,
) -> None:
    """The rows of the log by person, child, kind and day; the search is in the log too."""
    _open_people()
    from holdfast.cli.options import as_at_day
    from holdfast.web.actions.viewing import record_audit_search
    from holdfast.web.audit.searching import AuditSearch, search

    asked = AuditSearch(who, child, kind, as_at_day(since), as_at_day(until))
    detail = f"who {who or 'anybody'}; kind {kind or 'any'}; {since or 'from the first'}"
    found = search(asked)[:limit]
    rows = [{name: getattr(row, name) for name in _ROW_COLUMNS} for row in found]
    record_audit_search(by=account_of_the_machine(), child=child, detail=detail)
    print_rows(rows, _ROW_COLUMNS, form)


@audit_app.command("ship")
def ship_(
    since: Annotated[int, typer.Option("--from", help="The number of the first row.")] = 1,
) -> None:
    """Send the rows from a number on to where the setting says, as when that failed before."""
    _open_people()
    from holdfast.errors import BadSetting, CannotWrite
    from holdfast.web.audit.models import AuditRow
    from holdfast.web.audit.shipping import send
    from holdfast.web.options import AUDIT_SHIP

    if not AUDIT_SHIP.text():
        raise BadSetting(f"{AUDIT_SHIP.name} is not set.", "Set it to a place, and run it again.")
    rows = AuditRow.objects.filter(number__gte=since)
    try:
        send(AUDIT_SHIP.text(), rows.iterator())
    except OSError as error:
        raise CannotWrite(
            "The log could not be sent to where the setting says.",
            "See that the place is there and can be written to, and run it again.",
        ) from error
    said.print(f"{rows.count()} rows sent.", highlight=False)


def _open_people() -> None:
    from holdfast.web.serving import open_people

    open_people()


def _asked() -> str | None:
    """The password as typed twice without being shown; none where nobody can type, or wants to."""
    if not sys.stdin.isatty():
        return None
    words = "Password (nothing: one is made)"
    found: Any = typer.prompt(
        words, default="", hide_input=True, show_default=False, confirmation_prompt=True, err=True
    )
    return str(found) or None


def _show(name: str, made: str | None) -> None:
    if made is None:
        said.print("The password is set.", highlight=False)
        return
    said.print(f"Sign in as {name} with password {made}", markup=False, highlight=False)
    said.print("It is shown this once: write it down.", highlight=False)
