"""Every list of Annex A, in Ofsted's order."""

from holdfast.sources.annex_a_workbook.assessment import ASSESSMENTS
from holdfast.sources.annex_a_workbook.care import CHILDREN_IN_CARE
from holdfast.sources.annex_a_workbook.contact import CONTACTS, REFERRALS
from holdfast.sources.annex_a_workbook.early_help import EARLY_HELP
from holdfast.sources.annex_a_workbook.layout import WorkbookList
from holdfast.sources.annex_a_workbook.leaving_care import CARE_LEAVERS
from holdfast.sources.annex_a_workbook.need import CHILDREN_IN_NEED
from holdfast.sources.annex_a_workbook.permanence import ADOPTERS, ADOPTION
from holdfast.sources.annex_a_workbook.protection import CHILD_PROTECTION, ENQUIRIES

LISTS: tuple[WorkbookList, ...] = (
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
