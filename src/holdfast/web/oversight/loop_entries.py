"""Supervision and what is said of deficits, as people enter them: only ever added to."""

from typing import Any

from django.db import models

from holdfast.challenge.choices import LEVEL_WORDS, EscalationLevel
from holdfast.challenge.deficit import DeficitSource
from holdfast.challenge.said import SaidKind
from holdfast.web.choices import TextChoices


class PlanWorks(TextChoices):
    """How the plan works for the child, in the eyes of those who discussed it."""

    BETTER = "better", "Better for the child"
    SAME = "same", "No change"
    WORSE = "worse", "Worse"
    NOT_KNOWN = "not known", "Not known yet"


class SettleReason(TextChoices):
    """Why deficits long left undone are settled together, for good. Counted for each reason."""

    DONE_UNRECORDED = "done unrecorded", "They were done, and are not recorded"
    RECORDED_ELSEWHERE = "recorded elsewhere", "They were done, and are recorded elsewhere"
    OVERTAKEN = "overtaken", "Later steps stand in their place"
    NEVER_DONE = "never done", "They were not done, and cannot be done any more"
    ERROR = "entered in error", "What they began with was entered in error"
    AGREED = "agreed", "Whoever raised it agrees with what is done"
    WITHDRAWN = "withdrawn", "Whoever raised it takes it back"


# Of what a person raised, and never of gaps of the record.
BY_WHOEVER_RAISED = (SettleReason.AGREED, SettleReason.WITHDRAWN)


class SupervisionEntry(models.Model):
    """A child was discussed in supervision: one version of what was written.

    ``entry`` is the same for all versions of one supervision of a child, ``version`` counts them
    from 1; the latest stands. Two people who change the same version cannot both: the second is
    shown both texts. ``child`` is the id in the register of children, ``worker`` the worker's
    number in the record, ``supervisor`` the supervisor's, or the account's name where it has none.
    ``held`` and ``on`` are days of the data: on which it took place, and as at which it was
    written. Rows are never changed.
    """

    entry = models.CharField(max_length=32)
    version = models.PositiveIntegerField()
    child = models.CharField(max_length=64)
    worker = models.CharField(max_length=200, blank=True)
    supervisor = models.CharField(max_length=200)
    held = models.DateField()
    on = models.DateField()
    life = models.TextField(blank=True)
    plan_works = models.CharField(max_length=20, choices=PlanWorks.choices, blank=True)
    by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "version"], name="one_supervision_of_each_version"
            )
        ]
        indexes = [models.Index(fields=["child"], name="supervisions_of_a_child")]

    def __str__(self) -> str:
        return f"Supervision {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append the row. Raises TypeError for one that is there already."""
        if not self._state.adding:
            raise TypeError("A supervision is never changed: a newer version may be entered.")
        super().save(*args, **kwargs)


class DeficitEntry(models.Model):
    """A person says something of one deficit.

    ``source``, ``rule``, ``child`` (the id in the register), ``started`` and ``nth`` are the key by
    which the deficit is the same in the next import. ``supervision`` is the version of an entry
    with which it was said, if any. ``on`` is a day of the data. ``by_worker`` and ``owner`` are
    workers of the record. ``due`` and ``evidence`` go with a direction, ``level`` with an
    escalation, ``reason`` and ``words``
    with whatever was said; of many settled together ``words`` tells what was looked at in a sample.
    Rows are never changed.
    """

    supervision = models.ForeignKey(
        SupervisionEntry, null=True, on_delete=models.PROTECT, related_name="said"
    )
    source = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in DeficitSource]
    )
    rule = models.CharField(max_length=80)
    child = models.CharField(max_length=64)
    started = models.DateField()
    nth = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=30, choices=[(one.value, one.value) for one in SaidKind])
    on = models.DateField()
    by_worker = models.CharField(max_length=200, blank=True)
    owner = models.CharField(max_length=200, blank=True)
    due = models.DateField(null=True)
    evidence = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=30, choices=SettleReason.choices, blank=True)
    level = models.CharField(
        max_length=20,
        choices=[(one.value, LEVEL_WORDS[one]) for one in EscalationLevel],
        blank=True,
    )
    words = models.TextField(blank=True)
    by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["child", "rule"], name="said_of_deficits_of_a_child")]

    def __str__(self) -> str:
        return f"Said of a deficit {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append the row. Raises TypeError for one that is there already."""
        if not self._state.adding:
            raise TypeError("What was said is never changed: another row may be entered.")
        super().save(*args, **kwargs)


class SupervisionDraft(models.Model):
    """What a person has typed of a supervision and not saved: theirs alone, one for each child.

    ``typed`` holds the fields of the form as they were sent, as JSON. It is no row of the record,
    and goes when the supervision is saved.
    """

    by = models.CharField(max_length=150)
    child = models.CharField(max_length=64)
    typed = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "child"], name="one_draft_for_each_child")
        ]

    def __str__(self) -> str:
        return f"Draft {self.pk}"


class PersonalSupervision(models.Model):
    """What concerns a worker and not a child, said between two people, whom alone it is shown.

    ``about`` and ``by`` are the names of their accounts. Rows are never changed.
    """

    about = models.CharField(max_length=150)
    by = models.CharField(max_length=150)
    held = models.DateField()
    words = models.TextField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Personal supervision {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append the row. Raises TypeError for one that is there already."""
        if not self._state.adding:
            raise TypeError("Personal supervision is never changed: another may be entered.")
        super().save(*args, **kwargs)
