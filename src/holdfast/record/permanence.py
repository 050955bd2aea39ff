"""Permanence: adoption and other lasting homes, pre-proceedings, and the family court."""

from holdfast.areas import Area
from holdfast.record.codes import permanence as codes
from holdfast.record.schema.table import (
    Table,
    code,
    day,
    flag,
    identifier,
    key,
    reference,
    text,
    whole,
)
from holdfast.record.schema.table import child as the_child


class Permanence(Table, area=Area.PERMANENCE, ssd="ssd_permanence"):
    """A child's way to adoption or to another order that gives a lasting home."""

    permanence_row = key("The child's way to permanence.", "perm_table_id")
    child = the_child("perm_person_id")
    care_period = identifier("The period of care it belongs to.", "perm_cla_id")
    decided = day(
        "The day the agency decision maker decided on adoption.", "perm_adm_decision_date"
    )
    in_sibling_group = flag("The child is one of a sibling group.", "perm_part_of_sibling_group")
    siblings_together = whole(
        "Children to be placed together, this child counted.", "perm_siblings_placed_together"
    )
    siblings_apart = whole("Siblings to be placed elsewhere.", "perm_siblings_placed_apart")
    early_decided = day(
        "The day fostering for adoption or concurrent planning was decided.",
        "perm_ffa_cp_decision_date",
    )
    early_placed = day(
        "The day placed in fostering for adoption or concurrent planning.",
        "perm_placed_ffa_cp_date",
    )
    placement_order = day("The day of the placement order.", "perm_placement_order_date")
    matched = day("The day matched to adopters.", "perm_matched_date")
    placed = day("The day placed for adoption.", "perm_placed_for_adoption_date")
    adopted_by_carer = flag(
        "The adopters were the child's foster carers.", "perm_adopted_by_carer_flag"
    )
    placed_with_carer = day(
        "The day first placed with the foster carers who adopt.", "perm_placed_foster_carer_date"
    )
    adopters = whole("How many adopters: 1 or 2.", "perm_number_of_adopters")
    adopter_sex = code(codes.ADOPTER_SEX, "The sex of the adopters.", "perm_adopter_sex")
    adopter_status = code(
        codes.ADOPTER_STATUS, "The legal status of the adopters.", "perm_adopter_legal_status"
    )
    provider_urn = identifier(
        "Ofsted's number of the agency that found the home.", "perm_placement_provider_urn"
    )
    reversed_on = day(
        "The day it was decided that the child should no longer be adopted.",
        "perm_decision_reversed_date",
    )
    reversed_reason = code(
        codes.REVERSED_REASON, "Why that was decided.", "perm_decision_reversed_reason"
    )
    ordered = day("The day of the order that gave permanence.", "perm_permanence_order_date")
    order_type = text("Which order, in the council's words.", "perm_permanence_order_type")
    worker = reference("professionals", "The adoption worker.", "perm_adoption_worker_id")


class PreProceedings(Table, area=Area.PERMANENCE, ssd="ssd_pre_proceedings"):
    """Work under the Public Law Outline before care proceedings, which it may avoid."""

    pre_proceedings_row = key("The child's pre-proceedings.", "prep_table_id")
    child = the_child("prep_person_id")
    family = identifier("The family's number in pre-proceedings.", "prep_plo_family_id")
    decided = day("The day it was decided to begin.", "prep_pre_pro_decision_date")
    letter_sent = day("The day the letter before proceedings was sent.", "prep_pre_pro_letter_date")
    family_meeting_offered = flag("A family group decision making meeting was offered.")
    family_meeting_held = flag("A family group decision making meeting was held.")
    family_meeting_offered_on = day("The day the family group decision making meeting was offered.")
    family_meeting_accepted = flag("The family accepted the offer of that meeting.")
    family_meeting_held_on = day("The day the family group decision making meeting was held.")
    family_meeting_excused = text(
        "Why no meeting was offered or held, such as that it was against the child's interests."
    )
    first_meeting = day(
        "The day of the first meeting with the parents.", "prep_initial_pre_pro_meeting_date"
    )
    review_meetings = whole(
        "Review meetings with the parents after the first.", "prep_pre_pro_meetings_num"
    )
    outcome = code(
        codes.PRE_PROCEEDINGS_OUTCOME, "How it ended; empty while open.", "prep_pre_pro_outcome"
    )
    outcome_agreed = day(
        "The day it was agreed to step down or to issue.", "prep_agree_stepdown_issue_date"
    )
    gateway_outcome = code(
        codes.GATEWAY_OUTCOME, "What the legal gateway decided.", "prep_legal_gateway_outcome"
    )
    protection_plans = whole(
        "Child protection plans during this referral.", "prep_cp_plans_referral_period"
    )
    earlier_periods = whole(
        "Earlier periods of pre-proceedings in the child's life.", "prep_prev_pre_proc_child"
    )
    earlier_proceedings = whole(
        "Earlier care proceedings in the child's life.", "prep_prev_care_proc_child"
    )
    parents_represented = code(
        codes.ANSWER,
        "The parents had a lawyer in pre-proceedings.",
        "prep_pre_pro_parents_legal_rep",
    )
    parents_represented_at_issue = code(
        codes.ANSWER,
        "The parents had a lawyer when proceedings were issued.",
        "prep_parents_legal_rep_point_of_issue",
    )
    proceedings_letter_sent = day(
        "The day the letter of issue was sent to the parents.", "prep_care_pro_letter_date"
    )
    application_made = day("The day of the application to the court.")
    court_reference = identifier("The court's case number.", "prep_court_reference", True)
    hearings = whole("Hearings so far.", "prep_care_proc_court_hearings")
    short_notice = code(
        codes.ANSWER, "The application was on short notice.", "prep_care_proc_short_notice"
    )
    short_notice_reason = text("Why.", "prep_proc_short_notice_reason")
    first_plan = code(
        codes.COURT_PLAN, "The plan put to the first hearing.", "prep_la_initial_care_plan"
    )
    first_plan_approved = code(
        codes.ANSWER, "The first hearing approved it.", "prep_la_inital_plan_approved"
    )
    final_plan = code(
        codes.COURT_PLAN, "The plan put to the final hearing.", "prep_la_final_care_plan"
    )
    final_plan_approved = code(
        codes.ANSWER, "The final hearing approved it.", "prep_la_final_plan_approved"
    )


class Proceedings(Table, area=Area.PERMANENCE):
    """Care or supervision proceedings in the family court."""

    court_case = key("The child's case.")
    child = the_child()
    issued = day("The day the court issued the application.", required=True)
    concluded = day("The day of the final order; empty while open.")
    court_reference = identifier("The court's case number.", personal=True)


class LegalPlanningMeetings(Table, area=Area.PERMANENCE):
    """A meeting with the council's lawyers on whether to go to court."""

    meeting = key("The meeting.")
    child = the_child()
    requested = day("The day it was asked for.", required=True)
    held = day("The day it was held; empty while awaited.")
