"""What a measure is: something counted, out of something, with its meaning declared beside it.

A figure is never given alone: with it come its counts, and the stock that is open now, since a
share of what was done says nothing of what waits. A new measure is one file with a ``Measure`` in
it, a line in ``register.py`` and an example in ``tests/spec/measures``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from holdfast.areas import Area
from holdfast.clocks.rules.answers import Answer
from holdfast.measures.cases.rows import Cases
from holdfast.measures.figure_groups import FigureGroups
from holdfast.query.daily import OverdueFrom
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope


class Good(StrEnum):
    """Which way of a measure is the good one."""

    HIGHER = "higher is better"
    LOWER = "lower is better"
    NEITHER = "neither is better"


class MeasureUnit(StrEnum):
    """What the value of a figure is."""

    SHARE = "share of duties"
    STAFF = "share of staff"
    CHILDREN_EACH = "children for each full-time equivalent"
    DAYS = "calendar days"
    DUTIES = "duties"
    CHILDREN_SHARE = "share of those counted"
    CHILDREN = "children"
    TIMES = "how many"
    EACH_100 = "for each 100"
    CHILD_DAYS = "child-days"
    EACH_10_000 = "for each 10,000 children under 18"


class Whose(StrEnum):
    """Whose definition it is."""

    OURS = "ours"
    DFE = "the DfE's"


@dataclass(frozen=True)
class Definition:
    """A measure in words, whose words they are and where they stand.

    ``unlike`` says what the nearest published figure counts instead; empty where none is known.
    """

    words: str
    whose: Whose
    source: str
    unlike: str = ""


@dataclass(frozen=True)
class Maturity:
    """So many calendar days after a period's end its figure hardly changes any more, and why.

    ``known_after`` so many days nothing of it can be told before: what is looked for lies ahead.
    """

    days: int
    why: str
    known_after: int = 0


@dataclass(frozen=True)
class MeasuredFigure:
    """What a measure finds for a scope on the outlook's day. None: it cannot be determined.

    ``value`` is in the measure's unit, a share from 0 to 1; it is None, too, where nothing was
    there to be counted. It rests on ``counted`` of ``of``, which of staff are full-time
    equivalents, and of staff the rest is None. Of the same duties ``open`` are so on
    the day, ``overdue`` of them past due, and ``cannot_tell`` cannot be determined. ``answer`` and
    ``why`` are what the source tells of them, and why no more.
    """

    value: float | int | None
    counted: int | float | None
    of: int | float | None
    open: int | None
    overdue: int | None
    cannot_tell: int | None
    answer: Answer
    why: str = ""


Ask = Callable[[Outlook, int, Scope], MeasuredFigure]
Series = Callable[[Outlook, Scope], Sequence[OverdueFrom]]


@dataclass(frozen=True)
class MeasureRow:
    """A measure as the register gives it to machines: see ``Measure``; None: there is none."""

    measure: str
    title: str
    area: str
    unit: str
    counts: str
    of: str
    good: str
    why: str
    definition: str
    whose: str
    source: str
    unlike: str | None
    settles_after_days: int
    settles_why: str
    clocks: tuple[str, ...]
    signed_by: str | None
    review_due: date | None


@dataclass(frozen=True)
class Measure:
    """A measure as it is declared.

    ``counts`` is what is counted and ``of`` out of what; ``why`` is why it matters, in a sentence.
    ``clocks`` are the keys of those whose duties it counts; of staff there are none. ``ask`` finds
    it over the months that end on the outlook's day; ``series``, where a measure has one, gives its
    value from each day on which that changed. Who ``signed_by`` has agreed to the definition, and
    looks at it again when ``review_due``; empty: nobody has yet. ``cases`` are the rows that it can
    be counted from by month and group; ``beside`` is the measure of the stock that is open, to be
    shown with it; ``published`` the key of the published figure with the same definition.
    ``groups`` are those of a figure that is counted from no rows by month.
    """

    key: str
    title: str
    area: Area
    unit: MeasureUnit
    counts: str
    of: str
    good: Good
    why: str
    definition: Definition
    maturity: Maturity
    clocks: tuple[str, ...]
    ask: Ask
    series: Series | None = None
    signed_by: str = ""
    review_due: date | None = None
    cases: Cases | None = None
    beside: str = ""
    published: str = ""
    groups: FigureGroups | None = None

    def figure(self, outlook: Outlook, months: int, scope: Scope = EVERYBODY) -> MeasuredFigure:
        """The measure over so many months. Raises NotFound for a scope that nobody knows."""
        return self.ask(outlook, months, scope)

    @property
    def row(self) -> MeasureRow:
        """The declaration under its stable names."""
        return MeasureRow(
            measure=self.key,
            title=self.title,
            area=self.area.value,
            unit=self.unit.value,
            counts=self.counts,
            of=self.of,
            good=self.good.value,
            why=self.why,
            definition=self.definition.words,
            whose=self.definition.whose.value,
            source=self.definition.source,
            unlike=self.definition.unlike or None,
            settles_after_days=self.maturity.days,
            settles_why=self.maturity.why,
            clocks=self.clocks,
            signed_by=self.signed_by or None,
            review_due=self.review_due,
        )
