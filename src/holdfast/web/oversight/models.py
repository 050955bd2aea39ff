"""What people say of single rows and of two children: only ever added to."""

from typing import Any

from django.db import models

from holdfast.web.choices import TextChoices
from holdfast.web.oversight.loop_entries import (
    DeficitEntry,
    PersonalSupervision,
    PlanWorks,
    SettleReason,
    SupervisionDraft,
    SupervisionEntry,
)
from holdfast.web.oversight.raised import RaisedEntry

__all__ = [
    "AsideReason",
    "Contest",
    "DeficitEntry",
    "NotSoReason",
    "PersonalSupervision",
    "PlanWorks",
    "RaisedEntry",
    "SameChildAnswer",
    "SameChildSaid",
    "SetAside",
    "SettleReason",
    "SupervisionDraft",
    "SupervisionEntry",
]


class NotSoReason(TextChoices):
    """Why a person says that a concern is not so. Counted for each rule."""

    DONE_ELSEWHERE = "done elsewhere", "It was done, and is recorded elsewhere"
    DONE_UNRECORDED = "done unrecorded", "It was done, and is not recorded yet"
    WRONG_RECORD = "wrong record", "The record is wrong"
    DOES_NOT_APPLY = "does not apply", "The rule does not fit this child"


class Contest(models.Model):
    """A person says that a concern is not so of a child.

    ``concern`` and ``strand`` are keys, ``version`` that of the rule then. ``child`` is the child's
    id in the register of children, which outlives a renumbering, and ``since`` the day from which
    the concern counted: together they are what is contested, and a contest of an earlier time says
    nothing of a later one. Rows are never changed.
    """

    concern = models.CharField(max_length=60)
    strand = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    child = models.CharField(max_length=64)
    since = models.DateField()
    why = models.CharField(max_length=20, choices=NotSoReason.choices)
    words = models.TextField(blank=True)
    by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["concern", "child"], name="contests_of_a_child")]

    def __str__(self) -> str:
        return f"Contest {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append the row. Raises TypeError for one that is there already."""
        if not self._state.adding:
            raise TypeError("A contest is never changed: another may be entered.")
        super().save(*args, **kwargs)


class AsideReason(TextChoices):
    """Why a manager sets a duty aside for a time. Tallied as findings about the record."""

    RECORDED_ELSEWHERE = "recorded elsewhere", "It was done, and is recorded elsewhere"
    DONE_UNRECORDED = "done unrecorded", "It was done, and is not recorded"
    OVERTAKEN = "overtaken", "Something later stands in its place"
    ABROAD = "abroad", "The family is abroad, or has moved away"
    REFUSED = "refused", "The family refused, or could not be reached"
    COURT = "court", "A court set another day"
    ERROR = "entered in error", "It was entered in error"


class SetAside(models.Model):
    """A manager sets a duty aside until a day, on which it comes back by itself.

    ``clock`` is the key of the duty's clock, or of a concern's strand. ``child`` is the child's id
    in the register of children, which outlives a renumbering, and ``started`` the day on which the
    duty began: together they are what is set aside. ``on`` and ``until`` are days of the data, as
    at which the page was read: it is aside from the first up to, not on, the second. Of two rows
    about one duty the later is in force, so that one whose ``until`` is its ``on`` takes the
    other back. Rows are never changed.
    """

    clock = models.CharField(max_length=60)
    child = models.CharField(max_length=64)
    started = models.DateField()
    on = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=20, choices=AsideReason.choices)
    words = models.TextField(blank=True)
    by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["child", "clock"], name="set_aside_of_a_child")]

    def __str__(self) -> str:
        return f"Set aside {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append the row. Raises TypeError for one that is there already."""
        if not self._state.adding:
            raise TypeError("What was set aside is never changed: another row may be entered.")
        super().save(*args, **kwargs)


class SameChildSaid(TextChoices):
    """What a person says of two children who may be one."""

    SAME = "same", "The same child"
    OTHER = "other", "Not the same child"


class SameChildAnswer(models.Model):
    """A person says whether two children of the record are one. The record stays as it is.

    ``one`` and ``other`` are the children's ids in the register of children, in the order of the
    pair; ``words`` say how it is known. The latest of a pair stands; rows are never changed.
    """

    one = models.CharField(max_length=64)
    other = models.CharField(max_length=64)
    said = models.CharField(max_length=10, choices=SameChildSaid.choices)
    words = models.TextField()
    by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["one", "other"], name="answers_of_a_pair")]

    def __str__(self) -> str:
        return f"Answer {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append the row. Raises TypeError for one that is there already."""
        if not self._state.adding:
            raise TypeError("An answer is never changed: another may be entered.")
        super().save(*args, **kwargs)
