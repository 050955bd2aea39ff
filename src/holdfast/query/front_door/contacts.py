"""The contacts of a period as they stood on a day, each with what came before and after it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from holdfast.days import FIRST_KNOWN
from holdfast.engine import Value
from holdfast.query.outlook import Outlook, Row
from holdfast.query.scope import Scope
from holdfast.record.store.manifest import Feed

ACCEPTED, EXISTING, NO_ACTION = "referral", "existing", "no_further_action"


class Decided(StrEnum):
    """Whether a contact had been decided by the day, as far as the record tells.

    ``SHOWN`` is a contact without a decision whose child was referred on or after its day: what
    was decided is not recorded, and something was. Only ``WAITING`` may still have to be decided.
    """

    YES = "decided"
    UNDATED = "decided, day not recorded"
    SHOWN = "decision not recorded, a referral followed"
    WAITING = "no decision recorded"


@dataclass(frozen=True)
class FrontDoorContact:
    """A contact as it stood on a day.

    ``outcome`` is what was decided; None where nothing had been, or where it is not recorded.
    ``before`` is the day of the child's contact before this one, ``accepted_before`` that of the
    last before it that became a referral; ``referred`` the day of the child's first referral on
    or after this contact, ``assessed`` the day on which the first assessment on or after that
    referral began. All are as known on the day, and None where there is none.
    """

    contact: str
    child: str
    received: date
    decided: date | None
    source: str | None
    outcome: str | None
    before: date | None
    outcome_before: str | None
    accepted_before: date | None
    referred: date | None
    assessed: date | None

    @property
    def state(self) -> Decided:
        """Whether it had been decided."""
        if self.decided is not None:
            return Decided.YES
        if self.outcome is not None:
            return Decided.UNDATED
        return Decided.SHOWN if self.referred else Decided.WAITING


@dataclass(frozen=True)
class Carried:
    """What the source lets the front door tell: contacts at all, and each column of them."""

    contacts: bool
    decided: bool
    outcome: bool
    source: bool
    referrals: bool
    assessments: bool
    every: bool


def carried(feeds: Mapping[str, Feed]) -> Carried:
    """What is carried of contacts, referrals and assessments."""
    found = feeds.get("contacts")
    columns = found.columns if found else ()
    return Carried(
        found is not None,
        "decided" in columns,
        "outcome" in columns,
        "source" in columns,
        "referrals" in feeds,
        "assessments" in feeds,
        bool(found and found.reach == "every"),
    )


def contacts_between(outlook: Outlook, first: date, scope: Scope) -> list[FrontDoorContact]:
    """The contacts received from ``first`` to the outlook's day, in order of day and number.

    Raises NotFound for a scope that the record does not know.
    """
    return _contacts(outlook, scope, first, "true")


def undecided_contacts(outlook: Outlook, scope: Scope) -> list[FrontDoorContact]:
    """Every contact without a decision on the outlook's day, whenever it was received."""
    return _contacts(outlook, scope, FIRST_KNOWN, "decided is null and outcome is null")


def closed_without_action(outlook: Outlook, first: date, scope: Scope) -> dict[str, list[date]]:
    """By child, the days from ``first`` on of contacts closed with no further action by the day."""
    rows = _rows(outlook, _CLOSED, scope, first=first, day=outlook.day, no_action=NO_ACTION)
    found: dict[str, list[date]] = {}
    for row in rows:
        found.setdefault(row["child"], []).append(row["received"])
    return found


def _contacts(outlook: Outlook, scope: Scope, first: date, wanted: str) -> list[FrontDoorContact]:
    sql = _CONTACTS.replace("{wanted}", wanted)
    rows = _rows(outlook, sql, scope, first=first, day=outlook.day, accepted=ACCEPTED)
    return [FrontDoorContact(**row) for row in rows]


def _rows(outlook: Outlook, sql: str, scope: Scope, **values: Value) -> Iterable[Row]:
    contacts = scope.of(outlook, "contacts")
    return outlook.rows(sql.format(contacts=contacts), **contacts.values, **values)


# What was decided after the day was not known on it; what is decided on no recorded day is taken
# as decided by then, since nothing says otherwise.
_CONTACTS = """
with known as (
  select contact, child, received, source,
    case when decided <= $day then decided end as decided,
    case when decided > $day then null else outcome end as outcome
  from {contacts} as c where received <= $day),
each_day as (
  select child, received, min(outcome) as outcome,
    max(case when outcome = $accepted then received end) as accepted
  from known group by child, received),
placed as (
  select child, received,
    lag(received) over (partition by child order by received) as before,
    lag(outcome) over (partition by child order by received) as outcome_before,
    max(accepted) over (partition by child order by received
      rows between unbounded preceding and 1 preceding) as accepted_before
  from each_day),
wanted as (select * from known where received >= $first and {wanted}),
referred as (
  select w.contact, min(r.received) as referred from wanted as w
  join referrals as r on r.child = w.child and r.received >= w.received and r.received <= $day
  group by w.contact),
assessed as (
  select w.contact, min(a.started) as assessed from wanted as w
  join referred as r on r.contact = w.contact
  join assessments as a on a.child = w.child and a.started >= r.referred and a.started <= $day
  group by w.contact)
select w.contact, w.child, w.received, w.decided, w.source, w.outcome, p.before,
  p.outcome_before, p.accepted_before, r.referred, a.assessed
from wanted as w left join referred as r on r.contact = w.contact
left join assessed as a on a.contact = w.contact
left join placed as p on p.child = w.child and p.received = w.received
order by w.received, w.contact"""

_CLOSED = """
select child, received from {contacts} as c
where received >= $first and received <= $day and outcome = $no_action
  and (decided is null or decided <= $day)
order by child, received"""
