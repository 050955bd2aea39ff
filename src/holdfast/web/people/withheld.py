"""Which children are withheld from a person, and which they have opened, by the register's ids."""

from dataclasses import dataclass

from django.utils import timezone

from holdfast.web.accounts.models import User
from holdfast.web.people.assignments import allowed
from holdfast.web.people.permission import Permission
from holdfast.web.people.restricted import OpenedRecord, RestrictedRecord, RestrictionKind

# What says of a restriction that nobody entered it.
ADOPTED = "The record says that the child was adopted. Restricted by rule, at the import."


@dataclass(frozen=True)
class WithheldRecords:
    """The children whose records are withheld from a person: restricted, or of a relative.

    ``by_hand`` leaves out those restricted by the rule of adoptions alone, and ``but_adoptions``
    every restriction of a record before an adoption.
    """

    whole: frozenset[str]
    by_hand: frozenset[str]
    but_adoptions: frozenset[str]


def withheld_from(user: User) -> WithheldRecords:
    """The children whose records are restricted to others, and the relatives of the person."""
    restricted = RestrictedRecord.objects.filter(lifted_at=None).exclude(exceptions__user=user)
    rows = list(restricted.values_list("child", "kind", "why"))
    relatives, adoption = relatives_of(user), RestrictionKind.ADOPTION
    return WithheldRecords(
        relatives.union(child for child, _, _ in rows),
        relatives.union(child for child, kind, why in rows if (kind, why) != (adoption, ADOPTED)),
        relatives.union(child for child, kind, _ in rows if kind != adoption),
    )


def decided_adoptions() -> frozenset[str]:
    """The children whose record was ever restricted as that before an adoption, or is."""
    rows = RestrictedRecord.objects.filter(kind=RestrictionKind.ADOPTION)
    return frozenset(rows.values_list("child", flat=True))


def relatives_of(user: User) -> frozenset[str]:
    """The children to whom the person is related: no reason opens their records."""
    return frozenset(user.relatives.values_list("child", flat=True))


def opened_by(user: User) -> frozenset[str]:
    """The children whose records the person has opened, and which are open still."""
    rows = user.opened_records.filter(until__gt=timezone.now())
    return frozenset(rows.values_list("child", flat=True)) - relatives_of(user)


def reviewer_of_adoptions() -> str:
    """Who reviews what is restricted by rule: the first by name who may restrict; or nobody."""
    names = User.objects.filter(is_active=True).order_by("username")
    may = (user for user in names if allowed(user, Permission.RESTRICT))
    return next((user.get_username() for user in may), "")


def is_restricted(child: str, kind: str = "") -> bool:
    """Whether a record is restricted now, for one kind of reason or any."""
    rows = RestrictedRecord.objects.filter(child=child, lifted_at=None)
    return (rows.filter(kind=kind) if kind else rows).exists()


def to_review() -> list[OpenedRecord]:
    """The alerts: records opened out of scope that nobody has reviewed yet, the oldest first."""
    return list(OpenedRecord.objects.filter(reviewed_at=None).order_by("id"))


def restricted_now() -> list[RestrictedRecord]:
    """The restrictions that stand, the one to be reviewed first at the top."""
    return list(RestrictedRecord.objects.filter(lifted_at=None))
