"""The commands with their options, as the command line declares them."""

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache, partial
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import typer

from docs.building.blocks import Maker
from docs.building.markdown import code_list, table
from holdfast.cli.application import COMMANDS, GROUPS, app
from holdfast.printing import Format
from holdfast.query.due import STATUSES

# More choices than these are told by a word in capitals, and listed elsewhere.
_MOST_CHOICES = 4


@cache
def _commands() -> Mapping[str, Any]:
    """Every command by its words, as ``snapshot use``, in the order of ``holdfast --help``.

    One that is hidden there is for Holdfast itself, and is not told of.
    """
    found: dict[str, Any] = {}
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", {})
        own = {f"{name} {word}": one for word, one in inner.items() if not one.hidden}
        found |= own or {name: command}
    return found


def _usage(name: str) -> str:
    """A command, or a group of them with bars between, in one line; brackets: may be left out."""
    group = {words: one for words, one in _commands().items() if words.split()[0] == name}
    inner = "|".join(" ".join([*words.split()[1:], *_parts(one)]) for words, one in group.items())
    return f"`{f'holdfast {name} {inner}'.strip()}`".replace("|", "\\|")


def _parts(command: Any) -> Iterator[str]:
    for parameter in _shown(command):
        words = _in_words(command, parameter)
        yield words if parameter.required else f"[{words}]"


def _shown(command: Any) -> list[Any]:
    """Its arguments and options, but for ``--format``, which most have alike, and hidden ones."""
    return [
        parameter
        for parameter in command.params
        if not parameter.hidden and _kind(command, parameter) is not Format
    ]


def _in_words(command: Any, parameter: Any) -> str:
    """A parameter as it is typed: ``--as-at DAY``, ``PATH…``, ``--anyway``."""
    value = _value(_kind(command, parameter), parameter)
    name = parameter.opts[0]
    words = f"{name} {value}".rstrip() if name.startswith("-") else value
    return f"{words}…" if parameter.nargs == -1 or parameter.multiple else words


def _value(kind: Any, parameter: Any) -> str:
    """What stands for the value of a parameter; nothing for a switch."""
    if parameter.metavar or kind is bool:
        return parameter.metavar or ""
    if issubclass(kind, Enum) and len(kind) <= _MOST_CHOICES:
        return "|".join(one.value for one in kind)
    if issubclass(kind, Path):
        return "PATH"
    word = parameter.name.removesuffix("s") if parameter.nargs == -1 else parameter.name
    return "N" if kind is int else word.upper()


def _kind(command: Any, parameter: Any) -> type:
    """The type that the declaration gives a parameter: of a list, what is in it."""
    kind = get_type_hints(command.callback)[parameter.name]
    while get_origin(kind) is not None:
        kind = get_args(kind)[0]
    return kind  # type: ignore[no-any-return]


def _options() -> str:
    rows = [
        (f"`{words}`", f"`{_in_words(command, parameter)}`", parameter.help or "")
        for words, command in _commands().items()
        for parameter in _shown(command)
        if parameter.opts[0].startswith("-")
    ]
    return table(("command", "option", "what it says"), rows)


MAKERS: Mapping[str, Maker] = {
    **{f"usage of {name}": partial(_usage, name) for name in (*COMMANDS, *GROUPS)},
    "options of the commands": _options,
    "statuses": lambda: code_list(STATUSES),
}
