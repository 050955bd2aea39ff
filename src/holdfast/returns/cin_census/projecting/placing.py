"""To which referral each thing that was done belongs.

What names its referral belongs to that one. What does not belongs to the child's referral whose
case was open on the first day of it; failing that to the last one received before that day;
failing that to the first one after it. A referral with no further action comes last among equals.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Placed:
    """A table of the record whose rows belong to a referral.

    ``rows`` gives ``child``, ``named`` (the referral that the row names, or null), ``first_day``
    and the columns that are drawn; ``order`` makes the numbering of equal snapshots equal.
    """

    table: str
    rows: str
    order: str


REFERRALS = """
select row_number() over (order by child, received, referral, source_row) as key, *
from (
  select referral, child, received, source, primary_need, source_row,
    {closed} as closed, case when {closed} is not null then close_reason end as close_reason,
    coalesce(no_further_action, false) and coalesce(decided, closed, received) <= {{known}}
      as no_further_action,
    coalesce({closed}, {decided}, received) as last_done
  from referrals where received <= {{known}}) as of_the_day
""".format(
    closed="case when closed <= {known} then closed end",
    decided="case when decided <= {known} then decided end",
)

_PLACED = """
with numbered as (
  select row_number() over (order by child, {order}, source_row) as key, * from ({rows}) as given
), named_one as (
  select n.key, min(r.key) as inside from numbered as n
  join seen_referrals as r on r.referral = n.named and r.child = n.child group by n.key
), near_one as (
  select key, inside from (
    select n.key, r.key as inside, row_number() over (partition by n.key order by
      case when n.first_day < r.received then 2 when n.first_day > r.closed then 1 else 0 end,
      r.no_further_action, abs(datediff('day', r.received, n.first_day)), r.key) as place
    from numbered as n join seen_referrals as r on r.child = n.child
    where n.key not in (select key from named_one)) as ranked
  where place = 1
)
select n.*, coalesce(a.inside, b.inside) as inside from numbered as n
left join named_one as a on a.key = n.key left join near_one as b on b.key = n.key"""


def relations(placed: tuple[Placed, ...]) -> Iterator[tuple[str, str]]:
    """The name and SQL of each relation, to be defined in this order."""
    yield "seen_referrals", REFERRALS
    for seen in placed:
        yield f"seen_{seen.table}", _PLACED.format(order=seen.order, rows=seen.rows)
