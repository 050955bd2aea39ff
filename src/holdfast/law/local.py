"""Local practice standards: the limits that no national rule sets.

A council edits these. Every constant gives examples that councils have published, and the
number shipped with a clock is one of them, never a recommendation. ``READ`` here means that
the council's own published procedure was read.
"""

from holdfast.law import Citation, Standing

_INSTRUMENT = "Local practice standard"

LOCAL = Citation(
    _INSTRUMENT,
    "",
    "set by the council; the shipped number is an example",
    Standing.UNVERIFIED,
)


def _published(says: str, seen: str, standing: Standing = Standing.READ) -> Citation:
    return Citation(_INSTRUMENT, "published examples", says, standing, seen)


def _remembered(says: str) -> Citation:
    return Citation(_INSTRUMENT, "examples from memory", says, Standing.UNVERIFIED)


def _unread(says: str, seen: str) -> Citation:
    return Citation(_INSTRUMENT, "example in a data feed", says, Standing.UNVERIFIED, seen)


def _unexampled(says: str) -> Citation:
    return Citation(_INSTRUMENT, "no published example seen", says, Standing.UNVERIFIED)


_TORBAY = "torbay.gov.uk, visiting timescales at a glance"
_GLOUCESTERSHIRE_2017 = "Ofsted's inspection report on Gloucestershire, 13 June 2017"
_TEES = "teescpp.org.uk, chapter 10"
_NOTTINGHAMSHIRE = "nottinghamshirecs.proceduresonline.antser.com, supervision"

# Concerns: a stated policy choice each, in the council's own file if it sets another.
CONCERN = _unexampled("the time that may pass before a manager must look")

# Contact and assessment
CONTACT_DECISION = _published("Torbay: two working days to decide on a contact", _TORBAY)
ALLOCATION = _published(
    "Liverpool: a social worker allocated within 24 hours of the work reaching the duty tray",
    "liverpoolcs.trixonline.co.uk, assessment service duty, allocation and closure",
)
ALLOCATION_SINCE_2023 = _published(
    "a worker named within 24 hours, as in Liverpool; since December 2023 guidance lets a lead "
    "practitioner lead a case of section 17, overseen by a social worker",
    "liverpoolcs.trixonline.co.uk, as before; communitycare.co.uk, 14 January 2024; "
    "centralbedfordshirechildcare.trixonline.co.uk, local protocol for assessment, December 2025",
    Standing.SECOND_HAND,
)
ALLOCATION_SOCIAL_WORKER = Citation(
    _INSTRUMENT,
    "examples, in part from memory",
    "enquiries and child protection stay with social workers since December 2023 too, and so, "
    "from memory, does care; the number is that of allocation",
    Standing.UNVERIFIED,
    "communitycare.co.uk, 14 January 2024",
)
FIRST_SEEN = _published(
    "Torbay: the child seen within one working day when section 47 enquiries begin", _TORBAY
)
FIRST_SEEN_NEED = _remembered(
    "a child in need seen within five working days of the referral; councils set one to ten"
)
ASSESSMENT_CHECKPOINT = _published(
    "Torbay: a manager looks at an assessment at 10 and at 20 working days", _TORBAY
)
ASSESSMENT_UPDATE = _published("Torbay: an assessment brought up to date every 12 months", _TORBAY)
FIRST_STEP = _unread(
    "the first step of a Family Help assessment within 10 working days: the next step after a "
    'referral is called "(10 days)" in the public scripts of one case system',
    "the standard data set's public scripts for Eclipse, November 2025; no council's procedure",
)
EARLY_HELP_ASSESSMENT = _remembered("an early help assessment done within 20 to 45 working days")
FAMILY_HELP = _unread(
    "a move between early help and section 17 inside Family Help is a step of one journey; the "
    "programme's guide of March 2025 was not read",
    "councils' pages that describe their Family Help service",
)
EARLY_HELP_LEAD = _unexampled("a lead practitioner of early help named within five working days")
EARLY_HELP_PLAN = _unexampled("a plan of early help agreed ten working days after the assessment")
EARLY_HELP_REVIEW = _unexampled("a plan of early help reviewed every 6 to 12 weeks")
EARLY_HELP_VISIT = _published(
    "Torbay: a visit every 20 working days, in a plan of 12 to 16 weeks", _TORBAY
)

# Protection
STRATEGY_DISCUSSION = _published(
    "Knowsley: a strategy discussion within 24 hours of the decision to hold one",
    "knowsleychildcare.proceduresonline.com, child protection business",
)
STRATEGY_DISCUSSION_OUTER = _published(
    "Bexley: a strategy discussion within three days",
    "bexley.proceduresonline.com, section 47 enquiries",
    Standing.SECOND_HAND,
)
ENQUIRY_DURATION = _unexampled("how long section 47 enquiries may take, inside the 15 days")
INTERIM_SAFETY_PLAN = _unexampled(
    "a safety plan on the day of the strategy discussion or the next working day; inspectors "
    "asked one council in 2017 for safety planning before the conference but gave no number"
)
TRANSFER_IN_CONFERENCE = _published(
    "15 working days to the conference of a child who moves in on a plan: from written notice "
    "in Norfolk and Bolton, from the referral being accepted in the Tees",
    "norfolklscp.org.uk 3.8; boltoncs.trixonline.co.uk; teescpp.org.uk chapter 13",
    Standing.SECOND_HAND,
)
CORE_GROUP_REPEAT = _published(
    "the Tees partnership: core groups at most six weeks apart", _TEES, Standing.SECOND_HAND
)
PROTECTION_VISIT = _published(
    "a visit every 10 working days in Central Bedfordshire, every 10 days in Camden, every four "
    "weeks at least in Southwark and Newcastle",
    "centralbedfordshirechildcare.proceduresonline.com; ascpractice.camden.gov.uk; "
    "southwark.proceduresonline.com; newcastlechildcare.proceduresonline.com",
)
PROTECTION_VISIT_COUNTED_INCLUSIVELY = _published(
    "one council counts its 10 working days from and including the day of the last visit",
    "docsbay.net, frequency and guidance for statutory visits",
)
BIRTH_REVIEW = _published(
    "Bromley: a review conference or core group within 10 days of the birth of a child on a plan "
    "before birth, 20 where the mother is unfit",
    "bromleychildcare.proceduresonline.com, child protection conferences",
)
PLAN_DRIFT = _unexampled("a look at a plan at 9, 12, 15 and 18 months, before it is two years old")

# Need
ASSESSED_FIRST = _unexampled("no child in need plan before an assessment was signed")
SEEN_FIRST = _unexampled("no initial child protection conference before the child was seen")
NEED_PLAN = _remembered("a plan agreed within 10 working days of the assessment")
NEED_REVIEW = _remembered("a plan reviewed every six weeks to three months, six months at most")
NEED_VISIT = _published(
    "a child in need visited every four weeks in Newcastle, every 20 working days in another "
    "council",
    "newcastlechildcare.proceduresonline.com; docsbay.net, frequency of statutory visits",
)
STEP_DOWN = _published(
    "Hertfordshire: at least three months as a child in need after a child protection plan",
    "hertschildcare.proceduresonline.com, child in need plans and reviews",
)

# Missing, exploitation, courts, leaving care
EXPLOITATION_RISK_ASSESSMENT = _unexampled(
    "a risk assessment five to ten working days after an indicator or a missing episode, looked "
    "at again every three months; inspectors in 2017 found it absent, and gave no number"
)
PRE_PROCEEDINGS = _unexampled(
    "16 weeks, or 12, from the letter before proceedings to a decision; no source was found"
)
LEGAL_PLANNING_MEETING = _unexampled("the meeting held five to ten working days after the request")
ADVISER_CONTACT = _unexampled(
    "a care leaver seen every eight weeks, whether or not the council provides the home"
)

# Oversight
SUPERVISION_OF_CASE = _published(
    "each child's case discussed in supervision every four weeks in Nottinghamshire, at least "
    "monthly in Gloucestershire since January 2023",
    f"{_NOTTINGHAMSHIRE}; gloucestershirechildcare.proceduresonline.com, supervision",
)
SUPERVISION_OF_PERSON = _published(
    "monthly, for 90 minutes, in the employers' standards of 2013; every two weeks at first for "
    "a newly qualified social worker in Nottinghamshire",
    f"basw.co.uk, standards for employers 2013; {_NOTTINGHAMSHIRE}",
)
MANAGEMENT_OVERSIGHT = _published(
    "Torbay: a manager's entry at 10 and at 20 working days of an assessment; no published example "
    "was seen for other events",
    _TORBAY,
)
ACTION_DUE = _unexampled("an action is done by the date that was set for it")
DISPUTE_STAGE = _unexampled("five to ten working days for each stage of a chair's challenge")
RECORDING = _published(
    "one council: a visit written up within 48 hours",
    "docest.com, statutory visits procedure",
)
CHRONOLOGY = _unexampled(
    "a chronology brought up to date every three months; inspectors in 2017 found them wanting "
    f"and gave no number ({_GLOUCESTERSHIRE_2017})"
)
