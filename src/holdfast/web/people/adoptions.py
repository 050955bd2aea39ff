"""Restricting, before an import is shown, the records before an adoption of which it tells."""

from holdfast.query.adopted import adopted_children
from holdfast.query.outlook import Outlook
from holdfast.web.actions.access import restrict_adopted
from holdfast.web.audit.machine import account_of_the_machine
from holdfast.web.handles import addresses_of


def restrict_by_rule(outlook: Outlook) -> int:
    """Restrict those of an outlook of whom nobody has decided yet; give how many.

    The pages withhold these children already: what is added is who reviews each, and by when. A
    record that was lifted stays lifted. Raises Damaged where the register is not as it was written.
    """
    found = adopted_children(outlook).before
    if not found:
        return 0
    handles = addresses_of(outlook.snapshot, sorted(found)).handles
    return restrict_adopted(by=account_of_the_machine(), children=handles)
