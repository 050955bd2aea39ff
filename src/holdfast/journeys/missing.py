"""Missing from home or care, and exploitation."""

from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.event import Event
from holdfast.journeys.spell import Merging, spell
from holdfast.record.missing import ExploitationAssessments, ExploitationConcerns, MissingEpisodes

FOUND = Event(
    "the child returns or is found", MissingEpisodes.ended, MissingEpisodes.kind.not_among("away")
)
# The day of the answer is not in the record. What was never offered was not declined.
INTERVIEW_DECLINED = Event(
    "the child declines the interview",
    MissingEpisodes.ended,
    MissingEpisodes.interview_accepted.no & MissingEpisodes.interview_offered.not_no,
)
INTERVIEWED = Event("the return home interview is held", MissingEpisodes.interviewed)

EXPLOITATION_CONCERN = spell(
    "a concern about exploitation",
    ExploitationConcerns.identified,
    ExploitationConcerns.ended,
    merging=Merging.TOUCHING,
    within=OPEN_CASE,
)
EXPLOITATION_ASSESSED = Event(
    "the risk of exploitation is assessed", ExploitationAssessments.completed
)
