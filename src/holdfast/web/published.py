"""What members are told, worked out and kept once for a snapshot, for the pages that show it."""

from holdfast.evidence.withholding.publication import Publication, counts_to_tell, publish
from holdfast.measures.for_members import MemberCounts
from holdfast.query.outlook import Outlook
from holdfast.settings import HOME
from holdfast.web import data


def published(seen: Outlook) -> Publication:
    """The publication of an outlook's last quarter; see ``publish``.

    Raises Damaged, CannotWrite, Busy: what cannot be kept is not told.
    """
    found: Publication = data.remember(
        seen, "published", lambda: publish(seen, HOME.path(), _counts(seen))
    )
    return found


def warm(seen: Outlook) -> None:
    """Count before anybody asks. Nothing is told by it: the import may never be shown."""
    _counts(seen)


def _counts(seen: Outlook) -> MemberCounts:
    found: MemberCounts = data.remember(
        seen, "counts to tell", lambda: counts_to_tell(seen, HOME.path())
    )
    return found
