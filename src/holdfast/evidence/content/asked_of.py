"""What a pack is made from, and what is laid beside the record by people."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from holdfast.case_audits.findings import RoundFindings
from holdfast.case_audits.form import AuditForm
from holdfast.challenge.said import NOTHING_SAID, SaidInHoldfast
from holdfast.improvement.plan import (
    InspectionLetter,
    LetterFinding,
    PlannedAction,
    PostHeld,
    Promise,
)
from holdfast.query.outlook import Outlook


@dataclass(frozen=True)
class PlanEntered:
    """What people entered of inspections and the plan by the day of a pack."""

    letters: Sequence[InspectionLetter] = ()
    findings: Sequence[LetterFinding] = ()
    actions: Sequence[PlannedAction] = ()
    promises: Sequence[Promise] = ()
    posts: Sequence[PostHeld] = ()


@dataclass(frozen=True)
class AuditParts:
    """What the audits of the last twelve months found, by which form."""

    form: AuditForm
    found: RoundFindings


@dataclass(frozen=True)
class PackSource:
    """An outlook, and what people have entered up to its day: that is not part of the snapshot.

    ``audits`` is None where it was not asked for or nobody has audited. ``entered_until`` is the
    moment until which entries were taken and ``last_entered`` that of the last of them, as ISO
    text; empty where nobody entered anything.
    """

    outlook: Outlook
    said: SaidInHoldfast = NOTHING_SAID
    audits: AuditParts | None = None
    plan: PlanEntered = field(default_factory=PlanEntered)
    entered_until: str = ""
    last_entered: str = ""

    @property
    def day(self) -> date:
        """The day of which the pack tells."""
        return self.outlook.day

    @property
    def about(self) -> tuple[tuple[str, str], ...]:
        """On what every document of the pack rests.

        It tells of the last entry, and not until when entries were taken: so the same entries are
        the same document, whenever it is made.
        """
        snapshot = self.outlook.snapshot
        told = [
            ("Figures as at", plain_date(self.day)),
            ("Data", f"snapshot {snapshot.id}, extracted as at {plain_date(_as_at(self))}"),
        ]
        if self.last_entered:
            moment = datetime.fromisoformat(self.last_entered)
            told.append(("Last entry in Holdfast", f"{plain_date(moment)}, {moment:%H:%M:%S}"))
        if snapshot.manifest.made_up:
            told.append(("Children", "Every child and every worker in it is made up."))
        return tuple(told)


def _as_at(source: PackSource) -> date:
    return source.outlook.snapshot.manifest.as_at


def plain_date(day: date) -> str:
    """A day as people write it: 31 January 2018."""
    return f"{day.day} {day:%B %Y}"
