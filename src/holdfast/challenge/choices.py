"""What the council has chosen about the challenge loop: ``loop.toml`` in the data folder.

    set_by = "the director, after the heads of service met"
    set_on = 2026-04-02

    [detection]
    working_days_over = 5

    [limits]
    detected = 28
    seen = 28
    challenged = 14
    directed = 28
    evidenced = 28

    [escalation]
    informal = 0
    stage_1 = 10
    stage_2 = 20
    director = 30

    [disputes]
    informal = 0
    stage_1 = 7
    stage_2 = 14
    director = 21

    [held]
    weeks = 13

Everything may be left out; the defaults are those of ``LoopChoices``, and nobody has set them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from holdfast.challenge.states import STAGES, LoopState
from holdfast.council_file import CouncilFile

FILE = "loop.toml"
LONGEST = 366


class EscalationLevel(StrEnum):
    """To whom a deficit is escalated, from the first to the last."""

    INFORMAL = "informal"
    STAGE_1 = "stage_1"
    STAGE_2 = "stage_2"
    DIRECTOR = "director"


LEVEL_WORDS: Mapping[EscalationLevel, str] = {
    EscalationLevel.INFORMAL: "informally, to the team manager",
    EscalationLevel.STAGE_1: "stage 1, to the service manager",
    EscalationLevel.STAGE_2: "stage 2, to the head of service",
    EscalationLevel.DIRECTOR: "to the director",
}

_LIMITS = {
    LoopState.DETECTED: 28,
    LoopState.SEEN: 28,
    LoopState.CHALLENGED: 14,
    LoopState.DIRECTED: 28,
    LoopState.EVIDENCED: 28,
}
_ESCALATION = {
    EscalationLevel.INFORMAL: 0,
    EscalationLevel.STAGE_1: 10,
    EscalationLevel.STAGE_2: 20,
    EscalationLevel.DIRECTOR: 30,
}
# The IRO Handbook (2010) gives the whole of a local procedure 20 working days (unverified): four
# weeks, of which the director has the last.
_DISPUTES = {
    EscalationLevel.INFORMAL: 0,
    EscalationLevel.STAGE_1: 7,
    EscalationLevel.STAGE_2: 14,
    EscalationLevel.DIRECTOR: 21,
}


@dataclass(frozen=True)
class LoopChoices:
    """Stated policy choices of the loop.

    ``working_days_over``  a duty is a deficit once it is overdue by more working days than these
    ``held_weeks``         so long must pass without the same again
    ``limits``             for how many days a deficit may stay in a state before it is escalated
    ``escalation``         by how many days the limit is passed at each level
    ``disputes``           how many days after a dispute was raised each level has passed it on
    ``set_by`` and ``set_on`` say who chose, and when; empty and None for Holdfast's own defaults.
    """

    working_days_over: int = 5
    held_weeks: int = 13
    limits: Mapping[LoopState, int] = field(default_factory=lambda: dict(_LIMITS))
    escalation: Mapping[EscalationLevel, int] = field(default_factory=lambda: dict(_ESCALATION))
    disputes: Mapping[EscalationLevel, int] = field(default_factory=lambda: dict(_DISPUTES))
    set_by: str = ""
    set_on: date | None = None

    @property
    def held_days(self) -> int:
        """The calendar days of ``held_weeks``."""
        return self.held_weeks * 7

    def level(self, state: LoopState, days: int) -> EscalationLevel | None:
        """To whom a deficit that has been in a state for so many days is escalated, if at all."""
        limit = self.limits.get(state)
        if limit is None or days <= limit:
            return None
        return _last_passed(self.escalation, days - limit)

    def dispute_level(self, days: int) -> EscalationLevel | None:
        """With whom a dispute is that was raised so many days ago; None on the day itself."""
        return _last_passed(self.disputes, days)


def _last_passed(levels: Mapping[EscalationLevel, int], days: int) -> EscalationLevel | None:
    passed = [one for one in EscalationLevel if days > levels[one]]
    return passed[-1] if passed else None


def read_loop_choices(home: Path) -> LoopChoices:
    """The choices of a data folder. Raises BadRules with the line and the reason, CannotRead."""
    file = CouncilFile.find(home / FILE, "file of choices")
    if file is None:
        return LoopChoices()
    held = file.parsed()
    file.known(held, _SECTIONS)
    detection = _numbers(file, held, "detection", ("working_days_over",), 0)
    weeks = _numbers(file, held, "held", ("weeks",), 1)
    limits = _numbers(file, held, "limits", [one.limit for one in STAGES.values() if one.limit], 1)
    return LoopChoices(
        working_days_over=detection.get("working_days_over", 5),
        held_weeks=weeks.get("weeks", 13),
        limits=_LIMITS | {LoopState(name): days for name, days in limits.items()},
        escalation=_levels(file, held, "escalation", _ESCALATION),
        disputes=_levels(file, held, "disputes", _DISPUTES),
        set_by=file.words(held["set_by"], "set_by") if "set_by" in held else "",
        set_on=file.day(held["set_on"], "set_on") if "set_on" in held else None,
    )


_SECTIONS = ("set_by", "set_on", "detection", "limits", "escalation", "disputes", "held")


def _levels(
    file: CouncilFile,
    held: Mapping[str, Any],
    section: str,
    without: Mapping[EscalationLevel, int],
) -> Mapping[EscalationLevel, int]:
    """The days of each level in a section, and those of Holdfast where none are given."""
    given = _numbers(file, held, section, [one.value for one in EscalationLevel], 0)
    levels = {**without} | {EscalationLevel(name): days for name, days in given.items()}
    in_order = [levels[one] for one in EscalationLevel]
    if in_order != sorted(in_order):
        file.refuse(
            "a later stage of escalation comes before an earlier one",
            "Give each stage as many days as the one before it, or more.",
            section,
        )
    return levels


def _numbers(
    file: CouncilFile, held: Mapping[str, Any], section: str, names: Any, least: int
) -> dict[str, int]:
    found = file.section(held.get(section, {}), section)
    file.known(found, names, section)
    for name, number in found.items():
        if type(number) is not int or not least <= number <= LONGEST:
            file.refuse(
                f"{name} must be a whole number from {least} to {LONGEST}",
                "Write the number without quotation marks.",
                section,
                name,
            )
    return found
