"""The README says first how to see the product and how to test it, and every command exists."""

import re

from tests.architecture.tree import ROOT

COMMAND = re.compile(r"(?:`|^\s*(?:\$ )?|&& |=\S+ )make ([a-z]+)(?=\s*(?:`|#|$))", re.M)


def commands(document: str) -> list[str]:
    return COMMAND.findall((ROOT / document).read_text("utf-8"))


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


def test_the_readme_names_the_two_commands_first() -> None:
    assert list(dict.fromkeys(commands("README.md")))[:2] == ["demo", "test"]


def test_every_command_that_is_named_exists() -> None:
    named = {name for document in ("README.md", "DEVELOPERS.md") for name in commands(document)}
    assert named - targets() == set()
    assert {"demo", "test", "check", "docs", "bench"} <= targets()
