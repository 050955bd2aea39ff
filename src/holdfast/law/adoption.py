"""Adoption: the Adoption Agencies Regulations 2005.

A child placed for adoption leaves the Care Planning Regulations (their regulation 3), so these
clocks take over from those of visits and reviews in care.
"""

from datetime import date

from holdfast.law import Citation, Standing

# The day of commencement is from memory; only clocks that run before 2006 would notice.
IN_FORCE = date(2005, 12, 30)

_INSTRUMENT = "Adoption Agencies Regulations 2005 (SI 2005/389)"
_SEEN = (
    "legislation.gov.uk revised text from before August 2012 "
    "(https://www.legislation.gov.uk/uksi/2005/389), in a public copy; text in force in November "
    "2026 not seen"
)


def _regulation(provision: str, says: str) -> Citation:
    return Citation(_INSTRUMENT, f"regulation {provision}", says, Standing.READ, _SEEN)


REGULATION_36_1 = _regulation(
    "36(1)",
    "a child who may be placed for adoption but is not yet: a review at most three months after "
    "the authority to place, then at most six months apart until placed",
)
REGULATION_36_3 = _regulation(
    "36(3)",
    "a child placed for adoption: a review at most four weeks after the placement, the next at "
    "most three months after that, then at most six months apart",
)
REGULATION_36_4 = _regulation(
    "36(4)(a)",
    "a child placed for adoption: a visit within one week of the placement and at least weekly "
    "until the first review, then as the agency decides at each review",
)
REGULATION_36_10 = _regulation(
    "36(10)",
    "a child returned to the agency: a review no earlier than 28 days and no later than 42 days "
    "after the return",
)
