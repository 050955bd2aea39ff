"""Children whom the record says were adopted, and whose record is that of before the adoption."""

from dataclasses import dataclass

from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.laid import relation_of
from holdfast.query.outlook import Outlook

# The reasons for which an episode of care ceases by adoption (SSDA903): E1 until it was parted.
_ADOPTED = ("E1", "E11", "E12")


@dataclass(frozen=True)
class AdoptedChildren:
    """Children by their numbers, as at an outlook's day.

    Of ``before`` the record ends with the life before the adoption. A case of ``open_again`` is
    open under the same number: whoever leads it must see the child, and a person decides.
    """

    before: frozenset[str]
    open_again: frozenset[str]


def adopted_children(outlook: Outlook) -> AdoptedChildren:
    """Everybody adopted by the outlook's day; nobody where the data does not say how care ended."""
    feed = outlook.overlay.feeds.get("care_episodes")
    if feed is None or not {"end_reason", "ended"} <= set(feed.columns):
        return AdoptedChildren(frozenset(), frozenset())
    rows = outlook.everybody.rows(
        "select distinct e.child, c.subject is not null as open_again from care_episodes as e "
        f"left join (select distinct subject from {relation_of(OPEN_CASE)} "
        "where started <= $day and (ended is null or ended > $day)) as c on c.subject = e.child "
        "where list_contains($reasons, e.end_reason) and e.ended <= $day",
        day=outlook.day,
        reasons=list(_ADOPTED),
    )
    return AdoptedChildren(
        frozenset(row["child"] for row in rows if not row["open_again"]),
        frozenset(row["child"] for row in rows if row["open_again"]),
    )
