"""The people who do the work: who they are, their teams, and which children they hold."""

from holdfast.areas import Area
from holdfast.record.codes import oversight as codes_oversight
from holdfast.record.schema.table import (
    Column,
    ColumnKind,
    Table,
    code,
    day,
    flag,
    identifier,
    key,
    number,
    reference,
    text,
    whole,
)
from holdfast.record.schema.table import child as the_child


def _the_worker() -> Column:
    """The identifier of the worker whom a row is about; a row without it is refused."""
    return Column(
        ColumnKind.ID,
        "The worker whom the row is about.",
        required=True,
        subject=True,
        of="professionals",
    )


def _the_team() -> Column:
    """The identifier of the team whom a row is about; a row without it is refused."""
    return Column(
        ColumnKind.ID, "The team whom the row is about.", required=True, subject=True, of="teams"
    )


class Professionals(Table, area=Area.WORKFORCE, ssd="ssd_professionals"):
    """A worker, or a name that stands where a worker's should."""

    worker = key("The worker.", "prof_professional_id")
    staff_number = identifier("The number in the staff records.", "prof_staff_id", True)
    full_name = text("The worker's name.", "prof_professional_name", personal=True)
    registration = identifier(
        "The Social Work England registration number.",
        "prof_social_worker_registration_no",
        True,
    )
    agency = flag("An agency supplies the worker.", "prof_agency_worker_flag")
    job_title = text("The job title.", "prof_professional_job_title")
    # Kept for the census that it feeds, and for nothing else: count the open involvements.
    caseload_september = whole(
        "Children held on the last 30 September; not the number held now.",
        "prof_professional_caseload",
    )
    department = text("The department, in the council's words.", "prof_professional_department")
    full_time_equivalent = number(
        "Hours as a share of full time: 1 is full time.", "prof_full_time_equivalency"
    )
    kind = code(codes_oversight.WORKER, "A practitioner, a manager, or no person at all.")
    left_on = day("The last day in post; empty while in post.", ahead=True)


class Teams(Table, area=Area.WORKFORCE, ssd="ssd_department"):
    """A team, and the larger team or service that it belongs to."""

    team = key("The team.", "dept_team_id")
    team_name = text("The team's name.", "dept_team_name")
    parent = reference("teams", "The team or service above it.", "dept_team_parent_id")
    parent_name = text("The name of the team or service above it.", "dept_team_parent_name")


class Involvements(Table, area=Area.WORKFORCE, ssd="ssd_involvements"):
    """A worker's part in a child's life over a time: the history of allocation."""

    involvement = key("The involvement.", "invo_involvements_id")
    worker = reference("professionals", "The worker.", "invo_professional_id")
    role = code(codes_oversight.ROLE, "The worker's part.", "invo_professional_role_id")
    team = reference("teams", "The worker's team.", "invo_professional_team")
    child = the_child("invo_person_id")
    started = day(
        "The day the worker took it on; empty when the source says only who holds the child now.",
        "invo_involvement_start_date",
    )
    ended = day("The day it ended; empty while it goes on.", "invo_involvement_end_date")
    change_reason = code(
        codes_oversight.CHANGE_REASON, "Why the worker changed.", "invo_worker_change_reason"
    )
    referral = reference("referrals", "The referral it belongs to.", "invo_referral_id")
    named = flag("The worker is one named person, not a team inbox or a duty list.")


class Employments(Table, area=Area.WORKFORCE):
    """A worker's time in post, from the first day to the last."""

    employment = key("The time in post.")
    worker = _the_worker()
    started = day("The first day in post.", required=True)
    ended = day("The last day in post; empty while in post.", ahead=True)
    team = reference("teams", "The team.")
    role = text("The job, in the council's words.")
    full_time_equivalent = number("Hours as a share of full time: 1 is full time.")
    agency = flag("An agency supplies the worker.")
    newly_qualified = flag(
        "The worker came newly qualified: the first twelve months are the supported year."
    )


class WorkerSupervisions(Table, area=Area.WORKFORCE):
    """A worker's own supervision, one to one with a supervisor."""

    supervision = key("The supervision.")
    worker = _the_worker()
    held = day("The day it was held.", required=True)


class Posts(Table, area=Area.WORKFORCE):
    """A post in a team, whether or not anyone is in it."""

    post = key("The post.")
    team = _the_team()
    role = text("The job, in the council's words.")
    started = day("The day the post was made.", required=True)
    ended = day("The day it was done away with; empty while it stands.", ahead=True)
    full_time_equivalent = number("Hours as a share of full time: 1 is full time.")


class Absences(Table, area=Area.WORKFORCE):
    """A worker is away from work."""

    absence = key("The absence.")
    worker = _the_worker()
    started = day("The first day away.", required=True)
    ended = day("The last day away; empty while away.", ahead=True)
    kind = code(codes_oversight.ABSENCE, "Why.")


class Recruits(Table, area=Area.WORKFORCE):
    """Somebody who is to take up a post, from the offer to the first day in it."""

    recruit = key("The recruit.")
    team = _the_team()
    role = text("The job, in the council's words.")
    offered = day("The day the post was offered.", required=True)
    starts = day("The day on which the recruit is to begin; empty while it is open.", ahead=True)
    withdrawn_on = day("The day on which the offer came to nothing.")
    full_time_equivalent = number("Hours as a share of full time: 1 is full time.")


class DeclaredExperience(Table, area=Area.WORKFORCE):
    """What a worker declares to have training or experience in, and a supervisor confirms.

    It is asked of an allocation whether it is supported, and is no measure of the worker.
    """

    experience = key("The declaration.")
    worker = _the_worker()
    about = code(codes_oversight.EXPERIENCE, "In what.")
    declared = day("The day on which the worker declared it.", required=True)
    confirmed = day("The day on which a supervisor confirmed it; empty: nobody has.")
