"""Rounds of audits, the cases of each, and every grade that somebody gave: only ever added to."""

from typing import Any

from django.db import models

from holdfast.case_audits.form import Grade
from holdfast.web.choices import TextChoices


class AuditRound(models.Model):
    """Cases drawn, or chosen, to be audited.

    ``as_at`` is the day of the data from which they were drawn, ``snapshot`` what was read. Of a
    round drawn at random ``seed`` is what it can be drawn again by, ``size`` how many were asked
    for and ``strata`` the strata as a list of ``[name, cases, drawn]``. Of one that somebody
    chose, ``why`` says for what; it never speaks for the whole service. ``domains`` is the form as
    it was then: ``[[key, title], ...]``.
    """

    at_random = models.BooleanField()
    as_at = models.DateField()
    snapshot = models.CharField(max_length=80)
    team = models.CharField(max_length=200, blank=True)
    seed = models.CharField(max_length=60, blank=True)
    size = models.PositiveIntegerField()
    strata = models.JSONField(default=list)
    why = models.TextField(blank=True)
    form = models.CharField(max_length=200)
    domains = models.JSONField(default=list)
    by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Round {self.pk}"


class AuditedCase(models.Model):
    """One case of a round.

    ``child`` is the id in the register of children, ``team`` the team that led the case then.
    ``auditor`` and ``second`` are names of accounts; empty while nobody has it. ``second`` grades
    without seeing the first's grades, and is asked for where ``graded_twice``.
    """

    round = models.ForeignKey(AuditRound, on_delete=models.CASCADE, related_name="cases")
    place = models.PositiveIntegerField()
    child = models.CharField(max_length=64, db_index=True)
    team = models.CharField(max_length=200)
    stratum = models.CharField(max_length=300, blank=True)
    auditor = models.CharField(max_length=150, blank=True)
    second = models.CharField(max_length=150, blank=True)
    graded_twice = models.BooleanField(default=False)

    class Meta:
        ordering = ["round", "place"]
        constraints = [
            models.UniqueConstraint(fields=["round", "child"], name="child_once_in_a_round")
        ]

    def __str__(self) -> str:
        return f"Case {self.pk}"


class GradedBy(TextChoices):
    """Whose grade one is."""

    TEAM = "team", "The team, of its own work"
    AUDITOR = "auditor", "The auditor"
    SECOND = "second", "The second auditor"


class CaseGrading(models.Model):
    """What somebody graded a case: ``overall`` and each domain by its key.

    The latest of a case and ``role`` stands; an earlier one stays. Rows are never changed.
    """

    case = models.ForeignKey(AuditedCase, on_delete=models.CASCADE, related_name="gradings")
    role = models.CharField(max_length=10, choices=GradedBy.choices)
    overall = models.PositiveSmallIntegerField(choices=[(g.value, g.in_words) for g in Grade])
    domains = models.JSONField(default=dict)
    words = models.TextField(blank=True)
    on = models.DateField()
    by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Grading {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append the row. Raises TypeError for one that is there already."""
        if not self._state.adding:
            raise TypeError("A grading is never changed: another may be entered.")
        super().save(*args, **kwargs)
