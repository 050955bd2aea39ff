"""What follows from an inspection of a council: the Act of 2006, and SI 2007/462."""

from datetime import date

from holdfast.law import Citation, Standing

_ACT = "Education and Inspections Act 2006"
_REGULATIONS = (
    "Education and Inspections Act 2006 (Inspection of Local Authorities) Regulations 2007"
)

# Ofsted's words of 2018, as the trade press quoted them; the day itself was not seen.
PRIORITY_ACTION_FROM = date(2018, 9, 1)

REPORT_PUBLISHED = Citation(
    f"{_REGULATIONS} (SI 2007/462)",
    "regulation 2",
    "a council that has received the report of an inspection publishes it within 30 working days",
    Standing.READ,
    "the regulation as made, in a public copy (zoomlaw.co.uk/2007-462-uksi.html)",
)
STATEMENT_OF_ACTION = Citation(
    f"{_ACT} and SI 2007/462",
    "section 137(3) and (4)",
    "a council that receives the report prepares and publishes a written statement of the action "
    "it proposes and of the time for it; the section was read, and that this is due within 70 "
    "working days of receipt is known from Ofsted's words alone",
    Standing.SECOND_HAND,
    "legislation.gov.uk, section 137 as at 2007-04-01; for the 70 days cypnow.co.uk, 16 August "
    "2018, quoting Ofsted",
)
DRAFT_AFTER_VISIT = Citation(
    "Inspection of local authority children's services: framework",
    "focused visits",
    "after a focused visit that names areas for priority action, a draft plan within 20 working "
    "days",
    Standing.SECOND_HAND,
    "cypnow.co.uk, 16 August 2018, quoting Ofsted",
)
FINAL_AFTER_VISIT = Citation(
    "Inspection of local authority children's services: framework",
    "focused visits",
    "after a focused visit that names areas for priority action, the final plan within 70 working "
    "days",
    Standing.SECOND_HAND,
    "cypnow.co.uk, 16 August 2018, quoting Ofsted",
)
