"""Records that are restricted, and records opened out of scope: only ever added to or ended.

A child is named by the id in the register of children, which outlives a renumbering.
"""

from django.conf import settings
from django.db import models

from holdfast.web.choices import TextChoices


class RestrictionKind(TextChoices):
    """Why a record is restricted."""

    CONFLICT = "conflict", "A member of staff is in conflict with the family, or is named in it"
    PROFILE = "profile", "High profile, or a protected witness"
    ADOPTION = "adoption", "The record before an adoption"
    RISK = "risk", "Whoever learns the address may harm the child or family"
    REVIEW = "review", "A safeguarding practice review, or the death of a child"


class RestrictedRecord(models.Model):
    """A child's record that only those named in ``RecordAccess`` may see, within their scopes.

    ``reviewer`` is the account that decides by ``review_on`` whether it stays; ``lifted_at`` is
    when it was lifted, None while it stands.
    """

    child = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=20, choices=RestrictionKind.choices)
    why = models.TextField()
    reviewer = models.CharField(max_length=150)
    review_on = models.DateField()
    by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["review_on", "id"]

    def __str__(self) -> str:
        return f"Restriction {self.pk}"


class RecordAccess(models.Model):
    """A person who may see a restricted record all the same."""

    restriction = models.ForeignKey(
        RestrictedRecord, on_delete=models.CASCADE, related_name="exceptions"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Access {self.pk} to a restricted record"


class StaffRelative(models.Model):
    """A child who is related to a member of staff, who may not see the record in any way."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="relatives"
    )
    child = models.CharField(max_length=64)
    by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Relative {self.pk} of a member of staff"


class OpenedRecord(models.Model):
    """A person opened a record out of their scope, with a reason and until a moment: break-glass.

    It is an alert to whoever reviews access until ``reviewed_by`` says what came of it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="opened_records"
    )
    child = models.CharField(max_length=64)
    reason = models.TextField()
    restricted = models.BooleanField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    reviewed_by = models.CharField(max_length=150, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    justified = models.BooleanField(null=True)
    review = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Opened record {self.pk}"
