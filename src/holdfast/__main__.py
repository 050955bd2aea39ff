"""Runs the command line: ``python -m holdfast``. See ``cli/application.py``."""

from typing import NoReturn

from holdfast.cli.application import app, main
from holdfast.ending import end_process

__all__ = ["app", "main", "run_process"]


def run_process() -> NoReturn:
    """Run the command that this process was started for, and end the process."""
    try:
        main()
    except SystemExit as ended:
        end_process(ended)
    end_process(SystemExit(0))


if __name__ == "__main__":
    run_process()
