"""List 6: children in need, one row a child: the latest episode of need.

"CIN Start Date" is the day of the referral that led to the episode, so it joins the referral
of that day in list 3. Of a child in need plan the list says that there is one and not since
when; no plan is made of it.
"""

from holdfast.record.contact import Referrals
from holdfast.record.need import NeedVisits
from holdfast.sources.annex_a.family import BIRTHS, CHILD, DISABILITY, DISABLED, PERSON, WHO
from holdfast.sources.annex_a.layout import AnnexList, DerivedColumn, day_heading, heading
from holdfast.sources.annex_a.workforce import (
    HOLDS,
    NAMED_WORKER,
    STAFF,
    TEAM,
    WORKER,
    holding,
)
from holdfast.sources.intake.mapping import Cell, Digest, Fixed, Projection
from holdfast.sources.text import clean

STARTED = day_heading("CIN Start Date", "Children in Need Start Date")
PRIMARY_NEED = heading("Primary Need Code")
LAST_SEEN = day_heading("Date Child Was Last Seen", "Date Child Last Seen")
CLOSED = day_heading("CIN Closure Date")
CLOSE_REASON = heading("Reason for Closure")
STATUS = heading("Case status")

_CLOSED_STATUS = "Case status says closed"


EPISODE = Projection(
    Referrals,
    {
        Referrals.referral: Digest("referral", CHILD.name, STARTED.name),
        Referrals.child: Cell(CHILD.name),
        Referrals.received: Cell(STARTED.name),
        Referrals.primary_need: Cell(PRIMARY_NEED.name),
        Referrals.closed: Cell(
            CLOSED.name, asked_if=(Referrals.close_reason.recorded, _CLOSED_STATUS)
        ),
        Referrals.close_reason: Cell(CLOSE_REASON.name),
    },
    reach="latest",
    merge=True,
)

# A day on which a social worker saw the child: all that is known of the visit.
SEEN = Projection(
    NeedVisits,
    {
        NeedVisits.visit: Digest("seen", CHILD.name, LAST_SEEN.name),
        NeedVisits.child: Cell(CHILD.name),
        NeedVisits.visited: Cell(LAST_SEEN.name),
        NeedVisits.seen: Fixed("Yes"),
    },
    reach="latest",
    merge=True,
)

CHILDREN_IN_NEED = AnnexList(
    6,
    "Children in Need",
    ("in need", "cin"),
    (
        *WHO,
        DISABLED,
        STARTED,
        PRIMARY_NEED,
        LAST_SEEN,
        CLOSED,
        CLOSE_REASON,
        STATUS,
        TEAM,
        WORKER,
    ),
    (
        *BIRTHS,
        DerivedColumn(
            _CLOSED_STATUS,
            (STATUS.name,),
            lambda cells, made: "Yes" if "closed" in clean(cells[0] or "") else None,
        ),
        NAMED_WORKER,
        holding(CLOSED.name, _CLOSED_STATUS),
    ),
    # The start may be empty, and the row still says when the child was seen and who holds it.
    PERSON,
    (EPISODE, SEEN, DISABILITY, HOLDS, *STAFF),
)
