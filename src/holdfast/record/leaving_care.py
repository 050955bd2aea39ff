"""Leaving care: pathway plans, personal advisers, where young people live and what they do."""

from holdfast.areas import Area
from holdfast.record.codes import permanence as codes
from holdfast.record.schema.table import Table, code, day, flag, key, reference
from holdfast.record.schema.table import child as the_child


class CareLeavers(Table, area=Area.LEAVING_CARE, ssd="ssd_care_leavers"):
    """Where a care leaver stands now: sources give the latest answer and no history.

    The key is new at every extract, so rows are known again by the young person alone.
    """

    care_leaver_row = key("The care leaver's row.", "clea_table_id")
    child = the_child("clea_person_id")
    eligibility = code(
        codes.ELIGIBILITY, "The kind of care leaver.", "clea_care_leaver_eligibility"
    )
    in_touch = code(codes.IN_TOUCH, "Whether the council is in touch.", "clea_care_leaver_in_touch")
    latest_contact = day("The day of the latest contact.", "clea_care_leaver_latest_contact")
    accommodation = code(
        codes.ACCOMMODATION, "Where the young person lives.", "clea_care_leaver_accommodation"
    )
    accommodation_suitable = code(
        codes.SUITABILITY,
        "Whether that is suitable: 1 suitable, 2 unsuitable.",
        "clea_care_leaver_accom_suitable",
    )
    activity = code(codes.ACTIVITY, "What the young person does.", "clea_care_leaver_activity")
    pathway_reviewed = day(
        "The day the pathway plan was last reviewed.", "clea_pathway_plan_review_date"
    )
    adviser = reference(
        "professionals", "The personal adviser.", "clea_care_leaver_personal_advisor"
    )
    team = reference("teams", "The team.", "clea_care_leaver_allocated_team")
    worker = reference("professionals", "The worker.", "clea_care_leaver_worker_id")


class PathwayNeeds(Table, area=Area.LEAVING_CARE):
    """The assessment of needs, and the first pathway plan, that eligibility calls for."""

    need = key("The assessment of needs.")
    child = the_child()
    eligible_from = day("The day the young person became eligible.", required=True)
    needs_assessed = day("The day the assessment was completed.")
    plan_agreed = day("The day of the first pathway plan.")
    ended = day("The day that leaving-care support ended; empty while it goes on.")


class PathwayReviews(Table, area=Area.LEAVING_CARE):
    """A review of a pathway plan."""

    review = key("The review.")
    child = the_child()
    held = day("The day it was held.", required=True)


class LeavingCareStays(Table, area=Area.LEAVING_CARE):
    """A young person who has left care lives somewhere."""

    stay = key("The stay.")
    child = the_child()
    started = day("The day it began.", required=True)
    ended = day("The day it ended; empty while there.")
    provided_by_council = flag("The council provides the accommodation.")


class AdviserVisits(Table, area=Area.LEAVING_CARE):
    """A personal adviser's visit to where a young person lives."""

    visit = key("The visit.")
    child = the_child()
    visited = day("The day of the visit.", required=True)


class LeavingCareContacts(Table, area=Area.LEAVING_CARE):
    """The council and a care leaver were in contact, by any means."""

    contact = key("The contact.")
    child = the_child()
    made = day("The day of the contact.", required=True)
