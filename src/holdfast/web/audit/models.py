"""One row of the log."""

import json
from hashlib import sha256

from django.db import models

BEFORE_THE_FIRST = "0" * 64


class AuditRow(models.Model):
    """Who did what to which child's record, when and why, chained to the row before.

    ``at`` is an ISO moment in UTC, kept as the text that was hashed. ``hash`` is SHA-256 over
    the other columns, ``previous`` (the hash of the row before) among them: to change, drop or
    slip in a row, one must write every later row anew. No two rows may follow the same one.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.CharField(max_length=40)
    who = models.CharField(max_length=150, db_index=True)
    act = models.CharField(max_length=40)
    page = models.CharField(max_length=200)
    child = models.CharField(max_length=100, blank=True, db_index=True)
    reason = models.TextField(blank=True)
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"Row {self.number} of the audit log"

    def seal(self) -> str:
        """The hash that this row's columns give."""
        parts = [self.number, self.at, self.who, self.act, self.page, self.child, self.reason]
        text = json.dumps([*parts, self.previous], ensure_ascii=False, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()
