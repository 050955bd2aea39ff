"""Runs the command line: ``python -m holdfast``. See ``cli/application.py``."""

from holdfast.cli.application import app, main

__all__ = ["app", "main"]

if __name__ == "__main__":
    main()
