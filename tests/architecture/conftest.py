"""Says at the end of a run how long the functions are."""

from statistics import median

import pytest

from tests.architecture.tree import functions


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lengths = sorted(function.lines for function in functions("src"))
    if lengths:
        terminalreporter.write_line(
            f"src: {len(lengths)} functions, median {median(lengths):g} lines, "
            f"nine in ten within {lengths[len(lengths) * 9 // 10]}, longest {lengths[-1]}"
        )
