"""What people say of a deficit in Holdfast, as the rooms below the pages are given it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from holdfast.challenge.choices import EscalationLevel
from holdfast.challenge.deficit import DeficitKey, DeficitSource


class SaidKind(StrEnum):
    """What is said of one deficit. None of them makes it evidenced."""

    CHALLENGED = "challenged"
    DIRECTED = "directed"
    REASON = "a reason stands"
    RECORD_WRONG = "the record is wrong"
    VERIFIED = "verified"
    SETTLED = "settled"
    ESCALATED = "escalated"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class SaidOfDeficit:
    """One thing that a person said of one deficit.

    ``on`` is a day of the data. ``by`` and ``owner`` are workers of the record where the account
    has one, else the account's name; ``owner`` is who is to act, empty where nobody was named.
    ``due`` and ``evidence`` go with a direction: by when, and the event that is to show it done.
    ``level`` goes with an escalation: with whom it is from then on.
    """

    key: DeficitKey
    kind: SaidKind
    on: date
    by: str
    owner: str = ""
    due: date | None = None
    evidence: str = ""
    level: EscalationLevel | None = None


@dataclass(frozen=True, slots=True)
class RaisedDeficit:
    """A deficit that a person raised: an audit, a reviewing officer, an inspector's finding.

    ``key.rule`` is the mark of the entry, ``key.started`` the day on which it was raised. Of a
    child it is put right by an event called ``evidence`` that the record dates after that day. Of a
    team or service ``key.child`` is empty and ``team`` names it: it is put right on the first day
    after it on which no deficit by the rule called ``evidence`` is open that its teams led.
    """

    key: DeficitKey
    source: DeficitSource
    title: str
    evidence: str
    by: str
    team: str = ""


@dataclass(frozen=True)
class SaidInHoldfast:
    """Everything that people entered, up to a moment.

    ``supervised`` are the days on which each child was discussed in a supervision that was entered
    in Holdfast. ``until`` gives the day on which a duty that was set aside comes back, by key.
    """

    said: Sequence[SaidOfDeficit] = ()
    supervised: Mapping[str, Sequence[date]] = field(default_factory=dict)
    raised: Sequence[RaisedDeficit] = ()
    until: Mapping[DeficitKey, date] = field(default_factory=dict)

    def by_deficit(self) -> dict[DeficitKey, list[SaidOfDeficit]]:
        """What was said of each deficit, in the order in which it was entered."""
        found: dict[DeficitKey, list[SaidOfDeficit]] = {}
        for one in self.said:
            found.setdefault(one.key, []).append(one)
        return found

    def raised_by_key(self) -> dict[DeficitKey, RaisedDeficit]:
        """What people raised, by key."""
        return {one.key: one for one in self.raised}

    @property
    def mark(self) -> str:
        """What changes with anything that was said."""
        told = (tuple(self.said), sorted(self.supervised.items()), tuple(self.raised))
        return sha256(repr((*told, sorted(self.until.items()))).encode()).hexdigest()


NOTHING_SAID = SaidInHoldfast()
