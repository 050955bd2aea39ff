"""The front door: contacts, and the referrals that some of them become.

SSD says of itself that councils differ in what they count as a contact, so contacts are not
compared between councils.
"""

from holdfast.areas import Area
from holdfast.record.codes import child as codes
from holdfast.record.schema.table import Table, code, day, flag, key, reference, text
from holdfast.record.schema.table import child as the_child


class Contacts(Table, area=Area.CONTACT, ssd="ssd_contacts"):
    """Someone told the council about a child: one row for each child and contact."""

    contact = key("The contact.", "cont_contact_id")
    child = the_child("cont_person_id")
    received = day("The day the contact reached the council.", "cont_contact_date", required=True)
    decided = day("The day someone decided what to do about it.")
    source = code(codes.SOURCE, "Who made the contact.", "cont_contact_source_code")
    source_description = text("Who made it, in the council's words.", "cont_contact_source_desc")
    outcome = code(codes.CONTACT_OUTCOME, "What was decided.")
    team = reference("teams", "The team that took the decision.")
    worker = reference("professionals", "The worker who took the decision.")


class Referrals(Table, area=Area.CONTACT, ssd="ssd_cin_episodes"):
    """A request for services that the council accepted, and the episode of need it opened.

    The episode lasts from the referral to its closure, through every assessment, enquiry,
    plan and period of care that follows from it.
    """

    referral = key("The referral.", "cine_referral_id")
    child = the_child("cine_person_id")
    received = day("The day the referral was received.", "cine_referral_date", required=True)
    decided = day("The day a manager decided what type of response is needed.")
    source = code(codes.SOURCE, "Who referred the child.", "cine_referral_source_code")
    source_description = text("Who referred, in the council's words.", "cine_referral_source_desc")
    primary_need = code(
        codes.PRIMARY_NEED, "The main reason for services.", "cine_cin_primary_need_code"
    )
    no_further_action = flag(
        "It was decided that the referral needs no further action.", "cine_referral_nfa"
    )
    close_reason = code(codes.CLOSE_REASON, "Why the case was closed.", "cine_close_reason")
    closed = day("The day the case was closed; empty while open.", "cine_close_date")
    team = reference("teams", "The team that took the referral.", "cine_referral_team")
    worker = reference(
        "professionals", "The worker who took the referral.", "cine_referral_worker_id"
    )
