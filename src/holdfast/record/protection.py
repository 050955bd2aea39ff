"""Child protection: strategy discussion, enquiry, conference, plan (Children Act 1989, s47)."""

from holdfast.areas import Area
from holdfast.record.codes import child as codes
from holdfast.record.schema.table import Table, code, day, flag, identifier, key, reference, text
from holdfast.record.schema.table import child as the_child


class StrategyDiscussions(Table, area=Area.PROTECTION):
    """The council, the police and health decide together whether to begin an enquiry.

    Two days are kept, because the delay between them is what inspectors found: the concern
    was known on one day, and the discussion was held on another.
    """

    discussion = key("The strategy discussion.")
    child = the_child()
    referral = reference("referrals", "The referral it belongs to.")
    enquiry = reference("enquiries", "The enquiry that it began, if it began one.")
    concern_identified = day("The day that significant harm was suspected.", required=True)
    held = day("The day of the discussion; empty when none has been held.")
    safety_planned = day("The day that a plan to keep the child safe meanwhile was recorded.")


class Enquiries(Table, area=Area.PROTECTION, ssd="ssd_s47_enquiry"):
    """An enquiry into suspected significant harm (section 47)."""

    enquiry = key("The enquiry.", "s47e_s47_enquiry_id")
    referral = reference("referrals", "The referral it belongs to.", "s47e_referral_id")
    child = the_child("s47e_person_id")
    started = day(
        "The day of the strategy discussion that began it.", "s47e_s47_start_date", required=True
    )
    ended = day("The day its outcome was recorded; empty while open.", "s47e_s47_end_date")
    no_further_action = flag("It ended in no further action.", "s47e_s47_nfa")
    conference_needed = flag("It found that an initial conference is needed.")
    team = reference("teams", "The team that did it.", "s47e_s47_completed_by_team")
    worker = reference("professionals", "The worker who did it.", "s47e_s47_completed_by_worker_id")


class Conferences(Table, area=Area.PROTECTION, ssd="ssd_initial_cp_conference"):
    """An initial child protection conference, held or planned."""

    conference = key("The conference.", "icpc_icpc_id")
    meeting = identifier("The meeting, which may concern several children.", "icpc_icpc_meeting_id")
    enquiry = reference("enquiries", "The enquiry that led to it.", "icpc_s47_enquiry_id")
    child = the_child("icpc_person_id")
    plan = reference("protection_plans", "The plan that it made, if any.", "icpc_cp_plan_id")
    referral = reference("referrals", "The referral it belongs to.", "icpc_referral_id")
    transfer_in = flag(
        "It is held because the child moved here on another council's plan.",
        "icpc_icpc_transfer_in",
    )
    transfer_notified = day("The day the other council told this one of the move.")
    target = day("The day by which the source says it is due.", "icpc_icpc_target_date", ahead=True)
    held = day("The day it was held; empty while planned.", "icpc_icpc_date")
    plan_made = flag("It made a child protection plan.", "icpc_icpc_outcome_cp_flag")
    late_reason = text("Why it was held late, in the worker's words.")
    team = reference("teams", "The team that asked for it.", "icpc_icpc_team")
    worker = reference("professionals", "The worker who asked for it.", "icpc_icpc_worker_id")


class ProtectionPlans(Table, area=Area.PROTECTION, ssd="ssd_cp_plans"):
    """A child protection plan."""

    plan = key("The plan.", "cppl_cp_plan_id")
    referral = reference("referrals", "The referral it belongs to.", "cppl_referral_id")
    conference = reference("conferences", "The conference that made it.", "cppl_icpc_id")
    child = the_child("cppl_person_id")
    started = day("The day it began.", "cppl_cp_plan_start_date", required=True)
    ended = day("The day it ended; empty while open.", "cppl_cp_plan_end_date")
    other_authority = flag(
        "The plan is another council's, for a child placed here.", "cppl_cp_plan_ola"
    )
    initial_category = code(
        codes.ABUSE, "The category when it began.", "cppl_cp_plan_initial_category"
    )
    latest_category = code(codes.ABUSE, "The category now.", "cppl_cp_plan_latest_category")


class ProtectionVisits(Table, area=Area.PROTECTION, ssd="ssd_cp_visits"):
    """A visit to a child on a plan. Match it by child and day: the plan is often not given."""

    visit = key("The visit.", "cppv_cp_visit_id")
    child = the_child("cppv_person_id")
    plan = reference("protection_plans", "The plan, where it is given.", "cppv_cp_plan_id")
    visited = day("The day of the visit.", "cppv_cp_visit_date", required=True)
    seen = flag("The child was seen.", "cppv_cp_visit_seen")
    seen_alone = flag("The child was seen alone.", "cppv_cp_visit_seen_alone")
    bedroom_seen = flag("The child's bedroom was seen.", "cppv_cp_visit_bedroom")
    recorded = day("The day the visit was written up.")


class ProtectionReviews(Table, area=Area.PROTECTION, ssd="ssd_cp_reviews"):
    """A review child protection conference, held or due."""

    review = key("The review.", "cppr_cp_review_id")
    child = the_child("cppr_person_id")
    plan = reference("protection_plans", "The plan that is reviewed.", "cppr_cp_plan_id")
    due = day("The day by which the source says it is due.", "cppr_cp_review_due", ahead=True)
    held = day("The day it was held; empty while due.", "cppr_cp_review_date")
    meeting = identifier(
        "The meeting, which may concern several children.", "cppr_cp_review_meeting_id"
    )
    plan_continues = flag("It decided that the plan goes on.", "cppr_cp_review_outcome_continue_cp")
    quorate = flag("Enough agencies came for it to decide.", "cppr_cp_review_quorate")
    participation = code(
        codes.PARTICIPATION, "How the child took part.", "cppr_cp_review_participation"
    )


class CoreGroups(Table, area=Area.PROTECTION):
    """A meeting of the people who carry out a child protection plan, with the parents."""

    core_group = key("The meeting.")
    child = the_child()
    plan = reference("protection_plans", "The plan that it carries out.")
    held = day("The day it was held.", required=True)
