"""Children in care: the Care Planning, Placement and Case Review (England) Regulations 2010.

Each constant is one provision in our own words. The names follow the numbering, so that
``REGULATION_28_3A`` is regulation 28(3A). The text was read as it stood on 1 August 2012,
with every amending instrument named here; instruments made from 2022 on were not seen. What
was relaxed in 2020 and 2021 is in ``holdfast.law.relaxations``.
"""

from datetime import date

from holdfast.law import Citation, Standing

IN_FORCE = date(2011, 4, 1)
REMAND_IN_FORCE = date(2013, 4, 19)
LONG_TERM_FOSTERING_IN_FORCE = date(2015, 4, 1)
AGE_ASSESSMENT_IN_FORCE = date(2021, 9, 9)
PREDECESSOR_IN_FORCE = date(2004, 9, 27)

_INSTRUMENT = "Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959)"
_SEEN = (
    "legislation.gov.uk text as at 2012-08-01 (https://www.legislation.gov.uk/uksi/2010/959), "
    "in a public copy; text in force in November 2026 not seen"
)


def _regulation(provision: str, says: str) -> Citation:
    return Citation(_INSTRUMENT, f"regulation {provision}", says, Standing.READ, _SEEN)


def _amended(provision: str, says: str, by: str) -> Citation:
    """A provision put in by a later instrument, which is what was read."""
    seen = f"amending instrument, SI {by} (https://www.legislation.gov.uk/uksi/{by}), as made"
    return Citation(_INSTRUMENT, f"regulation {provision}, by SI {by}", says, Standing.READ, seen)


def _predecessor(provision: str, says: str) -> Citation:
    instrument = "Review of Children's Cases Regulations 1991, amended by SI 2004/1419"
    seen = "SI 2004/1419 as made (https://www.legislation.gov.uk/uksi/2004/1419)"
    return Citation(instrument, f"regulation {provision}", says, Standing.READ, seen)


REGULATION_2_WORKING_DAY = _regulation(
    "2(1)",
    "a working day is any day but Saturday, Sunday, Christmas Day, Good Friday and a bank "
    "holiday in England and Wales",
)
REGULATION_3 = _regulation(
    "3",
    "these regulations stop for a child who is placed for adoption; since 19 April 2013 (SI "
    "2013/706) not where the child is on remand",
)

# Plans
REGULATION_4_2 = _regulation(
    "4(2)",
    "the care plan before the child is first placed or, where that is not practicable, within "
    "10 working days of the start of the first placement; not where the court sets the time",
)
REGULATION_5_B_II = _regulation("5(b)(ii)", "the personal education plan is part of the care plan")
REGULATION_9_2 = _regulation(
    "9(1) and (2)",
    "the placement plan before the placement; within 5 working days of its start only where "
    "that was not reasonably practicable",
)
REGULATION_47B_2 = _amended(
    "47B(2)(a)",
    "a child looked after only because remanded to local authority accommodation: the care "
    "plan within 5 working days of the remand",
    "2013/706",
)
REGULATION_47C_2 = _amended(
    "47C(2)(a)",
    "a child remanded to youth detention accommodation: a detention placement plan within 10 "
    "working days of the remand, in place of a placement plan",
    "2013/706",
)
REGULATION_47C_3 = _amended(
    "47C(3)",
    "a child remanded to local authority accommodation: the placement plan within 5 working "
    "days of the remand",
    "2013/706",
)

# Health
REGULATION_7_1 = _regulation(
    "7(1), (2) and (4)",
    "arrange a doctor's assessment before the child is first placed or, where not reasonably "
    "practicable, before the first review, with a report as soon as practicable; not if "
    "assessed in the three months before, nor if a child who understands refuses",
)
REGULATION_7_3 = _regulation(
    "7(3) and (4)",
    "a review of health at least once in every six months before the fifth birthday and in "
    "every 12 months after it; not if a child who understands refuses",
)
REGULATION_7_5 = _regulation(
    "7(5)", "all reasonable steps to provide health care, dental care included; no interval"
)

# Placements of their own kind
REGULATION_19_B = _regulation(
    "19(b)",
    "a child placed with a parent before the assessment is done: the assessment and the review "
    "of the case within 10 working days of the placement",
)
REGULATION_19_C = _regulation(
    "19(c)",
    "a child placed with a parent before the assessment is done: the decision whether to "
    "confirm the placement within 10 working days of the end of the assessment",
)
REGULATION_23 = _regulation(
    "23", "an emergency placement outside a foster carer's terms of approval: 6 working days"
)
REGULATION_24 = _regulation(
    "24(1)", "temporary approval of a connected person as foster carer: at most 16 weeks"
)
REGULATION_25_2 = _regulation(
    "25(2)", "temporary approval may be extended once, by up to eight weeks, for the assessment"
)
REGULATION_27B_2 = _amended(
    "27B(2)",
    "an unaccompanied child found to be under 16 moves from accommodation not listed in "
    "regulation 27A within 10 working days, counting the day of the age assessment as the first",
    "2021/161",
)

# Visits
REGULATION_28_2_A = _regulation("28(2)(a)", "a visit within one week of the start of any placement")
REGULATION_28_2_B = _regulation(
    "28(2)(b)", "visits at most six weeks apart in the first year of any placement"
)
REGULATION_28_2_C = _regulation(
    "28(2)(c)",
    "after the first year, visits at most six weeks apart; three months where the placement is "
    "intended to last until the child is 18",
)
REGULATION_28_3 = _regulation(
    "28(3)",
    "placed with a parent before the assessment is done: a visit at least weekly until the "
    "first review, then at most six weeks apart",
)
REGULATION_28_3A = _amended(
    "28(3A)",
    "in a long-term foster placement for a year or more, where a child who understands agrees "
    "to fewer visits: at most six months apart",
    "2015/495",
)
REGULATION_28_4 = _regulation(
    "28(4)",
    "with a temporarily approved connected person, or with a parent under an interim care "
    "order: a visit at least weekly until the first review, then at most four weeks apart",
)
REGULATION_28_5 = _regulation(
    "28(5)",
    "with a parent under a care order: a visit within one week of the order, then at most six "
    "weeks apart",
)
REGULATION_28_6 = _regulation(
    "28(6)",
    "in care but living where someone else arranged: a visit within one week of the start and of "
    "any change, at most six weeks apart for a year, then three months",
)
REGULATION_28_7_A = _regulation(
    "28(7)(a)", "a visit whenever the child, or another person named there, reasonably asks"
)
REGULATION_28_7_B = _regulation(
    "28(7)(b)",
    "a visit within one week of a notice, under section 30A of the Care Standards Act 2000, "
    "that names the child's home",
)
REGULATION_29 = _regulation(
    "29",
    "speak to the child in private at each visit, unless a child who understands refuses, it "
    "would be inappropriate at that age and understanding, or it cannot be done",
)

# Reviews
REGULATION_33_1 = _regulation(
    "33(1)", "the first review within 20 working days of the child becoming looked after"
)
REGULATION_33_2_SECOND = _regulation(
    "33(2)", "the second review at most three months after the first"
)
REGULATION_33_2_LATER = _regulation("33(2)", "later reviews at most six months apart")
REGULATION_33_3 = _regulation(
    "33(3)",
    "a review is brought forward when the reviewing officer asks, when a visit finds the child "
    "not safeguarded, and before certain ends of accommodation or detention",
)
REGULATION_36_2 = _regulation(
    "36(2)",
    "the reviewing officer may adjourn a review once, for at most 20 working days, where the "
    "information is not enough",
)

# Leaving care, while still in care
REGULATION_40 = _regulation(
    "40(1)",
    "for an eligible child the prescribed period in care is 13 weeks and the prescribed age 14; "
    "short breaks do not count",
)
REGULATION_42_1 = _regulation(
    "42(1)",
    "an eligible child's needs assessed within three months of the sixteenth birthday, or of "
    "becoming eligible after it",
)
REGULATION_43_1 = _regulation(
    "43(1)", "an eligible child's pathway plan as soon as possible after the assessment of needs"
)

# Short breaks
REGULATION_48 = _regulation(
    "48(1) and (2)",
    "short breaks for a child not in care, with the same person or in the same place, the child "
    "going home after each: none intended to last over 17 days, at most 75 days in 12 months",
)
REGULATION_48_VISITS = _regulation(
    "48(3)(c)",
    "in short breaks, on days of placement: the first visit within three months of the start of "
    "the first placement or as soon as practicable after, then at most six months apart",
)
REGULATION_48_REVIEWS = _regulation(
    "48(3)(d)",
    "in short breaks: the first review within three months of the start of the first placement, "
    "then at most six months apart",
)

# Before 1 April 2011
PREDECESSOR_3_1 = _predecessor(
    "3(1)", "the first review within four weeks of the child becoming looked after"
)
PREDECESSOR_3_2_SECOND = _predecessor(
    "3(2)", "the second review at most three months after the first"
)
PREDECESSOR_3_2_LATER = _predecessor("3(2)", "later reviews at most six months apart")
