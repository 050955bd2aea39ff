"""The points scheme: what a child counts for, and how many points a worker has room for.

The shipped scheme (``points.toml`` beside this file) is an example. A council replaces it whole by
``caseload_points.toml`` in its data folder. One that is malformed, or leaves a status without
points, is refused with the line and the reason; the last good one of the council stays in force.
"""

import math
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import uuid4

from holdfast.council_file import CouncilFile
from holdfast.errors import BadRules, CannotRead
from holdfast.journeys.held_beyond import NOTHING_STATED, MostHeld

FILE = "caseload_points.toml"
# A copy of the last scheme that could be read: what stays in force while the file cannot be.
LAST_GOOD = ".caseload_points.last_good.toml"
_KIND = "points file"
_MOST = 1000


class HeldStatus(StrEnum):
    """What a child who is held counts for: the first that fits, in this order."""

    PLAN = "protection_plan"
    CARE = "in_care"
    ENQUIRY = "enquiry"
    NEED = "in_need"
    ASSESSMENT = "assessment"
    LEAVING_CARE = "leaving_care"
    CASE = "open_case"
    NOTHING = "nothing_recorded"

    @property
    def in_words(self) -> str:
        """As people say it."""
        return self.value.replace("_", " ")


class AlsoSo(StrEnum):
    """What else may be so of a child, and adds points."""

    COURT = "court"
    PRE_PROCEEDINGS = "pre_proceedings"
    EXPLOITATION = "exploitation"
    PLAN_AND_CARE = "plan_and_care"
    NEW = "new"


@dataclass(frozen=True)
class PointsScheme:
    """A scheme as it is in force.

    ``status`` and ``more`` are points; ``sibling_share`` is the share of a child's points that
    brothers and sisters after the first count for; ``full_time`` the points that a full-time
    worker has room for, and the others shares of it. ``agreed_by`` is empty where nobody is named.
    ``most`` is what one worker is to hold at most, whatever it counts for.
    """

    name: str
    agreed_by: str
    status: Mapping[HeldStatus, float]
    more: Mapping[AlsoSo, float]
    sibling_share: float
    full_time: float
    first_months: int
    first_months_share: float
    newly_qualified_share: float
    most: MostHeld = NOTHING_STATED

    def points(self, status: HeldStatus, also: frozenset[AlsoSo] = frozenset()) -> float:
        """What one child counts for, alone."""
        return self.status[status] + sum(self.more[one] for one in also)

    def room_for(
        self, full_time_equivalent: float, months: int | None, newly_qualified: bool
    ) -> float:
        """The points that a worker has room for; of two reasons for less, the greater stands.

        ``months`` are those in post, None where it is not recorded since when: then no allowance
        is made.
        """
        shares = [1.0]
        if months is not None and months < self.first_months:
            shares.append(self.first_months_share)
        if newly_qualified:
            shares.append(self.newly_qualified_share)
        return self.full_time * full_time_equivalent * min(shares)


@dataclass(frozen=True)
class SchemeInForce:
    """The scheme that figures rest on; ``refused`` says why the council's file is not read."""

    scheme: PointsScheme
    own: bool
    refused: str = ""


def shipped_text() -> str:
    """The example scheme as a file that a council can save and edit."""
    return files("holdfast.query.caseload").joinpath("points.toml").read_text(encoding="utf-8")


def scheme_in_force(home: Path) -> SchemeInForce:
    """The council's scheme, the last good one while its file is refused, or the example.

    Raises nothing for a bad file: it is told, and figures are those of the last good scheme.
    """
    try:
        found = CouncilFile.find(home / FILE, _KIND)
        if found is None:
            return SchemeInForce(read_scheme(CouncilFile(shipped_text(), FILE, _KIND)), own=False)
        scheme = read_scheme(found)
    except (BadRules, CannotRead) as refused:
        return _last_good(home, str(refused))
    _keep(home, found.text)
    return SchemeInForce(scheme, own=True)


def read_scheme(own: CouncilFile) -> PointsScheme:
    """A scheme from the text of a file. Raises BadRules with the line and the reason."""
    return _SchemeReader(own).scheme()


def _last_good(home: Path, why: str) -> SchemeInForce:
    try:
        kept = CouncilFile.find(home / LAST_GOOD, _KIND)
        if kept is not None:
            return SchemeInForce(read_scheme(kept), own=True, refused=why)
    except (BadRules, CannotRead):
        pass  # The copy was spoilt too: the example is all that is left.
    return SchemeInForce(
        read_scheme(CouncilFile(shipped_text(), FILE, _KIND)), own=False, refused=why
    )


def _keep(home: Path, text: str) -> None:
    """Keep a copy of a good scheme. Where the folder cannot be written, there is none to go by."""
    place, made = home / LAST_GOOD, home / f"{LAST_GOOD}.{uuid4().hex}"
    with suppress(OSError, UnicodeError):
        if place.exists() and place.read_text(encoding="utf-8") == text:
            return
        try:
            made.write_text(text, encoding="utf-8")
            os.replace(made, place)
        finally:
            made.unlink(missing_ok=True)


_SECTIONS = ("name", "agreed_by", "status", "more", "siblings", "capacity", "most")
_MOST_HELD = ("children", "first_year", "court")
_CAPACITY = ("full_time", "first_months", "first_months_share", "newly_qualified_share")


class _SchemeReader:
    """Reads one points file, whole or not at all."""

    def __init__(self, own: CouncilFile) -> None:
        self._own = own

    def scheme(self) -> PointsScheme:
        own = self._own
        given = own.parsed()
        own.known(given, _SECTIONS, next_step=f"Use {', '.join(_SECTIONS)}.")
        status = self._whole(given, "status", tuple(HeldStatus))
        more = self._whole(given, "more", tuple(AlsoSo))
        siblings = self._whole(given, "siblings", ("share",))
        capacity = self._whole(given, "capacity", _CAPACITY)
        rule = f"a number from 1 to {_MOST}"
        return PointsScheme(
            own.words(given.get("name", ""), "name"),
            own.words(given.get("agreed_by", ""), "agreed_by"),
            {one: self._points(status, "status", one) for one in HeldStatus},
            {one: self._points(more, "more", one) for one in AlsoSo},
            self._share(siblings, "siblings", "share"),
            self._number(capacity["full_time"], rule, 1, _MOST, "capacity", "full_time"),
            self._months(capacity),
            self._share(capacity, "capacity", "first_months_share"),
            self._share(capacity, "capacity", "newly_qualified_share"),
            self._most_held(given),
        )

    def _most_held(self, given: dict[str, Any]) -> MostHeld:
        """What one worker is to hold at most: each number may be left out, and so may all."""
        held = self._own.section(given.get("most", {}), "most")
        self._own.known(held, _MOST_HELD, "most")
        rule = f"a whole number from 1 to {_MOST}"
        numbers = {}
        for name in held:
            number = self._number(held[name], rule, 1, _MOST, "most", name)
            if not number.is_integer():
                self._own.refuse(f"{name} must be {rule}", "Correct that line.", "most", name)
            numbers[name] = int(number)
        return MostHeld(**numbers)

    def _whole(self, given: dict[str, Any], name: str, keys: tuple[str, ...]) -> dict[str, Any]:
        """A section that holds all of its keys and no other."""
        if name not in given:
            self._own.refuse(f"there is no section [{name}]", f"Add [{name}].", name)
        held = self._own.section(given[name], name)
        self._own.known(held, keys, name)
        missing = [str(key) for key in keys if key not in held]
        if missing:
            why = f"[{name}] says nothing of {', '.join(missing)}"
            self._own.refuse(why, "Give a number for each, 0 if it counts for nothing.", name)
        return held

    def _points(self, held: Mapping[str, Any], *path: str) -> float:
        return self._number(held[path[-1]], f"a number from 0 to {_MOST}", 0, _MOST, *path)

    def _share(self, held: Mapping[str, Any], *path: str) -> float:
        return self._number(held[path[-1]], "a share from 0 to 1, such as 0.5", 0, 1, *path)

    def _months(self, held: Mapping[str, Any]) -> int:
        rule, path = "a whole number of months from 0 to 60", ("capacity", "first_months")
        months = self._number(held["first_months"], rule, 0, 60, *path)
        if not months.is_integer():
            self._own.refuse("first_months must be " + rule, "Correct that line.", *path)
        return int(months)

    def _number(self, value: Any, rule: str, least: float, most: float, *path: str) -> float:
        right = isinstance(value, int | float) and not isinstance(value, bool)
        if not right or not math.isfinite(value) or not least <= value <= most:
            self._own.refuse(f"{path[-1]} must be {rule}", "Correct that line.", *path)
        return float(value)
