"""The thirty-four columns of list 8."""

from holdfast.sources.annex_a.family import DISABLED, UNACCOMPANIED, WHO
from holdfast.sources.annex_a.layout import day_heading, heading
from holdfast.sources.annex_a.workforce import TEAM, WORKER

STARTED = day_heading("Date Started to be Looked After")
NEED = heading("Child's Category of Need")
LEGAL_STARTED = day_heading("Start date of current legal status")
LEGAL_STATUS = heading("Child's Legal Status", "Legal Status")
REVIEWED = day_heading("Date of Latest Statutory Review")
VISITED = day_heading("Date of Last Social Work Visit")
IRO = day_heading("Date of Last IRO Visit / Contact to the Child")
HEALTH = day_heading("Date of Last Health Assessment")
DENTAL = day_heading("Date of Last Dental Check")
CEASED = day_heading("Date Ceased to be Looked After")
CEASED_REASON = heading("Reason Ceased to be Looked After")
PLACEMENT_STARTED = day_heading("Start Date of Most Recent Placement")
PLACEMENT = heading("Placement Type")
PROVIDER = heading("Placement Provider")
POSTCODE = heading("Placement postcode")
URN = heading("URN of Placement")

HEADINGS = (
    *WHO,
    UNACCOMPANIED,
    DISABLED,
    STARTED,
    NEED,
    heading(
        "Is this a second or subsequent period of being a Looked After Child "
        "within the last 12 months (Y/N)",
        "Is this a second or subsequent episode of being a Looked After Child "
        "within the last 12 months (Y/N)",
    ),
    LEGAL_STARTED,
    LEGAL_STATUS,
    REVIEWED,
    VISITED,
    heading("What is the permanence plan for this child?"),
    IRO,
    HEALTH,
    DENTAL,
    heading("Number of Placements in the Last 12 months"),
    CEASED,
    CEASED_REASON,
    PLACEMENT_STARTED,
    PLACEMENT,
    PROVIDER,
    POSTCODE,
    URN,
    heading("Placement Location"),
    heading("LA of Placement"),
    heading(
        "Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months"
    ),
    heading(
        "Number of Episodes the Child has been ‘Absent’ from their Placement in the last 12 months"
    ),
    heading("Was the child offered a Return Interview after their last missing episode (Y/N)?"),
    heading("Did the child accept a Return Interview after their last missing episode (Y/N)?"),
    TEAM,
    WORKER,
)
