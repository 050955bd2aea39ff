"""Everything that happened to one child or worker, to be asked by those who reckon duties."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from holdfast.simulation.truth.calendar import birthday
from holdfast.simulation.written.chronicle import Told
from holdfast.simulation.written.happenings import Happening

# From which day until which; None: it goes on.
Span = tuple[int, int | None]
FAR = 10_000_000
_NOTHING: Mapping[str, int] = MappingProxyType({})
_BIRTHS = {Happening.BORN, Happening.BIRTH_EXPECTED}


@dataclass(slots=True)
class Past:
    """What happened to ``whom``, each kind in order of days, none after ``last``.

    All of it is told before anything is asked.
    """

    whom: str
    last: int
    born: int | None = None
    died: int | None = None
    _told: dict[Happening, list[Told]] = field(default_factory=lambda: defaultdict(list))
    # What has been asked before.
    _days: dict[tuple[Happening, ...], list[int]] = field(default_factory=dict)
    _about: dict[Happening, dict[str, int]] = field(default_factory=dict)
    _cases: list[Span] | None = None

    def hear(self, told: Iterable[Told], as_written: bool = False) -> None:
        """What the chronicle tells; ``as_written``: only what the record knows on the last day."""
        heard, last = self._told, self.last
        for one in told:
            if one[2] <= last and (one[4] <= last or not as_written):
                heard[one[0]].append(one)
            elif one[0] in _BIRTHS and (one[0] is Happening.BIRTH_EXPECTED) is as_written:
                # Of a birth that lies ahead the record knows the expected day, and no other.
                self.born = one[2]
        self.born = next(iter(self.days(Happening.BORN)), self.born)
        self.died = next(iter(self.days(Happening.DIES)), None)
        if as_written and self.born is None:
            self.born = next(iter(self.days(Happening.BIRTH_EXPECTED)), None)

    def days(self, *what: Happening) -> list[int]:
        """The days on which any of these things happened, in order."""
        found = self._days.get(what)
        if found is None:
            told = self._told
            found = [each[2] for one in what if one in told for each in told[one]]
            found.sort()
            self._days[what] = found
        return found

    def told(self, what: Happening) -> list[tuple[int, str]]:
        """The days on which a thing happened, in order, and what it was about."""
        if what not in self._told:
            return []
        return sorted([(one[2], one[3]) for one in self._told[what]])

    def about(self, what: Happening) -> Mapping[str, int]:
        """The first day on which it happened to each thing that it was about."""
        found = self._about.get(what)
        if found is None and what not in self._told:
            return _NOTHING
        if found is None:
            found = self._about[what] = {}
            for day, about in self.told(what):
                found.setdefault(about, day)
        return found

    def spells(self, begins: Happening, ends: Happening) -> list[Span]:
        """From each beginning to the first end about the same thing; None: it goes on."""
        if begins not in self._told:
            return []
        ended = self.about(ends)
        return [(day, ended.get(about)) for day, about in self.told(begins)]

    def while_alive(self, spans: Iterable[Span]) -> list[Span]:
        """Spans cut at death; none begins after it."""
        died = self.died
        if died is None:
            return list(spans)
        alive = (span for span in spans if span[0] <= died)
        return [(first, died if last is None else min(last, died)) for first, last in alive]

    def from_birth(self, spans: Iterable[Span]) -> list[Span]:
        """Spans without what lies before the birth."""
        born = self.born
        if born is None:
            return list(spans)
        after = (span for span in spans if span[1] is None or span[1] >= born)
        return [(max(first, born), last) for first, last in after if born <= self.last]

    @property
    def grown(self) -> int | None:
        """The eighteenth birthday, from which nobody is a child; None where it is not known yet."""
        grown = self.turns(18)
        return grown if grown is not None and grown <= self.last else None

    def until_grown(self, spans: Iterable[Span]) -> list[Span]:
        """Spans cut at the eighteenth birthday; one that begins on it or later is left as it is."""
        grown = self.grown
        if grown is None:
            return list(spans)
        return [
            (first, min(end((first, last)), grown)) if first < grown else (first, last)
            for first, last in spans
        ]

    def of_childhood(self, spans: Iterable[Span]) -> list[Span]:
        """Spans cut at the eighteenth birthday; none begins on it or later."""
        grown = FAR if self.grown is None else self.grown
        return self.until_grown(span for span in spans if span[0] < grown)

    def open_cases(self) -> list[Span]:
        """The times when a case of the child's was open, from referral to closure.

        A referral that nobody has refused opens one; a case closed and opened again on one
        day was never closed.
        """
        if self._cases is None:
            refused = self.about(Happening.REFERRAL_REFUSED)
            closed = self.about(Happening.CASE_CLOSES)
            received = self.told(Happening.REFERRAL_RECEIVED)
            spans = [(day, closed.get(one)) for day, one in received if one not in refused]
            self._cases = self.while_alive(joined(spans))
        return self._cases

    def accepted(self) -> list[int]:
        """The days of the referrals that nobody has refused."""
        refused = self.about(Happening.REFERRAL_REFUSED)
        return [day for day, one in self.told(Happening.REFERRAL_RECEIVED) if one not in refused]

    def closures(self) -> list[int]:
        """The days on which a case of the child's closed, and none was open that day."""
        return [last for _, last in self.open_cases() if last is not None]

    def endings(self) -> list[int]:
        """The days on which what is owed to a child falls away: the case closes, or 18 comes."""
        return sorted([*self.closures(), *([] if self.grown is None else [self.grown])])

    def holdings(self) -> list[Span]:
        """The times when one worker held the child, each longer than a day."""
        spans = self.spells(Happening.WORKER_TAKES_ON, Happening.WORKER_LETS_GO)
        return [span for span in spans if span[0] < end(span)]

    def held(self) -> list[Span]:
        """The times when some worker held the child, whoever it was."""
        return self.while_alive(joined(self.holdings()))

    def in_care(self) -> list[Span]:
        """The times in care."""
        care = joined(self.spells(Happening.CARE_BEGINS, Happening.CARE_ENDS))
        return self.until_grown(self.while_alive(care))

    def on_protection_plan(self) -> list[Span]:
        """The times on a child protection plan."""
        begins, ends = Happening.PROTECTION_PLAN_BEGINS, Happening.PROTECTION_PLAN_ENDS
        plans = joined(self.spells(begins, ends), touching=False)
        return self.until_grown(self.while_alive(plans))

    def in_post(self) -> list[Span]:
        """The times when a worker was in post."""
        joins, leaves = self.days(Happening.WORKER_JOINS), self.days(Happening.WORKER_LEAVES)
        return [(day, next((one for one in leaves if one >= day), None)) for day in joins]

    def turns(self, age: int) -> int | None:
        """The day on which the child turns ``age``; None where the birth is not known."""
        return None if self.born is None else birthday(self.born, age)


def joined(spans: Iterable[Span], touching: bool = True) -> list[Span]:
    """Spans that overlap made one; ``touching``: also where one begins on another's last day."""
    whole: list[Span] = []
    for first, last in sorted(spans, key=lambda span: (span[0], end(span))):
        if whole and first < end(whole[-1]) + (1 if touching else 0):
            until = max(end(whole[-1]), end((first, last)))
            whole[-1] = (whole[-1][0], None if until == FAR else until)
        else:
            whole.append((first, last))
    return whole


def earliest(*days: int | None) -> int | None:
    """The first of some days of which any may be None; None where all are."""
    return min((day for day in days if day is not None), default=None)


def end(span: Span) -> int:
    """The last day of a span, or the end of time."""
    return FAR if span[1] is None else span[1]
