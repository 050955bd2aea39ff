"""Every list of Annex A, and what the lists together cannot say.

``LISTS`` stand in Ofsted's order. ``PRECEDENCE`` is the order in which they are read: where
two of them disagree, the first stands. Care comes before protection, that before need, as in
Ofsted's own order for a child's case status.
"""

from holdfast.record.contact import Referrals
from holdfast.record.permanence import Permanence
from holdfast.record.schema.table import Column
from holdfast.sources.annex_a.assessment import ASSESSMENTS
from holdfast.sources.annex_a.care import CHILDREN_IN_CARE
from holdfast.sources.annex_a.care_headings import VISITED as CARE_VISITED
from holdfast.sources.annex_a.contact import CONTACTED, CONTACTS, REFERRALS, REFERRED
from holdfast.sources.annex_a.early_help import EARLY_HELP
from holdfast.sources.annex_a.layout import AnnexList
from holdfast.sources.annex_a.leaving_care import CARE_LEAVERS
from holdfast.sources.annex_a.need import CHILDREN_IN_NEED, LAST_SEEN
from holdfast.sources.annex_a.permanence import ADOPTERS, ADOPTION
from holdfast.sources.annex_a.protection import CHILD_PROTECTION, ENQUIRIES
from holdfast.sources.annex_a.protection import VISITED as PROTECTION_VISITED

LISTS: tuple[AnnexList, ...] = (
    CONTACTS,
    EARLY_HELP,
    REFERRALS,
    ASSESSMENTS,
    ENQUIRIES,
    CHILDREN_IN_NEED,
    CHILD_PROTECTION,
    CHILDREN_IN_CARE,
    CARE_LEAVERS,
    ADOPTION,
    ADOPTERS,
)

PRECEDENCE = (8, 7, 6, 9, 5, 4, 3, 2, 1, 10, 11)

# Days on which something was done for a child. The latest of them dates a workbook that says
# nothing of itself: nothing of this kind is dated ahead.
DONE_DAYS = frozenset(
    one.name for one in (CONTACTED, REFERRED, LAST_SEEN, PROTECTION_VISITED, CARE_VISITED)
)

# Columns that are filled where a list fills them, and that no clock may read: for some
# children no list could have said anything, so an empty cell is not a step undone.
WITHHELD: dict[Column, str] = {
    Referrals.closed: (
        "list 3 gives referrals of children who are not on list 6, and only list 6 gives the "
        "closure of a case and the day the child was last seen"
    ),
    Permanence.placement_order: (
        "a child on list 10 may not be on list 8, and only list 8 gives the latest review"
    ),
}
