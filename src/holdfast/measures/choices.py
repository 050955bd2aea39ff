"""What a council says of its measures, in ``measures.toml``: targets, causes, and who has signed.

    [targets]                       # of shares in per cent, of the others as they are counted
    conferences_15_days = 90

    [cause.inspection]              # marked on every chart
    day = 2017-03-28
    words = "Inspection"
    rebase = ["conferences_15_days"]  # whose limits are worked out anew from that day

    [signed.conferences_15_days]
    by = "Director of children's services"
    review = 2018-04-01

A file that is malformed, or that speaks of a measure that there is not, is refused with the line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from holdfast.council_file import CouncilFile
from holdfast.measures.charts.control import Rebase
from holdfast.measures.measure import Good, Measure, MeasureUnit
from holdfast.measures.register import MEASURES

FILE = "measures.toml"
SHARES = (MeasureUnit.SHARE, MeasureUnit.CHILDREN_SHARE, MeasureUnit.STAFF)


@dataclass(frozen=True)
class NamedCause:
    """Something that happened on a day, in a few words, and the measures that it rebases."""

    day: date
    words: str
    rebases: tuple[str, ...] = ()


@dataclass(frozen=True)
class SignedDefinition:
    """Who agreed to a definition, and when it is looked at again."""

    by: str
    review_due: date


@dataclass(frozen=True)
class MeasureChoices:
    """The targets by measure, from 0 to 1 of shares; the causes in order; the signatures."""

    targets: Mapping[str, float] = field(default_factory=dict)
    causes: tuple[NamedCause, ...] = ()
    signed: Mapping[str, SignedDefinition] = field(default_factory=dict)

    def rebases(self, measure: str) -> tuple[Rebase, ...]:
        """The days from which the limits of a measure are worked out anew."""
        return tuple(Rebase(one.day, one.words) for one in self.causes if measure in one.rebases)

    def of(self, measure: Measure) -> Measure:
        """The measure, with who has signed it."""
        found = self.signed.get(measure.key)
        if not found:
            return measure
        return replace(measure, signed_by=found.by, review_due=found.review_due)


def read_choices(home: Path) -> MeasureChoices:
    """What the council says; nothing where there is no file. Raises BadRules, CannotRead."""
    found = CouncilFile.find(home / FILE, "file of measures")
    if found is None:
        return MeasureChoices()
    held = found.parsed()
    found.known(held, ("targets", "cause", "signed"))
    keys = {one.key: one for one in MEASURES}
    targets = found.section(held.get("targets", {}), "targets")
    causes = found.section(held.get("cause", {}), "cause")
    signed = found.section(held.get("signed", {}), "signed")
    _known(found, targets, keys, "targets")
    _known(found, signed, keys, "signed")
    named = [_cause(found, causes[name], keys, name) for name in causes]
    return MeasureChoices(
        {key: _target(found, keys[key], value) for key, value in targets.items()},
        tuple(sorted(named, key=lambda one: one.day)),
        {key: _signature(found, signed[key], key) for key in signed},
    )


def possible(measure: Measure) -> tuple[float | None, float | None]:
    """The least and the most that a measure can be: of a share 0 and 1, of the others no most."""
    return (0.0, 1.0) if measure.unit in SHARES else (0.0, None)


def _known(
    found: CouncilFile, held: Mapping[str, Any], keys: Mapping[str, Measure], section: str
) -> None:
    for key in held:
        if key not in keys:
            step = "See `holdfast measures` for the keys."
            found.refuse(f"there is no measure {key}", step, section, key)


def _target(found: CouncilFile, measure: Measure, value: Any) -> float:
    if measure.good is Good.NEITHER:
        why = f"{measure.key} can have no target: neither way of it is good"
        found.refuse(why, "Take the line away.", "targets", measure.key)
    share = measure.unit in SHARES
    most = 100 if share else float("inf")
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not 0 <= value <= most or value == float("inf"):
        of = "from 0 to 100, in per cent" if share else "from 0 up"
        why = f"the target of {measure.key} must be a number {of}"
        found.refuse(why, "Correct it.", "targets", measure.key)
    return float(value) / 100 if share else float(value)


def _cause(found: CouncilFile, value: Any, keys: Mapping[str, Measure], name: str) -> NamedCause:
    held = found.section(value, "cause", name)
    found.known(held, ("day", "words", "rebase"), "cause", name)
    day = found.day(held.get("day"), "cause", name, "day")
    words = found.words(held.get("words"), "cause", name, "words")
    if not words:
        found.refuse("a cause must have words", "Say what happened.", "cause", name, "words")
    rebases = held.get("rebase", [])
    if not isinstance(rebases, list) or any(one not in keys for one in rebases):
        step = "See `holdfast measures` for the keys."
        found.refuse("rebase must be a list of measures", step, "cause", name, "rebase")
    return NamedCause(day, words, tuple(rebases))


def _signature(found: CouncilFile, value: Any, key: str) -> SignedDefinition:
    held = found.section(value, "signed", key)
    found.known(held, ("by", "review"), "signed", key)
    by = found.words(held.get("by"), "signed", key, "by")
    if not by:
        found.refuse("who signed must have a name", "Write it.", "signed", key, "by")
    return SignedDefinition(by, found.day(held.get("review"), "signed", key, "review"))
