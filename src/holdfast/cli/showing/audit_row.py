"""Writes down in the log what was done with a command instead of a page."""

from holdfast.errors import CannotWrite
from holdfast.web.audit.machine import account_of_the_machine
from holdfast.web.project.database import in_words, is_postgresql


def record_command(
    kind: str, page: str, target: str = "", detail: str = "", done: bool = True
) -> None:
    """Append a row in the name of the account of this machine that runs the command.

    ``kind`` is a value of ``AuditKind``; for the rest see ``AuditRow``. ``done`` says that the
    thing itself is done; else it is yet to be, and its not being logged must prevent it. Raises
    CannotWrite where the row cannot be written.
    """
    try:
        from holdfast.web.serving import open_people

        open_people()
        from holdfast.web.audit.log import write_row
        from holdfast.web.audit.models import AuditKind

        by = account_of_the_machine()
        write_row(by=by, kind=AuditKind(kind), page=page, target=target, detail=detail)
    except Exception as error:
        how = "It is done, but" if done else "Nothing was changed, because"
        besides = ", and that its server runs" if is_postgresql() else " and its disk has room"
        raise CannotWrite(
            f"{how} the log of who did what could not be written.",
            f"See that {in_words()} can be written{besides}.",
        ) from error
