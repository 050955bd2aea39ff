"""Early help: support for a family below the threshold of social care."""

from holdfast.areas import Area
from holdfast.record.schema.table import Table, day, flag, key, reference, text
from holdfast.record.schema.table import child as the_child


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
    planned = day("The day the plan of early help was agreed.")
    lead_named = day("The day a lead practitioner was named.")
    ended = day("The day it ended; empty while open.", "earl_episode_end_date")
    reason = text("Why early help came in, in the worker's words.", "earl_episode_reason")
    end_reason = text("Why it ended, in the worker's words.", "earl_episode_end_reason")
    organisation = text("The organisation that leads it.", "earl_episode_organisation")
    worker = reference("professionals", "The worker who leads it.", "earl_episode_worker_id")


class EarlyHelpVisits(Table, area=Area.EARLY_HELP):
    """A visit to a child with whose family early help works."""

    visit = key("The visit.")
    child = the_child()
    episode = reference("early_help_episodes", "The episode it belongs to.")
    visited = day("The day of the visit.", required=True)
    seen = flag("The child was seen.")


class EarlyHelpReviews(Table, area=Area.EARLY_HELP):
    """A review of the plan of early help, with the family."""

    review = key("The review.")
    child = the_child()
    episode = reference("early_help_episodes", "The episode it belongs to.")
    held = day("The day it was held.", required=True)
