"""Acts of Parliament: the Children Acts 1989 and 2004 and the Act of 2026.

Section 47 sets no number of days: the 15 and the 45 working days are guidance, and are in
``holdfast.law.working_together``.
"""

from datetime import date

from holdfast.law import Citation, Standing

TWENTY_SIX_WEEKS_IN_FORCE = date(2014, 4, 22)
SERIOUS_INCIDENTS_IN_FORCE = date(2018, 6, 29)
ROYAL_ASSENT_2026 = date(2026, 4, 29)

_1989 = "Children Act 1989"
_SEEN = (
    "legislation.gov.uk revised text as at 2026-03-25 "
    "(https://www.legislation.gov.uk/ukpga/1989/41), in a public copy"
)


def _section(provision: str, says: str) -> Citation:
    return Citation(_1989, f"section {provision}", says, Standing.READ, _SEEN)


SECTION_32 = _section(
    "32(1)(a)(ii)",
    "care proceedings disposed of within 26 weeks, of which the day of issue is the first day, so "
    "that the last is 181 days after it",
)
SECTION_32_EXTENSION = _section(
    "32(5) to (8)",
    "the court may extend only where justice needs it, by at most eight weeks each time",
)
SECTION_44 = Citation(
    _1989,
    "section 44",
    "the court may make an emergency protection order; its length is in section 45",
    Standing.UNVERIFIED,
)
SECTION_45_1 = _section(
    "45(1) and (2)",
    "an emergency protection order lasts at most eight days, to noon of the next day where the "
    "last is a public holiday",
)
SECTION_45_3 = _section(
    "45(3)",
    "an order sought while a child is in police protection runs from the first day of that "
    "protection",
)
SECTION_45_5 = _section(
    "45(4) to (6)", "an emergency protection order may be extended once, by at most seven days"
)
SECTION_46_6 = _section("46(6)", "police protection lasts at most 72 hours")
SECTION_47 = _section(
    "47(1)",
    "make enquiries where there is reasonable cause to suspect significant harm, an emergency "
    "protection order or police protection; no number of days in the part read",
)
SECTION_31ZA = Citation(
    "Children's Wellbeing and Schools Act 2026 (c. 21)",
    "section 1, inserting section 31ZA of the Children Act 1989",
    "offer the family a decision-making meeting before applying for a care order, and hold it "
    "first if accepted, unless that is not in the child's interests; no number of days",
    Standing.READ,
    "https://www.legislation.gov.uk/id/ukpga/2026/21/section/1; commencement not confirmed",
)
SECTION_91_12 = Citation(
    _1989,
    "section 91(12)",
    "a care order lasts until the child is 18 unless it ends sooner",
    Standing.SECOND_HAND,
    "a barristers' chambers that restates it (becket-chambers.co.uk, 2019)",
)
SECTION_105_1 = Citation(
    _1989,
    "section 105(1)",
    "a child is a person under 18, in sections 17, 22 and 47 as throughout the Act",
    Standing.READ,
    "legislation.gov.uk revised text as at 2021-07-26 "
    "(https://www.legislation.gov.uk/ukpga/1989/41/section/105), in a public copy",
)
SECTION_16C_2004 = Citation(
    "Children Act 2004",
    "section 16C(1)",
    "notify the national panel of a serious incident; the five working days are guidance",
    Standing.SECOND_HAND,
    "a council partnership's procedure (wirralsafeguarding.co.uk) that restates it",
)
REPRESENTATIONS_WORKING_DAY = Citation(
    "Children Act 1989 Representations Procedure (England) Regulations 2006 (SI 2006/1738)",
    "regulation 2",
    "a working day is any day but Saturday, Sunday, Christmas Day, Boxing Day, Good Friday and "
    "a bank holiday",
    Standing.READ,
    "legislation.gov.uk text as made (https://www.legislation.gov.uk/uksi/2006/1738/made)",
)
