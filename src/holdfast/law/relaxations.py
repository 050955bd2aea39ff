"""What was relaxed while coronavirus spread: SI 2020/445 and SI 2020/909.

SI 2020/445 changed other instruments from 24 April 2020 and ceased to have effect on 25
September 2020. History must be judged by the rule then in force, so a clock that runs in
those months cites these. Some children kept the relaxed rule after it ended: see the
``SAVED`` constants.
"""

from datetime import date

from holdfast.law import Citation, Standing

RELAXED_FROM = date(2020, 4, 24)
RELAXED_UNTIL = date(2020, 9, 24)
RESTORED_FROM = date(2020, 9, 25)
REMOTE_VISITS_FROM = date(2020, 9, 25)
REMOTE_VISITS_UNTIL = date(2021, 9, 30)

_FIRST = "Adoption and Children (Coronavirus) (Amendment) Regulations 2020 (SI 2020/445)"
_SECOND = "Adoption and Children (Coronavirus) (Amendment) (No. 2) Regulations 2020 (SI 2020/909)"
_SEEN_FIRST = (
    "legislation.gov.uk text as at 2020-09-24 (https://www.legislation.gov.uk/uksi/2020/445), "
    "in a public copy"
)
_SEEN_SECOND = (
    "legislation.gov.uk text as at 2021-03-30 (https://www.legislation.gov.uk/uksi/2020/909), "
    "in a public copy"
)


def _relaxed(provision: str, of: str, says: str) -> Citation:
    """A change made by SI 2020/445: its own paragraph, what that changed, and to what."""
    return Citation(_FIRST, f"{provision}, on {of}", says, Standing.READ, _SEEN_FIRST)


EXPIRY = Citation(
    _FIRST,
    "regulation 14(1)",
    "the changes have effect from 24 April 2020 and cease to have effect on 25 September 2020, "
    "so that 24 September is their last full day",
    Standing.READ,
    _SEEN_FIRST,
)

# Children in care
CARE_PLANNING_9_2 = _relaxed(
    "regulation 8(4)",
    "regulation 9(2) of SI 2010/959",
    "a placement plan not made before the placement: as soon as reasonably practicable after "
    "its start, in place of 5 working days",
)
CARE_PLANNING_19_B = _relaxed(
    "regulation 8(7)",
    "regulation 19(b) of SI 2010/959",
    "the assessment and review of a placement with a parent: as soon as reasonably practicable, "
    "in place of 10 working days; regulation 19(c) was left as it was",
)
CARE_PLANNING_23 = _relaxed(
    "regulation 8(10)",
    "regulation 23 of SI 2010/959",
    "an emergency foster placement may last 24 weeks, in place of six working days",
)
CARE_PLANNING_24 = _relaxed(
    "regulation 8(11)",
    "regulation 24 of SI 2010/959",
    "temporary approval of a foster carer, who need not be a connected person: at most 24 "
    "weeks, in place of 16",
)
CARE_PLANNING_28 = _relaxed(
    "regulation 8(13)",
    "regulation 28(1A) and (1B) of SI 2010/959",
    "any visit may be made by telephone, video or other electronic means; a visit that cannot "
    "be made in its time is made as soon as reasonably practicable afterwards",
)
CARE_PLANNING_33_2 = _relaxed(
    "regulation 8(14)",
    "regulation 33(2) of SI 2010/959",
    "reviews after the second: where reasonably practicable, in place of every six months; the "
    "first and second reviews kept their limits",
)
CARE_PLANNING_36_2 = _relaxed(
    "regulation 8(15)",
    "regulation 36(2) of SI 2010/959",
    "a review may be adjourned for at most 20 working days, no longer only once nor only for "
    "want of information",
)
CARE_PLANNING_47C_3 = _relaxed(
    "regulation 8(17)",
    "regulation 47C(3) of SI 2010/959",
    "the placement plan of a child remanded to local authority accommodation: as soon as "
    "reasonably practicable, in place of 5 working days",
)
CARE_PLANNING_48 = _relaxed(
    "regulation 8(18)(a)",
    "regulation 48(2) of SI 2010/959",
    "short breaks lose the limit of 17 days each and keep that of 75 days in 12 months",
)
CARE_PLANNING_48_VISITS = _relaxed(
    "regulation 8(18)(b)",
    "regulation 48(3)(c) of SI 2010/959",
    "visits in short breaks at regular agreed intervals, with no number of months",
)
CARE_PLANNING_48_REVIEWS = _relaxed(
    "regulation 8(18)(b)",
    "regulation 48(3)(d) of SI 2010/959",
    "the first review of short breaks as soon as reasonably practicable and later ones at "
    "regular intervals, with no number of months",
)
REMOTE_VISITS = Citation(
    _SECOND,
    "regulation 4(2), on regulation 28(1A) to (1E) of SI 2010/959",
    "the ordinary limits apply again; a visit may be remote for a reason of coronavirus, as the "
    "nominated officer recommends, and is recorded as such; until 30 September 2021",
    Standing.READ,
    _SEEN_SECOND,
)
REMOTE_VISITS_SHORT_BREAKS = Citation(
    _SECOND,
    "regulation 4(3), on regulation 48(4) to (8) of SI 2010/959",
    "a visit in short breaks may be remote for a reason of coronavirus; until 30 September 2021",
    Standing.READ,
    _SEEN_SECOND,
)

# Private fostering
PRIVATE_FOSTERING_4_1 = _relaxed(
    "regulation 5(2)",
    "regulation 4(1) of SI 2005/1533",
    "a proposed arrangement: visits within seven working days or as soon as reasonably practicable",
)
PRIVATE_FOSTERING_7_1 = _relaxed(
    "regulation 5(3)",
    "regulation 7(1) of SI 2005/1533",
    "an arrangement begun: visits within seven working days or as soon as reasonably practicable",
)
PRIVATE_FOSTERING_8_1 = _relaxed(
    "regulation 5(4)",
    "regulation 8(1) of SI 2005/1533",
    "later visits at most six weeks apart, then 12, where reasonably practicable",
)

# Adoption
ADOPTION_36 = _relaxed(
    "regulation 4(16)",
    "regulation 36(A1) and (B1) of SI 2005/389",
    "a review may be left out where it is not reasonably practicable, unless the child's welfare "
    "needs it",
)

# Who kept the relaxed rule after 24 September 2020
SAVED_PRIVATE_FOSTERING = _relaxed(
    "regulation 16",
    "notices received in the period",
    "a private fostering notice received in the period may go on under the relaxed rule",
)
SAVED_PLACED_WITH_PARENT = _relaxed(
    "regulation 18",
    "regulation 19 placements",
    "a child placed with a parent under regulation 19 in the period may go on under the relaxed "
    "rule",
)
SAVED_EMERGENCY_PLACEMENT = _relaxed(
    "regulation 19",
    "regulation 23 placements",
    "an emergency foster placement made in the period goes on under the relaxed rule",
)
SAVED_TEMPORARY_APPROVAL = _relaxed(
    "regulation 20",
    "regulation 24 approvals",
    "a temporary approval given or begun in the period goes on under the relaxed rule",
)
SAVED_SHORT_BREAKS = _relaxed(
    "regulation 21",
    "regulation 48 short breaks",
    "short breaks in which a child was placed in the period go on under the relaxed rule",
)
