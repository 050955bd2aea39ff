"""What each clock will be able to answer from a source, and why no more."""

from collections import Counter, defaultdict

from holdfast.clocks.duty import Status, Why
from holdfast.clocks.rules.answers import Answer
from holdfast.importing.survey.told import Row
from holdfast.query.outlook import Outlook

_STANDING = """
select clock, status, why, count(*) as duties from standing group by clock, status, why"""


def clocks_told(outlook: Outlook) -> list[Row]:
    """Every clock, those that answer first: its duties, and how many of them cannot be told."""
    counted: Counter[tuple[str, bool]] = Counter()
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for row in outlook.rows(_STANDING):
        unclear = row["status"] == Status.CANNOT_TELL
        counted[row["clock"], unclear] += row["duties"]
        if unclear and row["why"]:
            reasons[row["clock"]][Why[row["why"]].value] += row["duties"]
    told = []
    for one in outlook.answered:
        key = one.clock.key
        unclear_duties = counted[key, True]
        told.append(
            {
                "key": key,
                "title": one.clock.title,
                "answers": one.answer.value,
                "duties": unclear_duties + counted[key, False],
                "cannot_tell": unclear_duties,
                "why": one.why or "; ".join(why for why, _ in reasons[key].most_common(2)),
            }
        )
    nothing = Answer.CANNOT_TELL.value
    return sorted(
        told, key=lambda row: (row["answers"] == nothing, -row["cannot_tell"], -row["duties"])
    )
