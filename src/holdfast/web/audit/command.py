"""Writes down in the log what was done with a command instead of a page."""

from getpass import getuser

from holdfast.errors import CannotWrite
from holdfast.web import serving


def record_command(act: str, page: str, reason: str = "") -> None:
    """Append a row in the name of the account of this machine that runs the command.

    Raises CannotWrite where it cannot be written: what is to be logged is then not done.
    """
    try:
        serving.open_people()
        from holdfast.web.audit.log import record_act  # needs Django to be ready

        record_act(f"{getuser()}, by command", act, page, reason=reason)
    except Exception as error:
        raise CannotWrite(
            "The log of who did what could not be written, so nothing was changed.",
            "See that people.sqlite3 in the data folder can be written and its disk has room.",
        ) from error
