"""Contacts, referrals and open cases."""

from holdfast.journeys.event import Event
from holdfast.journeys.spell import spell
from holdfast.record.contact import Contacts, Referrals

CONTACT_RECEIVED = Event("a contact is received", Contacts.received)
CONTACT_DECIDED = Event("the contact is decided", Contacts.decided)

REFERRAL_RECEIVED = Event("a referral is received", Referrals.received)
REFERRAL_DECIDED = Event("the next step on the referral is decided", Referrals.decided)
REFERRAL_ACCEPTED = Event(
    "a referral is received and not closed at once",
    Referrals.received,
    Referrals.no_further_action.not_yes,
)
REFERRAL_ENDED = Event("the referral is closed", Referrals.closed)
REFERRAL_CLOSED = Event("the case is closed", Referrals.closed, Referrals.no_further_action.not_yes)

# A referral that ended in no further action opened no case.
OPEN_CASE = spell(
    "an open case", Referrals.received, Referrals.closed, Referrals.no_further_action.not_yes
)
# What section 17 asks for on an open case is owed to a child, under 18; the case itself may go
# on as one of leaving care.
CHILDS_CASE = OPEN_CASE.until(18)
CHILDS_CASE_BORN = CHILDS_CASE.aged(0)
# A case that is closed and opened again on one day has not been closed.
CASE_CLOSED = OPEN_CASE.ends
