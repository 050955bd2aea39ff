"""Pairs of children to look at, with what speaks for and against their being one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from holdfast.errors import NotFound
from holdfast.query.outlook import Outlook, Row
from holdfast.query.same_child.candidates import COMPARED, Strength, lacking, lay_pairs, strength
from holdfast.query.scope import EVERYBODY, Scope

FIELD_WORDS: Mapping[str, str] = {
    "forename": "first name",
    "surname": "family name",
    "born": "day of birth",
    "sex": "sex",
    "health_number": "NHS number",
    "upn": "pupil number",
}
SAME, ALIKE, OTHER = 2, 1, 0


@dataclass(frozen=True)
class SameChildPair:
    """Two children who may be one. Nothing is merged: a person looks, and says.

    ``same``, ``alike`` (written nearly the same) and ``differ`` name what was compared; what one of
    them lacks is ``not_known``. ``family`` and ``postcode`` say whether the two share a family
    number, and any address that they had; None where one of them has none. They are not weighed.
    ``last_contacts`` are the days of the latest contact of each by the outlook's day.
    """

    one: str
    other: str
    strength: Strength
    weight: float
    same: tuple[str, ...]
    alike: tuple[str, ...]
    differ: tuple[str, ...]
    not_known: tuple[str, ...]
    family: bool | None
    postcode: bool | None
    last_contacts: tuple[date | None, date | None]

    @property
    def last_contact(self) -> date | None:
        """The day of the latest contact about either."""
        return max((day for day in self.last_contacts if day is not None), default=None)


@dataclass(frozen=True)
class ChildBeside:
    """One of two children as the record has them, to be laid beside the other.

    ``household`` are the other children of the same family number or mother. Days are None where
    they are not recorded, or where there was nothing by the outlook's day.
    """

    child: str
    forename: str | None
    surname: str | None
    born: date | None
    expected: date | None
    sex: str | None
    health_number: str | None
    upn: str | None
    postcodes: tuple[str, ...]
    family: tuple[str, ...]
    household: tuple[str, ...]
    first_contact: date | None
    last_contact: date | None
    contacts: int
    referrals: int
    open_since: date | None
    team: str | None
    worker: str | None


def same_child_pairs(outlook: Outlook, scope: Scope = EVERYBODY) -> tuple[SameChildPair, ...]:
    """The pairs of which a child is in scope: the likely first, then by the latest contact.

    The other child may be anybody's of whom whoever asks may know: that is what the list is for.
    Raises NotFound for a scope that the record does not know; there are none where ``lacking``
    says why.
    """
    among = scope.children(outlook)
    if lacking(outlook):
        return ()
    rows = outlook.rows(_PAIRS.format(pairs=lay_pairs(outlook)), day=outlook.day)
    known = outlook.may_know
    found = [
        _pair(row)
        for row in rows
        if (among is None or row["one"] in among or row["other"] in among)
        and (known is None or (row["one"] in known and row["other"] in known))
    ]
    found.sort(key=_order)
    return tuple(found)


def beside_one_another(
    outlook: Outlook, one: str, other: str, scope: Scope = EVERYBODY
) -> tuple[ChildBeside, ChildBeside]:
    """Two children of a pair, with household and history.

    Raises NotFound for two who are no pair of the scope, and for a scope that is not known.
    """
    pairs = same_child_pairs(outlook, scope)
    if not any((pair.one, pair.other) == (one, other) for pair in pairs):
        raise NotFound(
            "These two children are not on the list of those who may be one.",
            "Go back to the list and choose again.",
        )
    found = outlook.rows(_CHILDREN, children=[one, other], day=outlook.day)
    by_child = {row["child"]: _beside(row) for row in found}
    return by_child[one], by_child[other]


def _order(pair: SameChildPair) -> tuple[object, ...]:
    last = pair.last_contact
    return (
        pair.strength is not Strength.LIKELY,
        -last.toordinal() if last else 0,
        -pair.weight,
        pair.one,
        pair.other,
    )


def _pair(row: Row) -> SameChildPair:
    def named(*came_to: int) -> tuple[str, ...]:
        return tuple(FIELD_WORDS[c.column] for c in COMPARED if row[c.column] in came_to)

    return SameChildPair(
        row["one"],
        row["other"],
        strength(row["weight"]),
        round(row["weight"], 2),
        same=named(SAME),
        alike=named(ALIKE),
        differ=named(OTHER),
        not_known=named(-1),
        family=_shared(row["family_of_one"], row["family_of_other"]),
        postcode=_shared(row["homes_of_one"], row["homes_of_other"]),
        last_contacts=(row["contact_of_one"], row["contact_of_other"]),
    )


def _shared(one: Iterable[str] | None, other: Iterable[str] | None) -> bool | None:
    first, second = set(one or ()), set(other or ())
    return bool(first & second) if first and second else None


def _beside(row: Row) -> ChildBeside:
    lists = ("postcodes", "family", "household")
    return ChildBeside(**row | {name: tuple(sorted(row[name] or ())) for name in lists})


_GROUPED = """
families as (
  select child, array_agg(distinct family) as family from family_links group by child),
homes as (
  select child, array_agg(distinct upper(replace(postcode, ' ', ''))) as homes from addresses
  where postcode is not null and (started is null or started <= $day) group by child),
seen as (
  select child, min(received) as first_contact, max(received) as last_contact,
    count(*) as contacts
  from contacts where received <= $day group by child)"""

_PAIRS = f"""
with {_GROUPED}
select p.*, f.family as family_of_one, g.family as family_of_other,
  h.homes as homes_of_one, i.homes as homes_of_other,
  s.last_contact as contact_of_one, t.last_contact as contact_of_other
from {{pairs}} as p
left join families as f on f.child = p.one left join families as g on g.child = p.other
left join homes as h on h.child = p.one left join homes as i on i.child = p.other
left join seen as s on s.child = p.one left join seen as t on t.child = p.other"""

_CHILDREN = f"""
with {_GROUPED},
wanted as (select * from persons where list_contains($children, child)),
together as (
  select w.child, b.child as member from wanted as w
  join family_links as a on a.child = w.child
  join family_links as b on b.family = a.family and b.child <> w.child
  union select w.child, n.child from wanted as w
  join mothers as m on m.child = w.child
  join mothers as n on n.mother = m.mother and n.child <> w.child),
household as (
  select child, array_agg(distinct member) as household from together group by child),
referred as (
  select child, count(*) as referrals from referrals where received <= $day group by child),
open_now as (
  select child, min(started) as open_since from cases
  where started <= $day and (ended is null or ended > $day) group by child)
select w.child, w.forename, w.surname, w.born, w.expected, w.sex, w.health_number, w.upn,
  h.homes as postcodes, f.family, o.household, s.first_contact, s.last_contact,
  coalesce(s.contacts, 0) as contacts, coalesce(r.referrals, 0) as referrals,
  n.open_since, k.team, k.worker
from wanted as w left join homes as h on h.child = w.child
left join families as f on f.child = w.child left join household as o on o.child = w.child
left join seen as s on s.child = w.child left join referred as r on r.child = w.child
left join open_now as n on n.child = w.child left join holders as k on k.child = w.child"""
