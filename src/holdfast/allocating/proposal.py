"""What a proposal is: families placed with workers, those who could not be, and what was traded."""

from dataclasses import dataclass
from datetime import date

from holdfast.query.caseload.unallocated import UnallocatedChild


@dataclass(frozen=True)
class WaitingFamily:
    """Brothers and sisters of one family who are ready to allocate, placed together or not at all.

    ``needs`` are the kinds of experience that the children's work asks for; ``due`` is the day on
    which the first duty of any of them falls due.
    """

    family: str
    children: tuple[UnallocatedChild, ...]
    needs: tuple[str, ...]
    social_worker: bool
    due: date | None

    @property
    def numbers(self) -> tuple[str, ...]:
        """The children's numbers."""
        return tuple(one.child for one in self.children)


@dataclass(frozen=True)
class Candidate:
    """One worker of the team for one family, with every reason for and against.

    ``points`` is what the family adds to the worker, ``room`` what the scheme leaves before; None:
    hours are not recorded. ``why_not`` says why the worker cannot be proposed; empty: the worker
    can. ``preference`` orders candidates for one family and is nothing else: see ``weighing.py``.
    """

    worker: str
    full_name: str
    points: float
    room: float | None
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    why_not: str
    preference: float

    @property
    def possible(self) -> bool:
        """Whether the worker could be proposed for the family, were there no other."""
        return not self.why_not


@dataclass(frozen=True)
class PlacedFamily:
    """A family with the worker proposed; ``traded`` says why it is not the family's first choice.

    ``candidates`` are all of the team's workers, the proposed one first.
    """

    waiting: WaitingFamily
    proposed: Candidate
    traded: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class UnplacedFamily:
    """A family for whom nobody can be proposed, and why."""

    waiting: WaitingFamily
    why: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class AllocationProposal:
    """A proposal for a whole team at once; nothing is written, and a manager decides.

    ``not_ready`` are children whose referral is not decided yet. ``lacking`` says what the record
    does not hold that would have been asked. ``proven`` is False where the solver stopped at its
    time before it had shown that no better proposal exists.
    """

    team: str
    day: date
    placed: tuple[PlacedFamily, ...]
    unplaced: tuple[UnplacedFamily, ...]
    not_ready: tuple[UnallocatedChild, ...]
    lacking: tuple[str, ...]
    proven: bool
