"""A census as the oracle holds it: children with all that is theirs, one by one.

A row is known by ``at``: its module and its number, which counts the module's rows over the whole
file from 1.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.returns.cin_census.oracle.calendar import Days
from tests.returns.cin_census.oracle.cells import Code, Day, Flag, Number

At = tuple[str, int]
RETURN: At = ("Header", 0)


class NoReferenceDate(Exception):
    """The header gives no last day of the census year, so nothing can be said of that year."""


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a list: a disability, a factor."""

    at: At
    code: Code


@dataclass(frozen=True, slots=True)
class Assessment:
    at: At
    start: Day
    authorised: Day
    factors: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class NeedPlan:
    at: At
    start: Day
    end: Day


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A row of Section47."""

    at: At
    start: Day
    target: Day
    conference: Day
    not_required: Flag


@dataclass(frozen=True, slots=True)
class Review:
    at: At
    held: Day


@dataclass(frozen=True, slots=True)
class ProtectionPlan:
    at: At
    start: Day
    end: Day
    first_category: Code
    latest_category: Code
    plans_before: Number
    reviews: tuple[Review, ...]


@dataclass(frozen=True, slots=True)
class PreProceedings:
    at: At
    start: Day
    letter: Day
    offered: Flag
    facilitated: Flag
    meeting: Day
    reviews: Number
    decision: Day
    outcome: Code
    application: Day
    last_letter: Day


@dataclass(frozen=True, slots=True)
class Episode:
    """A row of CINdetails."""

    at: At
    referral: Day
    source: Code
    need: Code
    closure: Day
    reason: Code
    conference: Day
    no_action: Flag
    assessments: tuple[Assessment, ...]
    need_plans: tuple[NeedPlan, ...]
    enquiries: tuple[Enquiry, ...]
    protection_plans: tuple[ProtectionPlan, ...]
    pre_proceedings: tuple[PreProceedings, ...]


@dataclass(frozen=True, slots=True)
class Child:
    at: At
    number: Code
    upn: Code
    former_upn: Code
    upn_unknown: Code
    birth: Day
    expected: Day
    sex: Code
    gender: Code
    death: Day
    ethnicity: Code
    disabilities: tuple[Item, ...]
    episodes: tuple[Episode, ...]


@dataclass(frozen=True)
class Census:
    """A file, asked by the rules of one year."""

    asked_year: int
    year: Number
    reference: Day
    children: tuple[Child, ...]

    @property
    def days(self) -> Days:
        """The census year by the file's own ReferenceDate. Raises NoReferenceDate."""
        if self.reference.value is None:
            raise NoReferenceDate
        return Days(self.reference.value)

    def episodes(self) -> Iterator[Episode]:
        return (episode for child in self.children for episode in child.episodes)
