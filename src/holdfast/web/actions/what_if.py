"""Asking for a scenario or for the validation before it: each with its row in the log."""

from django.db import transaction

from holdfast.errors import Busy
from holdfast.scenarios.kept import is_running, keep_asked
from holdfast.settings import HOME
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind
from holdfast.web.beside import run_beside


@transaction.atomic
def ask_for_check(*, by: str, check: str) -> None:
    """Have the model validated on the last six months, beside the pages.

    Raises Busy while something is being run, CannotWrite where the disk refuses.
    """
    _refuse_busy()
    write_row(by=by, kind=AuditKind.WHAT_IF, page="what if", target=check, detail="validation")
    keep_asked(HOME.path(), check, by=by)
    transaction.on_commit(lambda: run_beside(["whatif", "--check", "--kept", check]))


@transaction.atomic
def ask_for_scenario(*, by: str, scenario: str, text: str, levers: int) -> None:
    """Have a scenario run beside the pages; ``scenario`` is the name that it is kept under.

    Raises Busy while something is being run, CannotWrite where the disk refuses.
    """
    _refuse_busy()
    detail = f"scenario with {levers} changes; no child"
    write_row(by=by, kind=AuditKind.WHAT_IF, page="what if", target=scenario, detail=detail)
    file = keep_asked(HOME.path(), scenario, text, by)
    transaction.on_commit(lambda: run_beside(["whatif", str(file), "--kept", scenario]))


@transaction.atomic
def record_scenario_seen(*, by: str, scenario: str) -> None:
    """Note that somebody opened what a scenario found."""
    detail = "what was found; no child"
    write_row(by=by, kind=AuditKind.WHAT_IF, page="scenario", target=scenario, detail=detail)


def _refuse_busy() -> None:
    if is_running(HOME.path()):
        raise Busy(
            "Something is being run already, and one thing is run at a time.",
            "Wait until it is done, some minutes, and ask again.",
        )
