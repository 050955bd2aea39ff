"""Concerns about patterns of need across years, each part of which may look small by itself.

No contact, and few referrals, say in the record what they are about. So the patterns count what
came in and was closed, whatever it was about, and say so.
"""

from holdfast.areas import Area
from holdfast.concerns.concern import Concern, Strand
from holdfast.concerns.strands import HAPPENS, strand_clock, while_pattern
from holdfast.journeys.patterns import PatternDays
from holdfast.journeys.permanence import LETTER_SENT, MEETING_HELD, PROCEEDINGS_ISSUED
from holdfast.journeys.protection import ON_NEGLECT_PLAN
from holdfast.periods import Months

CONTACTS = strand_clock(
    "neglect_contacts",
    "Three contacts closed within 24 months looked at together",
    Area.CONTACT,
    while_pattern("three contacts closed within 24 months", PatternDays.contacts_closed),
)
REFERRALS = strand_clock(
    "neglect_referrals",
    "Three referrals within 24 months looked at together",
    Area.CONTACT,
    while_pattern("three referrals within 24 months", PatternDays.referrals),
)
ASSESSMENTS = strand_clock(
    "neglect_assessments",
    "Three assessments closed within 36 months looked at together",
    Area.ASSESSMENT,
    while_pattern("three assessments closed within 36 months", PatternDays.assessments_closed),
)
PLAN_AGAIN = strand_clock(
    "neglect_plan_again",
    "What differs from the plan before",
    Area.PROTECTION,
    ON_NEGLECT_PLAN,
    HAPPENS[PatternDays.plans],
)
PLAN_LONG = strand_clock(
    "neglect_plan_long",
    "Legal planning meeting within nine months of a plan for neglect",
    Area.PROTECTION,
    ON_NEGLECT_PLAN,
    stops=(MEETING_HELD, LETTER_SENT, PROCEEDINGS_ISSUED),
    limit=Months(9),
)
RETURNED = strand_clock(
    "neglect_returned",
    "What has changed since the case was closed",
    Area.CONTACT,
    while_pattern("referred again within 12 months of closing", PatternDays.returned),
)

CUMULATIVE_NEGLECT = Concern(
    key="cumulative_neglect",
    title="A pattern over years",
    area=Area.NEED,
    rule="Across years: a second child protection plan, now for neglect; a plan for neglect that "
    "has lasted nine months with no legal planning meeting; three assessments that ended in no "
    "further action within 36 months; three contacts closed within 24 months, or three referrals; "
    "or a child referred again within twelve months of the case being closed. Contacts and "
    "referrals count whatever they were about, for the record does not say it of all.",
    ends="Time: once fewer than three lie within the months. For a plan, its end or a legal "
    "planning meeting; for a return, twelve months after the earlier case was closed, or the end "
    "of this one.",
    never_means="That a child is neglected, or will be. It is a pattern in the record, to be "
    "discussed in supervision with the chronology at hand.",
    source="Ofsted, In the child's time (2014), and the patterns that inspectors name; the numbers "
    "are a stated policy choice.",
    strands=(
        Strand("a second protection plan, now for neglect", PLAN_AGAIN),
        Strand("on a plan for neglect for nine months, with no legal planning", PLAN_LONG),
        Strand("three assessments in 36 months ended in no further action", ASSESSMENTS),
        Strand("referred again within twelve months of the case being closed", RETURNED),
        Strand("three referrals within 24 months", REFERRALS),
        Strand("three contacts within 24 months closed with no further action", CONTACTS),
    ),
    version=2,
)

CONCERNS = (CUMULATIVE_NEGLECT,)
