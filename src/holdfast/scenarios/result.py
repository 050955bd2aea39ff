"""What a scenario found, with all that it was made from: the same inputs give the same bytes."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

# Another number than a kept file's: it was written by another version, and is not read.
RESULT_FORM = 3

Bands = tuple[tuple[float | None, float | None, float | None], ...]


@dataclass(frozen=True)
class BandTrust:
    """How the band of a figure has held, so many months ahead.

    ``stretch`` is by what the spread of the runs is multiplied. The band so stretched held what
    came on ``own_held`` of ``own_of`` days of the council's own past, and on ``made_up_held`` of
    ``made_up_of`` of made-up counties that played no part in setting it. ``relied``: whether it may
    be planned by; ``why`` not, empty where it may.
    """

    ahead: int
    stretch: float
    own_held: int
    own_of: int
    made_up_held: int
    made_up_of: int
    relied: bool
    why: str


@dataclass(frozen=True)
class ScenarioOutput:
    """One output by month: bands (of eight in ten) with and without the change.

    ``change`` is the band of the differences between the two runs of each pair, and ``fewer`` and
    ``more`` in how many pairs the changed run had less or more. None where no run has a value.
    The first month is the day itself, and of what is counted over a month it says nothing.
    ``trust`` says how the bands have held; of an output whose bands were not tried it is empty, and
    its bands are those of the runs alone.
    """

    key: str
    title: str
    meaning: str
    as_is: Bands
    changed: Bands
    change: Bands
    fewer: tuple[int, ...]
    more: tuple[int, ...]
    trust: tuple[BandTrust, ...] = ()

    def trust_in(self, month: int) -> BandTrust | None:
        """How the bands of a month have held: as at the next time ahead that was tried."""
        return next((one for one in self.trust if 0 < month <= one.ahead), None)


@dataclass(frozen=True)
class OutputCheck:
    """How far off the past an output was: shares of what happened; by month's end, what was."""

    key: str
    title: str
    error: float
    bias: float
    within_band: int
    wrong: bool
    predicted: Bands
    happened: tuple[float, ...]
    trust: tuple[BandTrust, ...] = ()


@dataclass(frozen=True)
class ScenarioResult:
    """A scenario that was run. Days are ISO text.

    ``text`` is the scenario file and ``levers`` what it changes, in words. ``code`` is the checksum
    of what ran it. ``checked_from`` and ``check_days`` are the day and the months' ends of the
    validation, ``limit`` its limit; ``left_out`` are the outputs that were not to be told, and
    ``parameters`` see ``ParameterTold``. ``notes`` are sentences on what to look at.
    """

    id: str
    name: str
    why: str
    text: str
    levers: tuple[str, ...]
    snapshot: str
    as_at: str
    runs: int
    seed: int
    code: str
    checked_from: str
    check_days: tuple[str, ...]
    limit: float
    agreed_by: str
    agreed_why: str
    checks: tuple[OutputCheck, ...]
    left_out: tuple[str, ...]
    parameters: tuple[Mapping[str, Any], ...]
    days: tuple[str, ...]
    outputs: tuple[ScenarioOutput, ...]
    notes: tuple[str, ...]

    def output(self, key: str) -> ScenarioOutput | None:
        """The output of a key; None where it was left out or cannot be determined."""
        return next((one for one in self.outputs if one.key == key), None)

    def as_text(self) -> str:
        """The result as the text of a file."""
        return _written(asdict(self))


@dataclass(frozen=True)
class ModelCheck:
    """The validation alone, before anybody asks for a scenario; fields as of ``ScenarioResult``."""

    id: str
    snapshot: str
    as_at: str
    runs: int
    seed: int
    code: str
    checked_from: str
    check_days: tuple[str, ...]
    limit: float
    checks: tuple[OutputCheck, ...]
    parameters: tuple[Mapping[str, Any], ...]

    def as_text(self) -> str:
        """The check as the text of a file."""
        return _written(asdict(self))


def check_within(result: ScenarioResult, name: str) -> ModelCheck | None:
    """The validation that a scenario ran first; None where more was agreed to or left out."""
    if result.agreed_by or result.left_out:
        return None
    own = {one.name: getattr(result, one.name) for one in fields(ModelCheck)}
    return ModelCheck(**own | {"id": name})


class OtherForm(ValueError):
    """A kept file that another version wrote, in a form that this one does not read."""


def _written(held: dict[str, Any]) -> str:
    return json.dumps({"form": RESULT_FORM} | held, indent=1, ensure_ascii=False) + "\n"


def _held(text: str) -> dict[str, Any]:
    held = json.loads(text)
    if held.pop("form", 1) != RESULT_FORM:
        raise OtherForm("written by another version")
    return dict(held)


def check_from_text(text: str) -> ModelCheck:
    """A validation from the text of its file. Raises ValueError for any other text."""
    try:
        held = _held(text)
        held["checks"] = tuple(OutputCheck(**_fields(one)) for one in held["checks"])
        for name in ("check_days", "parameters"):
            held[name] = tuple(held[name])
        return ModelCheck(**held)
    except (AttributeError, KeyError, TypeError) as odd:
        raise ValueError("not the validation of the model") from odd


def from_text(text: str) -> ScenarioResult:
    """A result from the text of its file. Raises ValueError for any other text."""
    try:
        held = _held(text)
        held["checks"] = tuple(OutputCheck(**_fields(one)) for one in held["checks"])
        held["outputs"] = tuple(ScenarioOutput(**_fields(one)) for one in held["outputs"])
        for name in ("levers", "check_days", "left_out", "parameters", "days", "notes"):
            held[name] = tuple(held[name])
        return ScenarioResult(**held)
    except (AttributeError, KeyError, TypeError) as odd:
        raise ValueError("not the result of a scenario") from odd


def _fields(held: dict[str, Any]) -> dict[str, Any]:
    found = _tuples(held)
    return found | {"trust": tuple(BandTrust(**one) for one in found.get("trust", ()))}


def _tuples(held: dict[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(tuple(one) if isinstance(one, list) else one for one in value)
        if isinstance(value, list)
        else value
        for name, value in held.items()
    }
