"""Which children are withheld from a person, and which they have opened, by the register's ids."""

from django.utils import timezone

from holdfast.web.accounts.models import User
from holdfast.web.people.restricted import OpenedRecord, RestrictedRecord


def withheld_from(user: User) -> frozenset[str]:
    """The children whose records are restricted to others, and the relatives of the person."""
    restricted = RestrictedRecord.objects.filter(lifted_at=None).exclude(exceptions__user=user)
    return frozenset(restricted.values_list("child", flat=True)) | relatives_of(user)


def relatives_of(user: User) -> frozenset[str]:
    """The children to whom the person is related: no reason opens their records."""
    return frozenset(user.relatives.values_list("child", flat=True))


def opened_by(user: User) -> frozenset[str]:
    """The children whose records the person has opened, and which are open still."""
    rows = user.opened_records.filter(until__gt=timezone.now())
    return frozenset(rows.values_list("child", flat=True)) - relatives_of(user)


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
