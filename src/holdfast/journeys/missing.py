"""Missing from home or care, and exploitation."""

from holdfast.journeys.event import Event
from holdfast.journeys.spell import Merging, spell
from holdfast.record.missing import ExploitationAssessments, ExploitationConcerns, MissingEpisodes

# A child may decline the interview, which ends the duty.
FOUND = Event(
    "the child returns or is found",
    MissingEpisodes.ended,
    MissingEpisodes.kind.not_among("away") & MissingEpisodes.interview_accepted.not_no,
)
INTERVIEWED = Event("the return home interview is held", MissingEpisodes.interviewed)

EXPLOITATION_CONCERN = spell(
    "a concern about exploitation",
    ExploitationConcerns.identified,
    ExploitationConcerns.ended,
    merging=Merging.TOUCHING,
)
EXPLOITATION_ASSESSED = Event(
    "the risk of exploitation is assessed", ExploitationAssessments.completed
)
