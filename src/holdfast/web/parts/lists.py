"""What summary lists and timelines are made of."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Fact:
    """A line of a summary list: draw a list of them with ``parts/summary.html``."""

    title: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class Moment:
    """An event on a timeline: draw a list of them, in order, with ``parts/timeline.html``.

    ``day`` is None when the record does not say when. ``status`` is one of ``parts.tags``;
    ``source`` says where the event was read, such as "List 5, row 12".
    """

    day: date | None
    title: str
    text: str = ""
    status: str = ""
    detail: str = ""
    source: str = ""
    url: str = ""
