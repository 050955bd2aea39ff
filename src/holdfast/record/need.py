"""Children in need: plans, visits and reviews (Children Act 1989, section 17)."""

from holdfast.areas import Area
from holdfast.record.schema.table import Table, day, flag, key, reference
from holdfast.record.schema.table import child as the_child


class NeedPlans(Table, area=Area.NEED, ssd="ssd_cin_plans"):
    """A child in need plan."""

    plan = key("The plan.", "cinp_cin_plan_id")
    referral = reference("referrals", "The referral it belongs to.", "cinp_referral_id")
    child = the_child("cinp_person_id")
    started = day("The day it began.", "cinp_cin_plan_start_date", required=True)
    ended = day("The day it ended; empty while open.", "cinp_cin_plan_end_date")
    team = reference("teams", "The team that holds the plan.", "cinp_cin_plan_team")
    worker = reference("professionals", "The worker who holds the plan.", "cinp_cin_plan_worker_id")


class NeedVisits(Table, area=Area.NEED, ssd="ssd_cin_visits"):
    """A visit to a child in need. It belongs to the child: the source names no plan."""

    visit = key("The visit.", "cinv_cin_visit_id")
    child = the_child("cinv_person_id")
    visited = day("The day of the visit.", "cinv_cin_visit_date", required=True)
    seen = flag("The child was seen.", "cinv_cin_visit_seen")
    seen_alone = flag("The child was seen alone.", "cinv_cin_visit_seen_alone")
    bedroom_seen = flag("The child's bedroom was seen.", "cinv_cin_visit_bedroom")
    recorded = day("The day the visit was written up.")


class NeedReviews(Table, area=Area.NEED):
    """A review of a child in need plan."""

    review = key("The review.")
    child = the_child()
    plan = reference("need_plans", "The plan that was reviewed.")
    held = day("The day it was held.", required=True)
