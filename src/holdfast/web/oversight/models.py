"""Contests of concerns, only ever added to."""

from typing import Any

from django.db import models


class NotSoReason(models.TextChoices):
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
