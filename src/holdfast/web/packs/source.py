"""What a pack is made from: an outlook, and all that people have entered up to its day."""

from holdfast.case_audits.findings import round_findings
from holdfast.case_audits.form import read_form
from holdfast.days import add_months
from holdfast.evidence.content.asked_of import AuditParts, PackSource, PlanEntered
from holdfast.query.outlook import Outlook
from holdfast.record.identity.evidence import numbers_in
from holdfast.settings import HOME
from holdfast.web.case_audits.standing import case_grades, cases_between
from holdfast.web.handles import addresses_of
from holdfast.web.improvement.standing import plan_on
from holdfast.web.oversight.loop_said import said_in_holdfast

AUDITED_MONTHS = 12


def pack_source(outlook: Outlook) -> PackSource:
    """The outlook with what was said of deficits, the audits of twelve months, and the plan.

    Raises Damaged where the register of children is not as it was written, and BadRules or
    CannotRead for the council's own form of audits.
    """
    snapshot, day = outlook.snapshot, outlook.day
    form = read_form(HOME.path())
    audited = case_grades(cases_between(add_months(day, -AUDITED_MONTHS), day))
    plan = plan_on(day)
    return PackSource(
        outlook,
        said_in_holdfast(addresses_of(snapshot, numbers_in(snapshot)).child),
        AuditParts(form, round_findings(form, audited)),
        PlanEntered(plan.letters, plan.findings, plan.actions, plan.promises, plan.posts),
    )
