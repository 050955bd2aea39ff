"""Leaving care: the Care Leavers (England) Regulations 2010.

These are for relevant and former relevant children. An eligible child, who is still in care, is
assessed and planned for under regulations 42 and 43 of ``holdfast.law.care_planning``.
"""

from datetime import date

from holdfast.law import Citation, Standing

IN_FORCE = date(2011, 4, 1)

_INSTRUMENT = "Care Leavers (England) Regulations 2010 (SI 2010/2571)"
_SEEN = (
    "legislation.gov.uk text as at 2013-04-19 (https://www.legislation.gov.uk/uksi/2010/2571), "
    "in a public copy; text in force in November 2026 not seen"
)


def _regulation(provision: str, says: str) -> Citation:
    return Citation(_INSTRUMENT, f"regulation {provision}", says, Standing.READ, _SEEN)


REGULATION_5_2_A = _regulation(
    "5(2)(a)",
    "a relevant child with no pathway plan: needs assessed within three months of becoming one",
)
REGULATION_5_2_B = _regulation(
    "5(2)(b)",
    "a former relevant child returning to education or training: needs assessed within three "
    "months of the authority being told",
)
REGULATION_6_1 = _regulation(
    "6(1)", "the pathway plan as soon as possible after the assessment of needs"
)
REGULATION_7_2 = _regulation(
    "7(2)",
    "the pathway plan reviewed when the young person asks, when it is thought necessary, and at "
    "most six months apart",
)
REGULATION_7_3_A = _regulation(
    "7(3)(a)",
    "where the authority provides accommodation under section 23B or 24B: a review as soon as "
    "practicable after 28 days, of which the first day of accommodation is the first",
)
REGULATION_7_3_B = _regulation(
    "7(3)(b)",
    "where the authority provides accommodation under section 23B or 24B: after that review, "
    "later ones at most three months apart",
)
REGULATION_8_2_A = _regulation(
    "8(2)(a)",
    "where the authority provides accommodation under section 23B or 24B: the personal adviser "
    "visits within 7 days of its start",
)
REGULATION_8_2_B = _regulation(
    "8(2)(b)",
    "where the authority provides accommodation under section 23B or 24B: the personal adviser "
    "visits again before the review that follows 28 days",
)
REGULATION_8_2_C = _regulation(
    "8(2)(c)",
    "where the authority provides accommodation under section 23B or 24B: later visits by the "
    "personal adviser at most two months apart",
)
