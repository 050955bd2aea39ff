"""Early help: support for a family below the threshold of social care."""

from holdfast.areas import Area
from holdfast.record.table import Table, day, key, reference, text
from holdfast.record.table import child as the_child


class EarlyHelpEpisodes(Table, area=Area.EARLY_HELP, ssd="ssd_early_help_episodes"):
    """A time during which early help works with a child's family."""

    episode = key("The episode.", "earl_episode_id")
    child = the_child("earl_person_id")
    started = day(
        "The day it began, which is the day its assessment began.",
        "earl_episode_start_date",
        required=True,
    )
    assessed = day("The day the early help assessment was completed.")
    ended = day("The day it ended; empty while open.", "earl_episode_end_date")
    reason = text("Why early help came in, in the worker's words.", "earl_episode_reason")
    end_reason = text("Why it ended, in the worker's words.", "earl_episode_end_reason")
    organisation = text("The organisation that leads it.", "earl_episode_organisation")
    worker = reference("professionals", "The worker who leads it.", "earl_episode_worker_id")
