"""gunicorn's own log, in which nothing that was sent and no traceback is written."""

import sys
from typing import Any

from gunicorn.glogging import Logger

from holdfast.faults import note


class PlainLog(Logger):
    """Says that processes began and ended; of an error its kind and place, as everywhere.

    gunicorn's warnings are of requests that it cannot read, and quote them: what a mistyped
    address holds is not for a log.
    """

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Nothing: see the class."""

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """The kind of the error, its place and a reference, in place of address and traceback."""
        error = sys.exception()
        if error is not None:
            note(error, "The server failed")

    def error(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """As gunicorn words it, unless it hands over an error."""
        if kwargs.pop("exc_info", None):
            self.exception(msg)
        else:
            super().error(msg, *args, **kwargs)
