"""The mail as it is written: counts and links, the day of the data, and where to change it."""

from collections.abc import Sequence
from datetime import date

from holdfast.web.digest.counting import DigestPart
from holdfast.web.parts.templatetags.words import plain_day


def subject(day: date) -> str:
    """The line by which the mail is known; it says no number, since others see it on a screen."""
    return f"Holdfast: what needs you, {plain_day(day)}"


def body(parts: Sequence[DigestPart], as_at: date, address: str) -> str:
    """The mail's text. ``address`` is where the pages are, without a slash at the end."""
    lines = [f"As at {plain_day(as_at)}. Sign in to see whom each line is about.", ""]
    for part in parts:
        lines += [part.title, *(f"  {line.number:,} {line.words}" for line in part.lines)]
        paths = dict.fromkeys(line.path for line in part.lines)
        lines += [*(f"  {address}{path}" for path in paths), ""]
    if not parts:
        lines += ["Nothing is asked for today. That does not say that any child is safe.", ""]
    lines += [f"To get this less often, or not at all: {address}/digest/"]
    return "\n".join(lines) + "\n"
