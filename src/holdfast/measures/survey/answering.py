"""What each clock will be able to answer from a source, and why no more."""

from collections import Counter

from holdfast.clocks.answers import Answer
from holdfast.clocks.duty import Status
from holdfast.measures.outlook import Outlook
from holdfast.measures.survey.told import Row

_SOME = "some of its duties rest on what could not be taken as it stood, or contradicts itself"


def clocks_told(outlook: Outlook) -> list[Row]:
    """Every clock, those that answer first: its duties, and how many of them cannot be told."""
    counted: Counter[tuple[str, bool]] = Counter()
    for row in outlook.rows(
        "select clock, status, count(*) as duties from standing group by clock, status"
    ):
        counted[row["clock"], row["status"] == Status.CANNOT_TELL] += row["duties"]
    told = []
    for one in outlook.answered:
        key = one.clock.key
        unclear = counted[key, True]
        told.append(
            {
                "key": key,
                "title": one.clock.title,
                "answers": one.answer.value,
                "duties": unclear + counted[key, False],
                "cannot_tell": unclear,
                "why": one.why or (_SOME if unclear else ""),
            }
        )
    nothing = Answer.CANNOT_TELL.value
    return sorted(
        told, key=lambda row: (row["answers"] == nothing, -row["cannot_tell"], -row["duties"])
    )
