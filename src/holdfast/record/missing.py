"""Missing and exploitation: going missing, return home interviews, exploitation."""

from holdfast.areas import Area
from holdfast.record.codes import oversight as codes_oversight
from holdfast.record.schema.table import Table, code, day, flag, key
from holdfast.record.schema.table import child as the_child


class MissingEpisodes(Table, area=Area.MISSING, ssd="ssd_missing"):
    """A child is missing, or away from placement without permission."""

    episode = key("The episode.", "miss_table_id")
    child = the_child("miss_person_id")
    started = day(
        "The day the child went missing.", "miss_missing_episode_start_date", required=True
    )
    ended = day("The day the child was found; empty while gone.", "miss_missing_episode_end_date")
    kind = code(codes_oversight.ABSENT, "Missing or away.", "miss_missing_episode_type")
    interview_offered = flag("A return home interview was offered.", "miss_missing_rhi_offered")
    interview_accepted = flag("The child accepted it.", "miss_missing_rhi_accepted")
    interviewed = day("The day of the return home interview.")


class ExploitationConcerns(Table, area=Area.MISSING):
    """A worry that a child is exploited, or at risk of it, over a time."""

    concern = key("The worry.")
    child = the_child()
    kind = code(codes_oversight.EXPLOITATION, "What kind of exploitation.")
    identified = day("The day it was identified.", required=True)
    ended = day("The day it was judged to be over; empty while it stands.")


class ExploitationAssessments(Table, area=Area.MISSING):
    """An assessment of the risk of exploitation, first or later."""

    assessment = key("The assessment.")
    child = the_child()
    completed = day("The day it was completed.", required=True)
