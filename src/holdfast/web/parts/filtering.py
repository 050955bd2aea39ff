"""Narrowing a list: a form sent by GET, so that every view has an address to share.

Only declared choices and days pass. There is no filter of free words: a child's name typed
into one would stand in the address, in the browser's history and in every log on the way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from holdfast.web.parts.addresses import with_query, without
from holdfast.web.parts.templatetags.words import plain_day


@dataclass(frozen=True)
class Choice:
    """A value that a filter may take, and its words."""

    value: str
    title: str


@dataclass(frozen=True)
class Filter:
    """One thing to narrow by.

    ``kind`` is "ticks" (any of a few choices), "one" (one of many) or "day" (read from three
    boxes, ``<name>-day``, ``<name>-month`` and ``<name>-year``). ``otherwise`` is the choice in
    force where none of many is made; without one, that is all of them.
    """

    name: str
    title: str
    choices: tuple[Choice, ...] = ()
    kind: str = "ticks"
    hint: str = ""
    otherwise: str = ""


@dataclass(frozen=True)
class Selected:
    """A choice in force, and the address without it."""

    title: str
    words: str
    url: str


@dataclass(frozen=True)
class Box:
    """A filter as the form draws it."""

    filter: Filter
    values: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True)
class Filtering:
    """The filters in force. Make one with ``Filtering(request.GET, FILTERS)``.

    Ask it for ``values(name)`` and ``day(name)``; draw it with ``parts/filter.html``.
    """

    query: QueryDict
    filters: Sequence[Filter]

    def values(self, name: str) -> tuple[str, ...]:
        """The choices made for a filter, those that it declares only; empty for all."""
        declared = next(one for one in self.filters if one.name == name)
        asked = self.query.getlist(name)
        return tuple(one.value for one in declared.choices if one.value in asked)

    def value(self, name: str) -> str:
        """The one choice in force for a filter; empty for all."""
        declared = next(one for one in self.filters if one.name == name)
        return next(iter(self.values(name)), declared.otherwise)

    def day(self, name: str) -> date | None:
        """The day given; None when none was, or when there is no such day."""
        boxes = self._day_boxes(name)
        if not all(box.isascii() and box.isdigit() for box in boxes):
            return None
        try:
            return date(int(boxes[2]), int(boxes[1]), int(boxes[0]))
        except (ValueError, OverflowError):
            return None

    @property
    def boxes(self) -> list[Box]:
        """Every filter as the form draws it, with what was asked for in it."""
        return [
            Box(
                one,
                self._day_boxes(one.name)
                if one.kind == "day"
                else self.values(one.name) or (one.otherwise,),
                "" if self._sound(one) else f"{one.title} must be a real day, such as 31 1 2018",
            )
            for one in self.filters
        ]

    @property
    def problems(self) -> list[Box]:
        """The filters whose day is no day."""
        return [box for box in self.boxes if box.problem]

    @property
    def selected(self) -> list[Selected]:
        """Every choice in force, in the order of the filters."""
        found: list[Selected] = []
        for one in self.filters:
            if one.kind == "day":
                if day := self.day(one.name):
                    url = with_query(self.query, dict.fromkeys([*_names(one), "page"]))
                    found.append(Selected(one.title, plain_day(day), url))
                continue
            words = {choice.value: choice.title for choice in one.choices}
            found += [
                Selected(one.title, words[value], without(self.query, one.name, value))
                for value in self.values(one.name)
            ]
        return found

    @property
    def clear(self) -> str:
        """The address with no filter."""
        names = [name for one in self.filters for name in _names(one)]
        return with_query(self.query, dict.fromkeys([*names, "page"]))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form must carry along that is no filter: the order."""
        own = {name for one in self.filters for name in _names(one)} | {"page"}
        others = {name: many for name, many in self.query.lists() if name not in own}
        return [(name, value) for name, many in others.items() for value in many]

    def _sound(self, one: Filter) -> bool:
        blank = one.kind != "day" or not any(self._day_boxes(one.name))
        return blank or self.day(one.name) is not None

    def _day_boxes(self, name: str) -> tuple[str, ...]:
        parts = ("day", "month", "year")
        return tuple(self.query.get(f"{name}-{part}", "").strip()[:4] for part in parts)


def _names(one: Filter) -> tuple[str, ...]:
    if one.kind == "day":
        return tuple(f"{one.name}-{part}" for part in ("day", "month", "year"))
    return (one.name,)
