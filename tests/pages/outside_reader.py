"""A reader outside who has all that was ever told, and reckons with it.

The reader reads the words and numbers of pages and packs as they stand there, knows how they are
rounded and what *few* means, which numbers add up to which, and that each is a whole number. What
each number may then be is found by integer programming over the quarters, days and groups that it
is made of: another way than the one by which it is decided what is told.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from holdfast.evidence.withholding.bands import ToldFigure
from holdfast.evidence.withholding.deciding import is_part
from holdfast.evidence.withholding.publication import Publication
from holdfast.measures.for_members import MemberCounts, spans_to
from holdfast.measures.links import LINKS
from holdfast.measures.measure import MeasureUnit
from holdfast.measures.register import MEASURES, measure

HARMS = (
    *("on_plan_neglect", "on_plan_emotional_abuse", "on_plan_physical_abuse"),
    *("on_plan_sexual_abuse", "on_plan_several_harms"),
)
KEYS = tuple(one.key for one in MEASURES if one.cases)

FEW = (1, 7)
FURTHEST = 2_000_000
Range = tuple[float, float]


def number_in(text: int | str) -> Range | None:
    """Between what a number lies that stands in a cell; None where nothing is told of it."""
    if isinstance(text, str):
        if text in ("none recorded", "0"):
            return 0, 0
        if text == "few":
            return FEW
        if not re.fullmatch(r"[\d,]+", text):
            return None
        text = int(text.replace(",", ""))
    return (text - 2, text + 2) if text else (0, 0)


@dataclass(frozen=True)
class ReadPart:
    """What is read of a part, of the whole, and of the rest; None: nothing."""

    part: Range | None
    whole: Range | None
    rest: Range | None


def part_in(text: str) -> ReadPart:
    """What a cell tells of a part of a whole: 94% of 410; few of 410; withheld, of 10."""
    if text == "nothing to count":
        return ReadPart((0, 0), (0, 0), (0, 0))
    if text in ("few in all", "withheld"):
        return ReadPart(None, FEW if text == "few in all" else None, None)
    told, _, of = text.replace(",", "").replace("withheld of", "withheld, of").rpartition(" of ")
    whole = number_in(of)
    if told == "few":
        return ReadPart(FEW, whole, (8, np.inf))
    if told == "all but few":
        return ReadPart((8, np.inf), whole, FEW)
    if told.startswith("withheld"):
        return ReadPart(None, whole, None)
    number = int(told.rstrip("%"))
    if told.endswith("%"):
        counts = [n for n in range(0, int(of) + 1, 5) if round(100 * n / int(of)) == number]
    else:
        counts = [number]
    low, high = (number_in(n) or (0, 0) for n in (counts[0], counts[-1]))
    part = (low[0] if low[0] <= 0 else max(8, low[0]), high[1])
    # Where the rest is few it is said: else it is none, or eight and more.
    rest = (0, 0) if counts == [int(of)] else (0 if counts[-1] == int(of) else 8, np.inf)
    return ReadPart(part, whole, rest)


@dataclass
class OutsideReader:
    """Numbers by name, between what each lies, and sums of them: each a sign for each name."""

    ranges: dict[str, Range] = field(default_factory=dict)
    sums: list[dict[str, float]] = field(default_factory=list)

    def told(self, name: str, what: Range | None) -> None:
        """A number lies in a range, and in every other that was told of it."""
        low, high = self.ranges.get(name, (0, np.inf))
        if what is not None:
            low, high = max(low, what[0]), min(high, what[1])
        self.ranges[name] = (low, high)

    def adds_up(self, total: str, parts: Iterable[str]) -> None:
        """Some numbers are a whole together."""
        own = list(parts)
        for name in (total, *own):
            self.told(name, None)
        row: dict[str, float] = {total: -1.0}
        for name in own:
            row[name] = row.get(name, 0) + 1.0
        self.sums.append(row)

    def may_be(self, name: str, low: float, high: float) -> bool:
        """Whether a number may lie in a range."""
        within = (max(self.ranges[name][0], low), min(self.ranges[name][1], high))
        return self._filled_in({name: within}, ()) is not None

    def found_out(self, true: Mapping[str, int]) -> list[str]:
        """Of numbers that are 1 to 5: those of which the reader knows that they are not above.

        Many are tried at once, as large as they may be together; those that are then not above five
        one by one. Raises ValueError where what is told contradicts itself.
        """
        left = [name for name, number in true.items() if number in range(1, 6)]
        grows = True
        while left and grows:
            filled = self._filled_in({}, left)
            if filled is None:
                raise ValueError("what is told contradicts itself")
            above = {name for name in left if filled[name] > 5.5}
            left = [name for name in left if name not in above]
            grows = bool(above)
        return [name for name in left if not self.may_be(name, 6, np.inf)]

    def _filled_in(
        self, within: Mapping[str, Range], large: Iterable[str]
    ) -> dict[str, float] | None:
        """A way to fill in every number, some in ranges, some as large as may be; None: no way."""
        ranges = {**self.ranges, **within}
        place = {one: at for at, one in enumerate(ranges)}
        lows = np.array([one[0] for one in ranges.values()])
        highs = np.minimum(np.array([one[1] for one in ranges.values()]), FURTHEST)
        if (lows > highs).any():
            return None
        costs = np.zeros(len(place))
        costs[[place[one] for one in large]] = -1.0
        cells = [(at, place[one], x) for at, own in enumerate(self.sums) for one, x in own.items()]
        rows, columns, values = zip(*cells, strict=True)
        sums = coo_array((values, (rows, columns)), shape=(len(self.sums), len(place)))
        done = milp(
            costs,
            integrality=np.ones(len(place)),
            bounds=Bounds(lows, highs),
            constraints=[LinearConstraint(sums, 0, 0)],
        )
        return None if done.x is None else dict(zip(place, done.x, strict=True))


def read_publications(publications: Iterable[Publication]) -> OutsideReader:
    """The reader of whole publications, with every sum that is known of their measures."""
    reader = OutsideReader()
    for published in publications:
        for key, figure in published.shown.items():
            _read_figure(reader, key, figure)
    for key in [one for one in reader.ranges if " " not in one and one.count("|") == 2]:
        name, first, last = key.split("|")
        if name == "overdue_four_weeks":
            steps = [f"{link.key}_overdue|{first}|{last}" for link in LINKS]
            reader.adds_up(f"{key} of", [step for step in steps if step in reader.ranges])
        if name == "on_plan":
            harms = [f"{one}|{first}|{last}" for one in HARMS]
            reader.adds_up(key, harms)
        services = [one for one in reader.ranges if one.startswith(f"{key}|")]
        if services and " of" not in services[0]:
            reader.adds_up(key, services)
        if name in ("in_care", "on_plan"):
            _stayed(reader, name, date.fromisoformat(last))
    return reader


def numbers_of(counts: MemberCounts) -> dict[str, int]:
    """What was counted, by the names that the reader of whole publications gives it."""
    found: dict[str, int] = {}
    for (key, span), one in counts.sums.items():
        name = f"{key}|{span.first}|{span.last}"
        found[name] = round(one.counted)
        if is_part(measure(key)):
            found[f"{name} of"] = round(one.among)
            found[f"{name} rest"] = round(one.among) - round(one.counted)
    for key, groups in counts.by_service.items():
        found |= {f"{key}|{counts.day}|{counts.day}|{one}": n for one, n in groups.items()}
    return found


def _read_figure(reader: OutsideReader, key: str, figure: ToldFigure) -> None:
    name, *when = key.split("|")
    part = is_part(measure(name)) if name in KEYS and len(when) == 2 else False
    words = figure.kept.value if figure.count is None else f"{figure.count}"
    if not part:
        reader.told(key, number_in("none recorded" if words == "0" else words))
        return
    read = part_in(words if figure.of is None else f"{words} of {figure.of}")
    reader.told(key, read.part)
    reader.told(f"{key} rest", read.rest)
    reader.adds_up(f"{key} of", [key, f"{key} rest"])
    reader.told(f"{key} of", read.whole)
    # That out of which two measures are counted is the measure of it, less what is unclear.
    for other in KEYS:
        one = measure(other)
        whole = one.unit in (MeasureUnit.CHILDREN, MeasureUnit.TIMES) and not is_part(one)
        if whole and one.of == measure(name).of:
            reader.adds_up(f"{other}|{'|'.join(when)}", [f"{key} of", f"{key} unclear"])


def _stayed(reader: OutsideReader, stay: str, day: date) -> None:
    """Who was there a year before, or came, and who is there, or left."""
    came, left = {
        "in_care": ("came_into_care", "left_care"),
        "on_plan": ("plans_begun", "plans_ended_two_years of"),
    }[stay]
    (year,) = spans_to(day, 12, 1)
    before = year.first - timedelta(days=1)
    when = f"|{year.first}|{year.last}"
    flows = [f"{one.split()[0]}{when}{one[len(one.split()[0]) :]}" for one in (came, left)]
    starts = f"{stay}|{before}|{before}"
    if starts in reader.ranges and all(flow in reader.ranges for flow in flows):
        reader.adds_up(f"{stay} or gone, {day}", [starts, flows[0]])
        reader.adds_up(f"{stay} or gone, {day}", [f"{stay}|{day}|{day}", flows[1]])
