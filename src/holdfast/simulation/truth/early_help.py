"""What is owed in early help."""

from collections.abc import Iterator

from holdfast.simulation.truth.calendar import working_days
from holdfast.simulation.truth.owed import Owed, owed
from holdfast.simulation.truth.past import Past
from holdfast.simulation.written.happenings import Happening

# The council's own limit.
_ASSESSED = working_days(45)


def duties(past: Past) -> Iterator[Owed]:
    """An assessment within 45 working days of the beginning; it is owed until the help ends."""
    assessed = past.about(Happening.EARLY_HELP_ASSESSED)
    ended = past.about(Happening.EARLY_HELP_ENDS)
    for day, one in past.told(Happening.EARLY_HELP_BEGINS):
        done, over = assessed.get(one), ended.get(one)
        yield owed("eh_assessment", past.whom, day, _ASSESSED(day), done, over)
