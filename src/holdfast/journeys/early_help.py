"""Early help."""

from holdfast.journeys.event import Event
from holdfast.record.early_help import EarlyHelpEpisodes

EARLY_HELP_BEGUN = Event("early help begins", EarlyHelpEpisodes.started)
EARLY_HELP_ASSESSED = Event("the early help assessment is complete", EarlyHelpEpisodes.assessed)
EARLY_HELP_ENDED = Event("early help ends", EarlyHelpEpisodes.ended)
