"""Working Together to Safeguard Children, edition by edition.

No edition's own text could be read, so nothing here is ``READ`` and nothing is a quotation.
``SECOND_HAND`` means that a council's or partnership's procedure which restates that edition
was read. The 2026 edition replaced that of 2023 on 18 March 2026, and what it says of each
limit was not seen: a practitioner must check it before these are relied on.
"""

from datetime import date

from holdfast.law import Citation, Standing

# The first day of each edition. The days of 2010, 2018 and 2023 are from memory.
FROM_2010 = date(2010, 3, 1)
FROM_2013 = date(2013, 4, 15)
FROM_2015 = date(2015, 3, 26)
FROM_2018 = date(2018, 7, 4)
FROM_2023 = date(2023, 12, 15)
FROM_2026 = date(2026, 3, 18)

# What each edition says of one thing, with its first day (None: before the days that we know).
Editions = tuple[tuple[date | None, Citation], ...]

_NAME = "Working Together to Safeguard Children"
_2006 = f"{_NAME} (2006, to March 2010)"
_2010 = f"{_NAME} (2010, March 2010 to 14 April 2013)"
_2013 = f"{_NAME} (2013, 15 April 2013 to 25 March 2015)"
_2015 = f"{_NAME} (2015, 26 March 2015 to July 2018)"
_2018 = f"{_NAME} (2018, updated 2020; July 2018 to December 2023)"
_2023 = f"{_NAME} (2023, updated February 2024; December 2023 to 17 March 2026)"
_2026 = f"{_NAME} (2026, from 18 March 2026)"
_TEES = "teescpp.org.uk, a partnership's procedure"

_PRESUMED = "presumed unchanged; the text was not seen"
_CONFERENCE = (
    "the initial conference within 15 working days of the strategy discussion at which the "
    "section 47 enquiries were begun"
)


def _unverified(instrument: str, provision: str, says: str) -> Citation:
    return Citation(instrument, provision, says, Standing.UNVERIFIED)


def _restated(instrument: str, provision: str, says: str, seen: str) -> Citation:
    return Citation(instrument, provision, says, Standing.SECOND_HAND, seen)


WORKING_DAY = _unverified(_NAME, "all editions", "no meaning of working day was seen in it")

# Contact and referral
CONTACT_DECISION = _unverified(
    _NAME, "", "it speaks of a referral, not of a contact: a limit for contacts is local"
)
REFERRAL_DECISION_2010 = _unverified(
    _2010, "", "one working day from the referral to decide what happens next"
)
REFERRAL_DECISION_2013 = _restated(
    _2013,
    "chapter 1",
    "one working day from the receipt of a referral for a social worker to decide the response",
    f"{_TEES} (Working Together 2013)",
)
REFERRAL_DECISION_2015 = _unverified(
    _2015, "chapter 1", "one working day from the referral to acknowledge it and decide"
)
REFERRAL_DECISION_2018 = _restated(
    _2018,
    "chapter 1",
    "one working day from the referral for a social worker to acknowledge it to the referrer "
    "and decide what happens next",
    "sussexchildprotection.procedures.org.uk 4.1",
)
REFERRAL_DECISION_2023 = _unverified(
    _2023, "chapter 3", "one working day from the referral to acknowledge it and decide"
)
REFERRAL_DECISION_2026 = _unverified(
    _2026, "chapter 3", f"one working day from the referral: {_PRESUMED}"
)
REFERRAL_DECISION: Editions = (
    (None, REFERRAL_DECISION_2010),
    (FROM_2013, REFERRAL_DECISION_2013),
    (FROM_2015, REFERRAL_DECISION_2015),
    (FROM_2018, REFERRAL_DECISION_2018),
    (FROM_2023, REFERRAL_DECISION_2023),
    (FROM_2026, REFERRAL_DECISION_2026),
)

# Assessment
ASSESSMENT_2006 = _unverified(
    f"Framework for the Assessment of Children in Need (2000) and {_2006}",
    "",
    "two clocks: initial assessment within 7 working days, core assessment within 35",
)
INITIAL_ASSESSMENT_2010 = _restated(
    _2010,
    "",
    "an initial assessment within 10 working days of the referral",
    "communitycare.co.uk, 12 June 2012; barnsley.gov.uk social care assessments",
)
CORE_ASSESSMENT_2010 = _restated(
    _2010,
    "",
    "a core assessment within 35 working days, counted by most from the end of the initial "
    "assessment; the start was not confirmed",
    "nscb.org.uk core assessment procedure; Devon's procedure 2.3.5",
)
ASSESSMENT_2013 = _restated(
    _2013,
    "chapter 1",
    "one assessment, within 45 working days of the referral, in place of the initial and core "
    "assessments; some councils changed over years later",
    f"{_TEES} (Working Together 2013); communitycare.co.uk, 21 March 2013",
)
ASSESSMENT_2015 = _unverified(
    _2015, "chapter 1", "an assessment within 45 working days of the referral"
)
ASSESSMENT_2018 = _restated(
    _2018,
    "chapter 1, paragraph 82",
    "an assessment reaches a decision within 45 working days of the referral; where it does "
    "not, the reasons are recorded",
    "proceduresonline.com glossary; the paragraph number is from another document that cites it",
)
ASSESSMENT_2023 = _unverified(
    _2023, "chapter 3", f"an assessment within 45 working days of the referral: {_PRESUMED}"
)
ASSESSMENT_2026 = _unverified(
    _2026,
    "chapter 3",
    "45 working days from the referral presumed; family help may have changed its name or limit",
)
ASSESSMENT: Editions = (
    (FROM_2013, ASSESSMENT_2013),
    (FROM_2015, ASSESSMENT_2015),
    (FROM_2018, ASSESSMENT_2018),
    (FROM_2023, ASSESSMENT_2023),
    (FROM_2026, ASSESSMENT_2026),
)

# Strategy discussion and conference
STRATEGY_DISCUSSION = _restated(
    _NAME,
    "2018 and 2023",
    "a strategy discussion when there is reasonable cause to suspect significant harm; no number "
    "of days",
    "westyorkscp.trixonline.co.uk, strategy discussions",
)
CONFERENCE_2010 = _restated(
    _2010,
    "and the edition of 2006",
    "the initial conference within 15 working days of the strategy meeting",
    "nscb.org.uk core assessment procedure",
)
CONFERENCE_2013 = _unverified(_2013, "", _CONFERENCE)
CONFERENCE_2015 = _unverified(_2015, "", _CONFERENCE)
CONFERENCE_2018 = _restated(
    _2018, "", _CONFERENCE, "bexley.proceduresonline.com; sussexchildprotection.procedures.org.uk"
)
CONFERENCE_2023 = _restated(
    _2023, "", _CONFERENCE, "devon.gov.uk one minute guide 23; warringtonsafeguardingpartnerships"
)
CONFERENCE_2026 = _unverified(_2026, "", f"{_CONFERENCE}: {_PRESUMED}")
CONFERENCE: Editions = (
    (None, CONFERENCE_2010),
    (FROM_2013, CONFERENCE_2013),
    (FROM_2015, CONFERENCE_2015),
    (FROM_2018, CONFERENCE_2018),
    (FROM_2023, CONFERENCE_2023),
    (FROM_2026, CONFERENCE_2026),
)

# The child protection plan
CORE_GROUP_FIRST = _restated(
    _NAME,
    "2013 to 2023",
    "the first core group within 10 working days of the initial conference",
    f"{_TEES}, chapter 10",
)
CORE_GROUP_FIRST_2026 = _unverified(
    _2026, "", f"the first core group within 10 working days of the conference: {_PRESUMED}"
)
CORE_GROUP: Editions = (
    (None, CORE_GROUP_FIRST),
    (FROM_2026, CORE_GROUP_FIRST_2026),
)
REVIEW_CONFERENCE_FIRST = _restated(
    _NAME,
    "2010 to 2023",
    "the first review conference within three months of the initial conference",
    "safeguardingchildren.co.uk, managing a child protection plan",
)
REVIEW_CONFERENCE_LATER = _restated(
    _NAME,
    "2010 to 2023",
    "later review conferences at most six months apart",
    "safeguardingchildren.co.uk, managing a child protection plan",
)
REVIEW_CONFERENCE_FIRST_2026 = _unverified(
    _2026, "", f"three months from the initial conference: {_PRESUMED}"
)
REVIEW_CONFERENCE_LATER_2026 = _unverified(_2026, "", f"six months apart: {_PRESUMED}")
FIRST_REVIEW_CONFERENCE: Editions = (
    (None, REVIEW_CONFERENCE_FIRST),
    (FROM_2026, REVIEW_CONFERENCE_FIRST_2026),
)
LATER_REVIEW_CONFERENCE: Editions = (
    (None, REVIEW_CONFERENCE_LATER),
    (FROM_2026, REVIEW_CONFERENCE_LATER_2026),
)

# Serious incidents and allegations
SERIOUS_INCIDENT_NOTIFICATION = _restated(
    _NAME,
    "2018 and 2023",
    "the national panel notified within five working days of the authority becoming aware",
    "wirralsafeguarding.co.uk, serious incidents",
)
RAPID_REVIEW = _restated(
    _NAME,
    "2018 and 2023",
    "a rapid review within 15 working days; from the notification, though the words were not seen",
    "wirralsafeguarding.co.uk; speakcase.app, Working Together 2023 changes",
)
ALLEGATION_REFERRAL = _restated(
    f"{_NAME} and Keeping Children Safe in Education",
    "2018 on",
    "an allegation against a person who works with children passed to the designated officer "
    "within one working day of the employer becoming aware; some councils say 24 hours",
    "Thurrock council's page for the designated officer; essex.gov.uk",
)
