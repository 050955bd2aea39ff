"""Children in care: episodes, placements, reviews, visits and plans.

A *period of care* runs from coming into care to leaving it, and holds one or more *episodes*
(a new one begins when the legal status or the placement changes) and one or more placements.
"""

from holdfast.areas import Area
from holdfast.record.codes import care as codes_care
from holdfast.record.codes import child as codes
from holdfast.record.schema.table import (
    Table,
    code,
    day,
    flag,
    identifier,
    key,
    number,
    reference,
    text,
)
from holdfast.record.schema.table import child as the_child

_PERIOD = "The period of care it belongs to, from coming into care to leaving it."


class CareEpisodes(Table, area=Area.CARE, ssd="ssd_cla_episodes"):
    """A time in care with one legal status and one placement, as the SSDA903 return counts it."""

    episode = key("The episode.", "clae_cla_episode_id")
    child = the_child("clae_person_id")
    placement = reference("placements", "The placement during it.", "clae_cla_placement_id")
    started = day("The day it began.", "clae_cla_episode_start_date", required=True)
    start_reason = code(codes_care.START_REASON, "Why it began.", "clae_cla_episode_start_reason")
    primary_need = code(
        codes.PRIMARY_NEED, "The main reason for care.", "clae_cla_primary_need_code"
    )
    ended = day("The day it ended; empty while open.", "clae_cla_episode_ceased_date")
    end_reason = code(codes_care.END_REASON, "Why it ended.", "clae_cla_episode_ceased_reason")
    care_period = identifier(_PERIOD, "clae_cla_id")
    referral = reference("referrals", "The referral it belongs to.", "clae_referral_id")
    last_reviewing_officer_contact = day(
        "The day the independent reviewing officer last saw or spoke with the child.",
        "clae_cla_last_iro_contact_date",
    )
    entered_care = day("The day the child came into care.", "clae_entered_care_date")
    legal_status = code(codes_care.LEGAL_STATUS, "The legal status during it.")


class Placements(Table, area=Area.CARE, ssd="ssd_cla_placement"):
    """Where a child in care lives, with whom, and on what footing."""

    placement = key("The placement.", "clap_cla_placement_id")
    care_period = identifier(_PERIOD, "clap_cla_id")
    child = the_child("clap_person_id")
    started = day("The day it began.", "clap_cla_placement_start_date", required=True)
    ended = day("The day it ended; empty while there.", "clap_cla_placement_end_date")
    kind = code(codes_care.PLACEMENT, "What kind of placement.", "clap_cla_placement_type")
    provider = code(codes_care.PROVIDER, "Who provides it.", "clap_cla_placement_provider")
    urn = identifier("Ofsted's number of the provider.", "clap_cla_placement_urn")
    distance = number("Miles from the child's home.", "clap_cla_placement_distance")
    postcode = text("The postcode.", "clap_cla_placement_postcode", personal=True)
    change_reason = code(
        codes_care.MOVE_REASON, "Why it ended.", "clap_cla_placement_change_reason"
    )
    regulation = code(
        codes_care.REGULATION, "The arrangement, where it sets its own pace of visits."
    )
    long_term_agreed = day("The day it was agreed that the placement lasts until 18.")
    fewer_visits_agreed = day(
        "The day the child agreed to a visit every six months (regulation 28(3A))."
    )
    plan_agreed = day("The day of the placement plan.")


class CareReviews(Table, area=Area.CARE, ssd="ssd_cla_reviews"):
    """A review of a child's case in care, held or due."""

    review = key("The review.", "clar_cla_review_id")
    care_period = identifier(_PERIOD, "clar_cla_id")
    child = the_child("clar_cla_person_id")
    due = day("The day by which the source says it is due.", "clar_cla_review_due_date", ahead=True)
    held = day("The day it was held; empty while due.", "clar_cla_review_date")
    cancelled = flag("It was cancelled.", "clar_cla_review_cancelled")
    participation = code(
        codes.PARTICIPATION, "How the child took part.", "clar_cla_review_participation"
    )
    late_reason = text("Why it was held late, in the worker's words.")


class CareVisits(Table, area=Area.CARE, ssd="ssd_cla_visits"):
    """A social worker's visit to a child in care."""

    visit = key("The visit.", "clav_cla_visit_id")
    care_period = identifier(_PERIOD, "clav_cla_id")
    child = the_child("clav_person_id")
    visited = day("The day of the visit.", "clav_cla_visit_date", required=True)
    seen = flag("The child was seen.", "clav_cla_visit_seen")
    seen_alone = flag("The child was seen alone.", "clav_cla_visit_seen_alone")
    recorded = day("The day the visit was written up.")


class LegalStatuses(Table, area=Area.CARE, ssd="ssd_legal_status"):
    """A legal status of a child over a time. Sources also put here orders that no return counts."""

    status_row = key("The child's status.", "lega_legal_status_id")
    child = the_child("lega_person_id")
    status = code(codes_care.LEGAL_STATUS, "The legal status.", "lega_legal_status")
    started = day("The day it began.", "lega_legal_status_start_date", required=True)
    ended = day("The day it ended; empty while in force.", "lega_legal_status_end_date")


class CarePlans(Table, area=Area.CARE, ssd="ssd_cla_care_plan"):
    """A care plan, and the plan for permanence in it."""

    plan = key("The plan.", "lacp_table_id")
    child = the_child("lacp_person_id")
    started = day("The day it began.", "lacp_cla_care_plan_start_date", required=True)
    ended = day("The day it ended; empty while in force.", "lacp_cla_care_plan_end_date")
    permanence_plan = code(
        codes_care.PERMANENCE_PLAN,
        "Where the child is to live for good; the principal plan when there are two.",
        "lacp_cla_care_plan_json",
    )


class EducationPlans(Table, area=Area.CARE):
    """A personal education plan."""

    plan = key("The plan.")
    child = the_child()
    initiated = day("The day it was begun.")
    completed = day("The day it was completed; empty while open.")


class PreviousPermanence(Table, area=Area.CARE, ssd="ssd_cla_previous_permanence"):
    """The permanence that a child had before coming into care again."""

    permanence_row = key("The earlier permanence.", "lapp_table_id")
    child = the_child("lapp_person_id")
    kind = code(codes_care.EARLIER_PERMANENCE, "What it was.", "lapp_previous_permanence_option")
    authority = text("The council or country that arranged it.", "lapp_previous_permanence_la")
    # Words, not a day: the return allows a date whose day or month is not known.
    ordered = text(
        "The date of its order, which may be known in part.",
        "lapp_previous_permanence_order_date",
    )


class ShortBreaks(Table, area=Area.CARE):
    """A series of short breaks in care that the parents agreed."""

    series = key("The series.")
    child = the_child()
    started = day("The day it began.", required=True)
    ended = day("The day it ended; empty while it goes on.")


class PrivateFostering(Table, area=Area.CARE):
    """A child lives with someone who is no close relative, by private arrangement."""

    arrangement = key("The arrangement.")
    child = the_child()
    notified = day("The day the council was told of it.", required=True)
    aware = day("The day the council became aware of it; the law counts it as begun then.")
    ended = day("The day it ended; empty while it goes on.")


class PrivateFosteringVisits(Table, area=Area.CARE):
    """A visit to a privately fostered child."""

    visit = key("The visit.")
    arrangement = reference("private_fostering", "The arrangement.")
    child = the_child()
    visited = day("The day of the visit.", required=True)
    seen = flag("The child was seen.")
