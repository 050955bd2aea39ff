"""What follows from an inspection of a council: the Act of 2006, and SI 2007/462."""

from datetime import date

from holdfast.law import Citation, Standing

_ACT = "Education and Inspections Act 2006"
_REGULATIONS = (
    "Education and Inspections Act 2006 (Inspection of Local Authorities) Regulations 2007"
)

# Ofsted's words of 2018, as the trade press quoted them; the day itself was not seen.
PRIORITY_ACTION_FROM = date(2018, 9, 1)

_SEEN = "the regulations whole, as made, in a public copy of legislation.gov.uk (uksi/2007/462)"

REPORT_PUBLISHED = Citation(
    f"{_REGULATIONS} (SI 2007/462)",
    "regulation 2",
    "a council that has received the report of an inspection publishes it within 30 working days",
    Standing.READ,
    _SEEN,
)
STATEMENT_OF_ACTION = Citation(
    f"{_ACT} and SI 2007/462",
    "section 137(3) and (4) and regulation 3",
    "a council that has received the report of an inspection publishes, within 70 working days of "
    "receiving it, a written statement of the action it proposes and of the time for it, and sends "
    "it to the Chief Inspector and the Secretary of State",
    Standing.READ,
    f"legislation.gov.uk, section 137 as at 2007-04-01; {_SEEN}",
)
DRAFT_AFTER_VISIT = Citation(
    "Inspection of local authority children's services: framework",
    "focused visits",
    "after a focused visit that names areas for priority action, a draft plan within 20 working "
    "days: Ofsted asks for it, and no regulation does",
    Standing.SECOND_HAND,
    "cypnow.co.uk, 16 August 2018, quoting Ofsted; of the framework itself only the first pages "
    "could be read (gov.uk, editions of April and December 2024)",
)
FINAL_AFTER_VISIT = Citation(
    "Inspection of local authority children's services: framework, and SI 2007/462",
    "focused visits; regulation 3",
    "after a focused visit that names areas for priority action, the final plan within 70 working "
    "days of receiving the letter; the 70 days were read in the regulation, and that such a letter "
    "is a report under section 137 is known from Ofsted's words alone",
    Standing.SECOND_HAND,
    "cypnow.co.uk, 16 August 2018, quoting Ofsted: in line with current legislation",
)
