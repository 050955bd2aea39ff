"""Supervision as people wrote it: drafts, versions, and what was written about a person."""

from django.db.models import Q, QuerySet

from holdfast.web.accounts.models import User
from holdfast.web.oversight.models import (
    PersonalSupervision,
    SupervisionDraft,
    SupervisionEntry,
)


def draft_of(by: str, child: str) -> SupervisionDraft | None:
    """What somebody has typed about a child (an id in the register) and not yet saved."""
    return SupervisionDraft.objects.filter(by=by, child=child).first()


def children_with_drafts(by: str) -> set[str]:
    """The children, by their ids in the register, of whom somebody keeps a draft."""
    return set(SupervisionDraft.objects.filter(by=by).values_list("child", flat=True))


def latest_version(entry: str, child: str) -> SupervisionEntry | None:
    """The version that stands of a supervision of a child; None where there is none such."""
    found = SupervisionEntry.objects.filter(entry=entry, child=child)
    return found.order_by("version").last()


def personal_of(name: str) -> QuerySet:
    """What was written about a person, and what the person wrote about others."""
    return PersonalSupervision.objects.filter(Q(by=name) | Q(about=name))


def is_somebody_else(name: str, than: str) -> bool:
    """Whether there is an account of that name, and it is another's."""
    return User.objects.filter(username=name).exclude(username=than).exists()
