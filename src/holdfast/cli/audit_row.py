"""Writes down in the log what was done with a command instead of a page."""

from getpass import getuser

from holdfast.errors import CannotWrite
from holdfast.web.project.database import in_words, is_postgresql

COMMAND_LINE = "command line"


def record_command(act: str, page: str, reason: str = "", done: bool = True) -> None:
    """Append a row in the name of the account of this machine that runs the command.

    ``done`` says that the thing itself is done; else it is yet to be, and its not being logged
    must prevent it. Raises CannotWrite where the row cannot be written.
    """
    try:
        # Django takes long to load, and must be ready before the log's own model is.
        from holdfast.web.serving import open_people

        open_people()
        from holdfast.web.audit.log import record_act

        record_act(f"{COMMAND_LINE}: {_account_of_the_machine()}", act, page, reason=reason)
    except Exception as error:
        how = "It is done, but" if done else "Nothing was changed, because"
        raise CannotWrite(
            f"{how} the log of who did what could not be written.",
            f"See that {in_words()} can be written{_and_its_disk()}.",
        ) from error


def _account_of_the_machine() -> str:
    try:
        return getuser()
    except (KeyError, OSError):
        return "an account without a name"


def _and_its_disk() -> str:
    return ", and that its server runs" if is_postgresql() else " and its disk has room"
