"""The command ``holdfast people``: who may do what, and for whose children."""

from typing import Annotated, Any

import typer

from holdfast.cli.options import Form, as_at_day
from holdfast.errors import BadSetting, NotFound
from holdfast.printing import Format, print_rows
from holdfast.progress import said
from holdfast.web.audit.machine import account_of_the_machine

_ROLE_COLUMNS = ("role", "title", "scope", "most_days", "may")
_GIVEN = ("number", "name", "role", "scope", "of", "from", "until", "given_by", "in_force")

people_app = typer.Typer(help="Who may do what, and for whose children.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name that the person signs in by.")]
Last = Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The last day on which it counts.")]


@people_app.command("roles")
def roles_(form: Form = Format.TABLE) -> None:
    """Every role, what whoever has it may do, and whose children it usually is about."""
    from holdfast.web.serving import open_people

    open_people()
    from holdfast.web.people.roles import roles

    rows = [
        {
            "role": one.key,
            "title": one.title,
            "scope": str(one.scope),
            "most_days": one.most_days,
            "may": ", ".join(map(str, one.may)),
        }
        for one in roles().values()
    ]
    print_rows(rows, _ROLE_COLUMNS, form)


@people_app.command("list")
def list_(form: Form = Format.TABLE) -> None:
    """Who was given which role, for whose children, and whether it counts today."""
    from holdfast.web.serving import open_people

    open_people()
    from holdfast.web.people.assignments import in_force
    from holdfast.web.people.models import Assignment

    rows: list[dict[str, Any]] = [
        {
            "number": one.pk,
            "name": one.user.get_username(),
            "role": one.role,
            "scope": one.scope,
            "of": one.team or one.worker,
            "from": one.begins,
            "until": one.ends,
            "given_by": one.given_by,
            "in_force": one in in_force(one.user),
        }
        for one in Assignment.objects.select_related("user")
    ]
    print_rows(rows, _GIVEN, form)


@people_app.command("give")
def give(
    name: Name,
    role: Annotated[str, typer.Argument(help="A role of `holdfast people roles`.")],
    scope: Annotated[
        str, typer.Option(help="own, team, service, all or none; the role's usual if not given.")
    ] = "",
    team: Annotated[str, typer.Option(help="The team's code, for team and service.")] = "",
    worker: Annotated[str, typer.Option(help="The person's own code as a worker, for own.")] = "",
    begins: Annotated[str, typer.Option("--from", metavar="YYYY-MM-DD")] = "",
    until: Last = "",
) -> None:
    """Give a person a role."""
    from holdfast.web.serving import open_people

    open_people()
    from holdfast.web.accounts.local import account
    from holdfast.web.actions.people import give_role
    from holdfast.web.people.permission import ScopeKind

    if scope and scope not in ScopeKind.values:
        raise BadSetting(
            "There is no scope of that name.", f"Use one of {', '.join(ScopeKind.values)}."
        )
    given = give_role(
        by=account_of_the_machine(),
        user=account(name),
        role=role,
        scope=ScopeKind(scope) if scope else None,
        team=team,
        worker=worker,
        begins=as_at_day(begins),
        ends=as_at_day(until),
    )
    said.print(f"Given: number {given.pk}, in force from {given.begins}.", highlight=False)


@people_app.command("end")
def end(
    number: Annotated[int, typer.Argument(help="The number that `holdfast people list` shows.")],
    last: Last = "",
) -> None:
    """End a role that was given: at once, or after a last day."""
    from holdfast.web.serving import open_people

    open_people()
    from holdfast.web.actions.people import end_role
    from holdfast.web.people.models import Assignment

    found = Assignment.objects.filter(pk=number).first()
    if found is None:
        raise NotFound("Nothing was given under that number.", "See `holdfast people list`.")
    end_role(by=account_of_the_machine(), assignment=found, last=as_at_day(last))
    said.print("It is ended.", highlight=False)


@people_app.command("map")
def map_(
    group: Annotated[str, typer.Argument(help="The group's id, or the app role's value.")],
    role: Annotated[str, typer.Argument(help="A role of `holdfast people roles`.")],
    scope: Annotated[str, typer.Option(help="As for give.")] = "",
    team: Annotated[str, typer.Option(help="The team's code, for team and service.")] = "",
) -> None:
    """Say which role a group of the council's accounts has; it is given as its people sign in."""
    from holdfast.web.serving import open_people

    open_people()
    from holdfast.web.actions.council_roles import map_group
    from holdfast.web.people.permission import ScopeKind

    by = account_of_the_machine()
    kind = ScopeKind(scope) if scope else None
    map_group(by=by, group=group, role=role, scope=kind, team=team)
    said.print("It counts from their next sign-in.", highlight=False)
