"""What the terminal is given: text in which nothing acts, whoever wrote it.

A cell, a heading or a file name may hold what a terminal obeys (escape sequences that clear the
screen or set its title), what turns the reading order of a line round, and the square brackets
that rich takes for its markup. All of it is shown as it is recorded, and none of it acts.
"""

import sys
from typing import Any

from rich.console import Console
from rich.text import Text


def visible(text: str, keep: str = "") -> str:
    r"""The text with every character that is not seen written out: ``\x1b``, ``\u202e``.

    That is what Unicode calls control, format, surrogate, private, unassigned, and line or
    paragraph separators. Spaces of every width stay. ``keep`` holds characters left as they are.
    """
    if text.isprintable():
        return text
    return "".join(one if _is_seen(one) or one in keep else _written_out(one) for one in text)


def _is_seen(one: str) -> bool:
    # Of what is not printable, Python's own definition holds spaces other than the plain one.
    return one.isprintable() or (one.isspace() and one > "\x85" and one not in "\u2028\u2029")


def _written_out(one: str) -> str:
    short = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
    number = ord(one)
    if number > 0xFFFF:
        return f"\\U{number:08x}"
    return short.get(one) or (f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}")


class Terminal(Console):
    """A console to which every string is text: no markup, no emoji codes, nothing that acts.

    What is to be bold is given as a ``rich.text.Text``, made of words of ours by ``stressed``.
    """

    def render_str(self, text: str, **given: Any) -> Text:
        """Everything that is printed as a string comes through here, cells and titles too."""
        plain = {"markup": False, "emoji": False}
        return super().render_str(visible(text), **given | plain)


def stressed(*words: str) -> Text:
    """The words one after another, every second one in bold."""
    styles = ("", "bold")
    return Text.assemble(*((visible(one), styles[n % 2]) for n, one in enumerate(words)))


def accept_any_text() -> None:
    """Let a terminal that cannot show a letter show its number instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
