"""The thirty-four columns of list 8."""

from holdfast.sources.annex_a.family import DISABLED, UNACCOMPANIED, WHO
from holdfast.sources.annex_a.layout import day_heading, heading
from holdfast.sources.annex_a.workforce import TEAM, WORKER

STARTED = day_heading(
    # The public script spells it with three o's.
    "Date Started to be Looked After",
    "Loooked After Start Date",
    "Looked After Start Date",
)
NEED = heading("Child's Category of Need", "Child Category of Need")
LEGAL_STARTED = day_heading("Start date of current legal status", "Most Recent Legal Status Start")
LEGAL_STATUS = heading("Child's Legal Status", "Legal Status")
REVIEWED = day_heading("Date of Latest Statutory Review", "Latest Statutory Review Date")
VISITED = day_heading("Date of Last Social Work Visit", "Last Social Work Visit Date")
IRO = day_heading("Date of Last IRO Visit / Contact to the Child", "Last IRO Visit Date")
HEALTH = day_heading("Date of Last Health Assessment", "Last Health Assessment Date")
DENTAL = day_heading("Date of Last Dental Check", "Last Dental Check Date")
CEASED = day_heading("Date Ceased to be Looked After", "Ceased Looked After Date")
CEASED_REASON = heading("Reason Ceased to be Looked After", "Reason Ceased Looked After")
PLACEMENT_STARTED = day_heading(
    "Start Date of Most Recent Placement", "Most Recent Placement Start Date"
)
PLACEMENT = heading("Placement Type")
PROVIDER = heading("Placement Provider")
POSTCODE = heading("Placement postcode")
URN = heading("URN of Placement", "Placement URN")

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
        "Subsequent LAC Episode Last 12 Months",
    ),
    LEGAL_STARTED,
    LEGAL_STATUS,
    REVIEWED,
    VISITED,
    heading("What is the permanence plan for this child?", "Permanence Plan"),
    IRO,
    HEALTH,
    DENTAL,
    heading("Number of Placements in the Last 12 months", "Placements Last 12 Months"),
    CEASED,
    CEASED_REASON,
    PLACEMENT_STARTED,
    PLACEMENT,
    PROVIDER,
    POSTCODE,
    URN,
    heading("Placement Location"),
    heading("LA of Placement", "Placement LA"),
    heading(
        "Number of Episodes the Child has been ‘Missing’ from their Placement "
        "in the last 12 months",
        "Episodes Child Missing From Placement",
    ),
    heading(
        "Number of Episodes the Child has been ‘Absent’ from their Placement in the last 12 months",
        "Episodes Child Absent From Placement",
    ),
    heading(
        "Was the child offered a Return Interview after their last missing episode (Y/N)?",
        "Child Offered Return Interview After Last MFH",
    ),
    heading(
        "Did the child accept a Return Interview after their last missing episode (Y/N)?",
        "Child Accepted Return Interview After Last MFH",
    ),
    TEAM,
    WORKER,
)
