"""Lists 1 and 3: contacts and referrals of the last six months."""

from holdfast.record.contact import Contacts, Referrals
from holdfast.sources.annex_a.family import BIRTHS, CHILD, PERSON, WHO
from holdfast.sources.annex_a.layout import AnnexList, day_heading, heading
from holdfast.sources.annex_a.workforce import STAFF, TEAM, TEAM_ID, WORKER, WORKER_ID
from holdfast.sources.intake.mapping import Cell, Digest, Projection

CONTACTED = day_heading("Date of Contact", "Contact Date")
CONTACT_SOURCE = heading("Contact Source", "Source of Contact")
REFERRED = day_heading("Date of referral", "Referral Date")
REFERRAL_SOURCE = heading("Referral Source", "Source of Referral")
NO_FURTHER_ACTION = heading("Referral NFA?")

CONTACTS = AnnexList(
    1,
    "Contacts",
    ("contact",),
    (*WHO, CONTACTED, CONTACT_SOURCE),
    BIRTHS,
    Projection(
        Contacts,
        {
            Contacts.contact: Digest("contact", CHILD.name, CONTACTED.name, CONTACT_SOURCE.name),
            Contacts.child: Cell(CHILD.name),
            Contacts.received: Cell(CONTACTED.name),
            Contacts.source: Cell(CONTACT_SOURCE.name),
        },
        merge=True,
    ),
    (PERSON,),
)

# Six months of referrals, beside the one that opened each child's latest episode (list 6):
# not every referral of the twelve months over which being referred again is counted.
REFERRALS = AnnexList(
    3,
    "Referral",
    ("referral",),
    (
        *WHO,
        REFERRED,
        REFERRAL_SOURCE,
        NO_FURTHER_ACTION,
        heading("Number of Referrals in Last 12 Months", "Referrals Last 12 Months"),
        TEAM,
        WORKER,
    ),
    BIRTHS,
    Projection(
        Referrals,
        {
            Referrals.referral: Digest("referral", CHILD.name, REFERRED.name),
            Referrals.child: Cell(CHILD.name),
            Referrals.received: Cell(REFERRED.name),
            Referrals.source: Cell(REFERRAL_SOURCE.name),
            Referrals.no_further_action: Cell(NO_FURTHER_ACTION.name),
            Referrals.team: TEAM_ID,
            Referrals.worker: WORKER_ID,
        },
        reach="latest",
        merge=True,
    ),
    (PERSON, *STAFF),
)
