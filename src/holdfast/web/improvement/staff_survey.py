"""Rounds of the staff survey as pages read them: what may be told, and who may still answer."""

from collections.abc import Sequence
from datetime import date

from holdfast.improvement.pulse import PulseResult, pulse_result
from holdfast.web.improvement.models import PulseRound, PulseTaken


def closed_rounds(day: date) -> Sequence[PulseRound]:
    """The rounds that had closed by a day of the data, the latest first."""
    found = PulseRound.objects.filter(closed_on__lte=day).prefetch_related("tallies")
    return list(found[:12])


def open_round_now() -> PulseRound | None:
    """The round that people may answer now; None where there is none."""
    return PulseRound.objects.filter(closed_on=None).first()


def has_answered(round_: PulseRound, who: str) -> bool:
    """Whether somebody has answered a round."""
    return PulseTaken.objects.filter(round=round_, who=who).exists()


def result_of(round_: PulseRound) -> PulseResult:
    """What may be told of a closed round; of an open one nothing."""
    groups = tuple(round_.groups)
    if round_.closed_on is None:
        return PulseResult(None, (), groups)
    tallies = {(one.group, one.question, one.answer): one.number for one in round_.tallies.all()}
    return pulse_result(groups, len(round_.questions), tallies)
