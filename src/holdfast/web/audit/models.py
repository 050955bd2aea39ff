"""One row of the log, and the closed list of what may be done that is written there."""

import json
from hashlib import sha256

from django.db import models
from django.db.models.functions import Left

from holdfast.web.choices import TextChoices

BEFORE_THE_FIRST = "0" * 64
# What is written now. A row keeps the version by which it was sealed, and is proved by that.
SEAL_VERSION = 2
# A number of a child may be of any length, and PostgreSQL indexes no long text.
INDEXED = 200


class AuditKind(TextChoices):
    """Everything that is written down when it is done. Beside each: what ``target`` names."""

    VIEW = "view", "Viewed a child"  # the child; nothing where the record knows none
    LIST = "list", "Looked at a list"  # nothing: there are several
    SHOWN = "shown", "Was shown a child in a list"  # the child; after the row of the list
    DOWNLOAD = "download", "Took a list away as a file"  # nothing: there are several
    TAKEN = "taken", "Took a child away in a file"  # the child; after the row of the file
    REFUSED = "refused", "Was refused a page or a child"  # the child, where it is one
    RESTRICT = "restrict", "Restricted a record, or said who may see it"  # the child
    BREAK_GLASS = "break glass", "Opened a record out of scope"  # the child
    READ_AUDIT = "read audit", "Read the audit log"  # the child, where it was of one
    REVIEW_ACCESS = "review access", "Reviewed who opened a record"  # the child
    ANSWER = "answer", "Answered a query of a return"  # the child
    CONTEST = "contest", "Said that a concern is not so"  # the child
    SET_ASIDE = "set aside", "Set a duty aside for a time"  # the child
    CASE_AUDIT = "case audit", "Drew, gave or graded a case to audit"  # the child
    PLAN = "plan", "Wrote of inspections or the improvement plan"  # the entry
    PACK = "pack", "Made a pack"  # the pack, by its checksum
    REMOVE_PACK = "remove pack", "Removed a pack"  # the pack, by its checksum
    PULSE = "pulse", "Opened, answered or closed a staff survey"  # nothing
    WHAT_IF = "what if", "Asked for a scenario, or opened one"  # the scenario
    DIGEST = "digest", "Chose or sent the daily mail"  # the account
    SAME_CHILD = "same child", "Said whether two children are one"  # the child; a row for each
    SUPERVISE = "supervise", "Wrote a supervision"  # the child
    SAY_OF_DEFICIT = "say of deficit", "Said something of a deficit"  # the child
    RAISE = "raise", "Raised a deficit"  # the child; the team, where it is of one
    SETTLE = "settle", "Settled a gap of the record"  # the child; a row for each deficit
    SUPERVISE_WORKER = "supervise worker", "Wrote supervision about a worker"  # the account
    SAY = "say", "Said what a word means"  # the column
    CHECK = "check", "Checked a file of a return"  # nothing
    RECONCILE = "reconcile", "Compared a list of the council's"  # nothing
    SURVEY = "survey", "Surveyed data before an import"  # nothing
    SEND = "send", "Worked out what DfE would be sent, or sent it"  # nothing
    VERIFY = "verify", "Verified a snapshot"  # the snapshot
    SIGN_IN = "sign in", "Signed in"  # nothing
    SIGN_OUT = "sign out", "Signed out"  # nothing
    SIGN_IN_FAILED = "sign-in failed", "Failed to sign in"  # nothing
    SIGN_IN_CLOSED = "sign-in closed", "Was shut out after wrong passwords"  # nothing
    ADD_USER = "add user", "Made an account"  # the account
    CHANGE_PASSWORD = "change password", "Gave an account another password"  # the account
    GIVE_ROLE = "give role", "Gave a role"  # the account
    MAP_GROUP = "map group", "Said which role a group has"  # the group
    BEGIN_CODES = "begin codes", "Began to give codes beside the password"  # the account
    END_ROLE = "end role", "Ended a role"  # the account
    IMPORT = "import", "Imported"  # the snapshot, or the supplement
    REMOVE = "remove", "Took a supplement away"  # the supplement
    USE = "use", "Showed another snapshot"  # the snapshot
    DECIDE = "decide", "Decided who is who"  # the finding, by its number
    DECLARE = "declare", "Declared that numbers change"  # nothing
    PRUNE = "prune", "Deleted old snapshots"  # nothing
    BACK_UP = "back up", "Made a backup"  # nothing
    RESTORE = "restore", "Restored a backup"  # nothing
    CARRY_IN = "carry in", "Carried an earlier file into the database"  # the file


class AuditRow(models.Model):
    """Who did what to what, when and why, chained to the row before.

    ``at`` is an ISO moment in UTC, kept as the text that was hashed. ``kind`` is of ``AuditKind``.
    ``target`` is what was acted on: which sort of thing that is follows from the kind; a child is
    named by the identifier in the record. ``detail`` holds in our words what was asked for and how
    much it showed; ``reason`` why it was done, in the person's own words, and nothing else.

    ``hash`` is SHA-256 over the other columns, ``previous`` (the hash of the row before) among
    them: to change, drop or slip in a row, one must write every later row anew. No two rows may
    follow the same one. ``seal_version`` says which columns were hashed, and how: rows of version
    1 were written before there was a column for the reason.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.CharField(max_length=40)
    who = models.CharField(max_length=150, db_index=True)
    # ``write_row`` holds it to the list: as choices, each new kind would ask for a migration.
    kind = models.CharField(max_length=40)
    page = models.CharField(max_length=200)
    target = models.TextField(blank=True)
    detail = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    seal_version = models.PositiveSmallIntegerField()
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(Left("target", INDEXED), name="audit_target")]

    def __str__(self) -> str:
        return f"Row {self.number} of the audit log"

    def seal(self) -> str:
        """The hash that this row's columns give; empty where its version cannot be.

        That is one that this Holdfast does not know, and version 1 with something in a column
        that there was not then.
        """
        begins = [self.number, self.at, self.who, self.kind, self.page, self.target, self.detail]
        if self.seal_version == 1 and not self.reason:
            return _hashed([*begins, self.previous])
        if self.seal_version == 2:
            return _hashed([self.seal_version, *begins, self.reason, self.previous])
        return ""


def _hashed(parts: list[str | int]) -> str:
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
