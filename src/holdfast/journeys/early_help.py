"""Early help."""

from holdfast.journeys.event import Event
from holdfast.journeys.spell import spell
from holdfast.record.early_help import EarlyHelpEpisodes, EarlyHelpReviews, EarlyHelpVisits

EARLY_HELP_BEGUN = Event("early help begins", EarlyHelpEpisodes.started)
EARLY_HELP_ASSESSED = Event("the early help assessment is complete", EarlyHelpEpisodes.assessed)
EARLY_HELP_ENDED = Event("early help ends", EarlyHelpEpisodes.ended)

IN_EARLY_HELP = spell("early help", EarlyHelpEpisodes.started, EarlyHelpEpisodes.ended)
IN_EARLY_HELP_BORN = IN_EARLY_HELP.aged(0)
EARLY_HELP_PLANNED = Event("the plan of early help is agreed", EarlyHelpEpisodes.planned)
EARLY_HELP_LED = Event("a lead practitioner of early help is named", EarlyHelpEpisodes.lead_named)
EARLY_HELP_VISIT_SEEN = Event(
    "a visit of early help, child seen", EarlyHelpVisits.visited, EarlyHelpVisits.seen.yes
)
EARLY_HELP_VISIT_UNCLEAR = Event(
    "a visit of early help, not recorded whether the child was seen",
    EarlyHelpVisits.visited,
    EarlyHelpVisits.seen.missing,
)
EARLY_HELP_REVIEWED = Event("the plan of early help is reviewed", EarlyHelpReviews.held)
