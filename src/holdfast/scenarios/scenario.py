"""A scenario as somebody writes it: a TOML file of levers, read whole or refused with the line.

name = "Six more social workers who assess"

[[posts]]
number = 6
starts = 2018-04-01
work = "assessment"
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any, TypeVar

from holdfast.council_file import CouncilFile
from holdfast.days import add_months
from holdfast.scenarios.changes import (
    ExtraStaff,
    Filling,
    FromDay,
    ScenarioChanges,
    WorkOf,
    WorkOrder,
)
from holdfast.scenarios.hazards import FAR
from holdfast.scenarios.outputs import MAIN, Output
from holdfast.scenarios.reading import number_of

Closed = TypeVar("Closed", bound=StrEnum)

KIND = "scenario file"
LEAST_RUNS, MOST_RUNS = 20, 200
MOST_MONTHS = 24
ERROR_LIMIT, MOST_ERROR = 0.20, 0.50
_SECTIONS = (
    "name", "why", "months", "runs", "seed",
    "posts", "agency", "caseload", "order", "closing", "leavers", "validation",
)  # fmt: skip
_TIMES = 20  # sections of one name


@dataclass(frozen=True)
class AgreedError:
    """How far off the past a scenario may be, and who agreed to more than the usual limit."""

    limit: float = ERROR_LIMIT
    agreed_by: str = ""
    why: str = ""
    left_out: tuple[Output, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """A scenario that could be read, as at a day. ``told`` are its levers in words, one a line."""

    name: str
    why: str
    months: int
    runs: int
    seed: int
    changes: ScenarioChanges
    agreed: AgreedError
    told: tuple[str, ...]
    text: str


def read_scenario(own: CouncilFile, as_at: date) -> Scenario:
    """A scenario from the text of a file. Raises BadRules with the line and the reason."""
    return _ScenarioReader(own, as_at).scenario()


class _ScenarioReader:
    """Reads one scenario file, whole or not at all."""

    def __init__(self, own: CouncilFile, as_at: date) -> None:
        self._own, self._as_at = own, as_at
        self._told: list[str] = []
        self._last = as_at

    def scenario(self) -> Scenario:
        own = self._own
        given = own.parsed()
        own.known(given, _SECTIONS, next_step=f"Use {', '.join(_SECTIONS)}.")
        name = own.words(given.get("name", ""), "name")
        if not name:
            own.refuse("it has no name", 'Begin it with name = "..." and say what changes.', "name")
        if len(name) > 100:
            own.refuse("name is longer than 100 characters", "Say it shorter.", "name")
        months = self._whole(given.get("months", MOST_MONTHS), 1, MOST_MONTHS, "months")
        self._last = add_months(self._as_at, months)
        changes = ScenarioChanges(
            posts=self._extra(given, "posts"),
            agency=self._extra(given, "agency"),
            cap=self._cap(given),
            closing=self._closing(given),
            leaving=self._leaving(given),
            returns=self._returns(given),
            **self._order(given),
        )
        return Scenario(
            name,
            own.words(given.get("why", ""), "why"),
            months,
            self._whole(given.get("runs", LEAST_RUNS), LEAST_RUNS, MOST_RUNS, "runs"),
            self._whole(given.get("seed", 1), 0, 1_000_000, "seed"),
            changes,
            self._agreed(given),
            tuple(self._told),
            own.text,
        )

    def _extra(self, given: Mapping[str, Any], section: str) -> tuple[ExtraStaff, ...]:
        held, own = given.get(section, []), self._own
        if not isinstance(held, list) or len(held) > _TIMES:
            why = f"{section} must be written as [[{section}]], at most {_TIMES} times"
            own.refuse(why, f"Write [[{section}]] above the lines of each.", section)
        return tuple(self._staff(own.section(one, section), section) for one in held)

    def _staff(self, one: dict[str, Any], section: str) -> ExtraStaff:
        agency = section == "agency"
        self._own.known(one, ("number", "starts", "work", "ends" if agency else "filled"), section)
        self._all(one, section, "number", "starts")
        number = self._number(one["number"], 0.1, 500, section, "number")
        starts = self._day(one["starts"], section, "starts")
        work = self._closed(one.get("work", WorkOf.ALL), WorkOf, section, "work")
        where = "in all teams" if work is WorkOf.ALL else f"for {work}"
        kind = "agency workers" if agency else "posts"
        words = f"{number:g} more {kind} {where} from {starts:%-d %B %Y}"
        end = FAR
        if agency and "ends" in one:
            ends = self._own.day(one["ends"], section, "ends")
            if ends < starts:
                self._own.refuse("ends is before starts", "Give a later day.", section, "ends")
            end, words = number_of(ends) + 1, f"{words} to {ends:%-d %B %Y}"
        filling = Filling.AT_ONCE
        if not agency:
            filling = self._closed(one.get("filled", filling), Filling, section, "filled")
            words += f", filled {filling}"
        self._told.append(words)
        return ExtraStaff(number, work, number_of(starts), end, filling)

    def _cap(self, given: Mapping[str, Any]) -> FromDay | None:
        if (held := self._lever(given, "caseload", "cap")) is None:
            return None
        cap = self._number(held["cap"], 5, 60, "caseload", "cap")
        return self._from(held, "caseload", cap, f"no full-time worker holds more than {cap:g}")

    def _closing(self, given: Mapping[str, Any]) -> FromDay | None:
        held = self._lever(given, "closing", "closed_after_assessment", "returns")
        if held is None:
            return None
        share = self._number(
            held["closed_after_assessment"], 0, 0.95, "closing", "closed_after_assessment"
        )
        return self._from(held, "closing", share, f"{share:.0%} are closed after assessment")

    def _returns(self, given: Mapping[str, Any]) -> float:
        held = given.get("closing", {})
        if not isinstance(held, dict) or "returns" not in held:
            return 1.0
        times = self._number(held["returns"], 0.5, 3, "closing", "returns")
        self._told.append(f"of those, the added ones come back {times:g} times as often")
        return times

    def _leaving(self, given: Mapping[str, Any]) -> FromDay | None:
        if (held := self._lever(given, "leavers", "yearly")) is None:
            return None
        share = self._number(held["yearly"], 0, 0.8, "leavers", "yearly")
        words = f"{share:.0%} of employed workers leave in a year"
        return self._from(held, "leavers", share, words)

    def _order(self, given: Mapping[str, Any]) -> dict[str, Any]:
        if (held := self._lever(given, "order", "assessments")) is None:
            return {}
        order = self._closed(held["assessments"], WorkOrder, "order", "assessments")
        words = f"assessments are completed in the order: {order}"
        found = self._from(held, "order", 0, words)
        return {"order": order, "order_first": found.first}

    def _agreed(self, given: Mapping[str, Any]) -> AgreedError:
        held = self._own.section(given.get("validation", {}), "validation")
        self._own.known(held, ("error_limit", "agreed_by", "why", "leave_out"), "validation")
        limit = ERROR_LIMIT
        if "error_limit" in held:
            limit = self._number(held["error_limit"], 0.01, MOST_ERROR, "validation", "error_limit")
        by = self._own.words(held.get("agreed_by", ""), "validation", "agreed_by")
        why = self._own.words(held.get("why", ""), "validation", "why")
        if limit > ERROR_LIMIT and not (by and why):
            self._own.refuse(
                f"an error_limit above {ERROR_LIMIT:g} needs agreed_by and why",
                "Say who agreed that so large an error will do, and why.",
                "validation",
                "error_limit",
            )
        return AgreedError(limit, by, why, self._left_out(held.get("leave_out", [])))

    def _left_out(self, held: Any) -> tuple[Output, ...]:
        keys = {one.key: one for one in MAIN}
        if (
            not isinstance(held, list)
            or any(one not in keys for one in held)
            or len(set(held)) >= len(MAIN)
        ):
            self._own.refuse(
                f"leave_out must be a list of some of {', '.join(keys)}",
                'Write it as ["unallocated"], and leave one at least.',
                "validation",
                "leave_out",
            )
        return tuple(keys[one] for one in dict.fromkeys(held))

    def _lever(self, given: Mapping[str, Any], section: str, *keys: str) -> dict[str, Any] | None:
        """A section of one lever, with its first key; None where the file has none."""
        if section not in given:
            return None
        held = self._own.section(given[section], section)
        self._own.known(held, (*keys, "starts"), section)
        self._all(held, section, keys[0])
        return held

    def _from(self, held: Mapping[str, Any], section: str, value: float, words: str) -> FromDay:
        first = self._as_at
        if "starts" in held:
            first = self._day(held["starts"], section, "starts")
            words += f", from {first:%-d %B %Y}"
        self._told.append(words)
        return FromDay(value, number_of(first))

    def _all(self, held: Mapping[str, Any], section: str, *keys: str) -> None:
        for key in keys:
            if key not in held:
                self._own.refuse(f"[{section}] says nothing of {key}", f"Add {key} = ....", section)

    def _day(self, value: Any, *path: str) -> date:
        """A day after that of the record, and before the scenario's last."""
        day = self._own.day(value, *path)
        if not self._as_at < day <= self._last:
            self._own.refuse(
                f"{path[-1]} must be a day after {self._as_at:%-d %B %Y}, the day of the "
                f"record, and not after {self._last:%-d %B %Y}, the last of the scenario",
                "Correct that line.",
                *path,
            )
        return day

    def _closed(self, value: Any, kinds: type[Closed], *path: str) -> Closed:
        try:
            return kinds(value)
        except ValueError:
            words = ", ".join(f'"{one}"' for one in kinds)
            self._own.refuse(f"{path[-1]} must be one of {words}", "Correct that line.", *path)

    def _whole(self, value: Any, least: int, most: int, *path: str) -> int:
        number = self._number(value, least, most, *path)
        if not number.is_integer():
            self._own.refuse(f"{path[-1]} must be a whole number", "Correct that line.", *path)
        return int(number)

    def _number(self, value: Any, least: float, most: float, *path: str) -> float:
        right = isinstance(value, int | float) and not isinstance(value, bool)
        if not right or not isfinite(value) or not least <= value <= most:
            why = f"{path[-1]} must be a number from {least:g} to {most:g}"
            self._own.refuse(why, "Correct that line.", *path)
        return float(value)
