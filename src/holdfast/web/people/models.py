"""Who has which role, for whose children, from when until when: only ever added to."""

from django.conf import settings
from django.db import models

from holdfast.web.people.permission import ScopeKind

# Django looks for models in this module.
from holdfast.web.people.restricted import (
    OpenedRecord,
    RecordAccess,
    RestrictedRecord,
    StaffRelative,
)

__all__ = [
    "Assignment",
    "GroupRole",
    "OpenedRecord",
    "RecordAccess",
    "RestrictedRecord",
    "StaffRelative",
]


class Assignment(models.Model):
    """A person has a role, for the children of a scope.

    ``role`` is a key of ``roles.toml``. ``team`` and ``worker`` are identifiers of the record: a
    team for the scopes *team* and *service*, the person's own as a worker for *own*, empty for
    the others. In force from ``begins`` to ``ends``, both days included; None is without end.
    Ending one sets ``ends``, which is the only change there is; each change has a row in the log.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments"
    )
    role = models.CharField(max_length=60)
    scope = models.CharField(max_length=10, choices=ScopeKind.choices)
    team = models.CharField(max_length=200, blank=True)
    worker = models.CharField(max_length=200, blank=True)
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True)
    given_by = models.CharField(max_length=150)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Assignment {self.pk}"


class GroupRole(models.Model):
    """Whoever is in a group of the council's provider, or has its app role, has a role here.

    ``group`` is the group's id or the app role's value, as the token has it.
    """

    group = models.CharField(max_length=200)
    role = models.CharField(max_length=60)
    scope = models.CharField(max_length=10, choices=ScopeKind.choices)
    team = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=150)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Role {self.pk} of a group"
