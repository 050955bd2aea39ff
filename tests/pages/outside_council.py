"""A council of a few children, quarter by quarter, and all that it tells outside in the end."""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from holdfast.evidence.content.scrutiny import owed_part, where_part
from holdfast.evidence.documents.document import PrintedTable
from holdfast.evidence.making import figures_of
from holdfast.evidence.withholding.deciding import Counted, counted_to_tell, decide
from holdfast.evidence.withholding.ledger import AllTold
from holdfast.evidence.withholding.publication import Publication, as_told
from holdfast.measures.cases.summing import PeriodSum
from holdfast.measures.for_members import MemberCounts, ToldSpan, spans_to
from holdfast.measures.links import LINKS
from holdfast.measures.register import measure
from holdfast.web.pages.members import row_words
from holdfast.web.pages.scrutiny import link_words
from tests.pages.outside_reader import HARMS, OutsideReader, Range, number_in, part_in

STEPS = ("seen", "assessment", "conference")
SERVICES = ("north", "south", "west")
# Of a whole that happens in a quarter, the part.
FLOWS = (
    *("seen_due_met", "assessment_due_met", "plans_ended_two_years"),
    *("plans_begun", "came_into_care", "left_care"),
)
PARTS = ("seen_due_met", "assessment_due_met", "plans_ended_two_years")
STOCKS = (
    *("in_need", "on_plan", "in_care", "overdue_four_weeks", *HARMS),
    *(f"{step}_{what}" for step in STEPS for what in ("overdue", "open")),
)
BY_SERVICE = ("in_need", "on_plan", "in_care", "seen_overdue", "assessment_overdue")
MEASURES = tuple(measure(key) for key in (*FLOWS, *STOCKS))
# What is released: the ends of three quarters, and of the year after the first.
RELEASES = (date(2017, 12, 31), date(2018, 3, 31), date(2018, 6, 30), date(2018, 12, 31))
ENDS = tuple(one.last for one in spans_to(RELEASES[-1], 3, 12))

Pair = tuple[int, int]  # a part, and the whole


@dataclass
class SmallCouncil:
    """The numbers of a council: of what happens by quarter, of what stands by the quarter's end."""

    flows: dict[str, list[Pair]]
    stocks: dict[str, list[Pair]]
    services: dict[str, list[list[int]]]

    def count(self, asked: Mapping[str, Sequence[ToldSpan]]) -> Counted:
        """What is counted of measures in periods; every child is counted once."""
        found: Counted = {}
        for key, spans in asked.items():
            for span in spans:
                if key in self.flows:
                    own = [self.flows[key][at] for at in quarters(span)]
                else:
                    own = [self.stocks[key][ENDS.index(span.last)]]
                part, whole = (sum(pair[side] for pair in own) for side in (0, 1))
                found[key, span] = PeriodSum(part, whole, whole, part, whole - part)
        return found


def quarters(span: ToldSpan) -> list[int]:
    """The places of the quarters that lie in a period."""
    return [at for at, end in enumerate(ENDS) if span.first <= end <= span.last]


def made_up(seed: int) -> SmallCouncil:
    """A council of few children; some of its numbers are larger."""
    rng = random.Random(seed)
    size = {key: rng.choice((1, 3, 8, 20, 60)) for key in (*FLOWS, *STOCKS)}
    council = SmallCouncil({key: [] for key in FLOWS}, {key: [] for key in STOCKS}, {})
    plans, care = rng.randint(0, 4 * size["on_plan"]), rng.randint(0, 4 * size["in_care"])
    for _ in ENDS:
        for key in PARTS[:2]:
            whole = rng.randint(0, 2 * size[key])
            council.flows[key].append((rng.randint(0, whole), whole))
        plans = _stay(council, rng, ("plans_begun", "plans_ended_two_years"), plans, size)
        care = _stay(council, rng, ("came_into_care", "left_care"), care, size)
        for key, number in (("on_plan", plans), ("in_care", care)):
            council.stocks[key].append((number, number))
        need = plans + care + rng.randint(0, 4 * size["in_need"])
        council.stocks["in_need"].append((need, need))
        for harm, number in zip(HARMS, _parted(rng, plans, len(HARMS)), strict=True):
            council.stocks[harm].append((number, plans))
        overdue = []
        for step in STEPS:
            whole = rng.randint(0, 2 * size[f"{step}_open"])
            overdue.append(rng.choice((0, whole, rng.randint(0, whole))))
            council.stocks[f"{step}_overdue"].append((overdue[-1], whole))
            council.stocks[f"{step}_open"].append((whole, whole))
        total = sum(overdue)
        council.stocks["overdue_four_weeks"].append((rng.randint(0, total), total))
    for key in BY_SERVICE:
        council.services[key] = [
            _parted(rng, number, len(SERVICES)) for number, _ in council.stocks[key]
        ]
    for at, (need, _) in enumerate(council.stocks["in_need"]):  # whoever is on a plan has a case
        others = _parted(rng, need - council.stocks["on_plan"][at][0], len(SERVICES))
        with_plan = council.services["on_plan"][at]
        council.services["in_need"][at] = [a + b for a, b in zip(others, with_plan, strict=True)]
    return council


def _stay(
    council: SmallCouncil,
    rng: random.Random,
    keys: tuple[str, str],
    number: int,
    size: Mapping[str, int],
) -> int:
    """Who comes and who leaves in a quarter, and how many there are at its end."""
    came, left = rng.randint(0, size[keys[0]]), rng.randint(0, min(number, size[keys[0]]))
    council.flows[keys[0]].append((came, came))
    part = rng.randint(0, left) if keys[1] in PARTS else left
    council.flows[keys[1]].append((part, left))
    return number + came - left


def _parted(rng: random.Random, whole: int, parts: int) -> list[int]:
    cuts = sorted(rng.randint(0, whole) for _ in range(parts - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, whole], strict=True)]


def with_late_entries(council: SmallCouncil, seed: int) -> SmallCouncil:
    """The same council once more was recorded: of what happened, of what stood, or of neither."""
    rng = random.Random(f"late {seed}")
    more = SmallCouncil(
        {key: list(own) for key, own in council.flows.items()},
        {key: list(own) for key, own in council.stocks.items()},
        {key: [list(one) for one in own] for key, own in council.services.items()},
    )
    for key in PARTS[:2]:
        for at in range(len(ENDS)):
            if rng.random() < 0.3:
                part, whole = more.flows[key][at]
                add = rng.choice((1, 2, 3, 15))
                more.flows[key][at] = (part + rng.randint(0, add), whole + add)
    for at in range(len(ENDS)):
        if rng.random() < 0.3:
            add = rng.choice((1, 2, 3, 15))
            number = more.stocks["in_need"][at][0] + add
            more.stocks["in_need"][at] = (number, number)
            more.services["in_need"][at][rng.randrange(len(SERVICES))] += add
    return more


@dataclass
class ToldOutside:
    """All that was told, release by release; what one rests on: the council as recorded then."""

    out: AllTold = field(default_factory=AllTold)
    seen: list[tuple[int, Publication]] = field(default_factory=list)

    def release(self, day: date, council: SmallCouncil, version: int) -> None:
        """Tell what there is to tell at the end of a quarter, by the rules of Holdfast."""
        spans, sums = counted_to_tell(MEASURES, day, self.out, council.count)
        at = ENDS.index(day)
        services = {
            key: dict(zip(SERVICES, own[at], strict=True)) for key, own in council.services.items()
        }
        counts = MemberCounts(day, MEASURES, spans, sums, services)
        snapshot = f"{day}-{version}"
        new = decide(counts, self.out, snapshot)
        self.out = AllTold(
            {**self.out.figures, **new},
            {**self.out.snapshots, **dict.fromkeys(new, snapshot)},
            self.out.year_end or day.month,
        )
        self.seen.append((version, as_told(counts, self.out.figures)))


def reader_of(told: ToldOutside, late: bool) -> OutsideReader:
    """The reader of everything: both pages, the pack and its figures for machines, each release."""
    reader = OutsideReader()
    first_said: dict[tuple[str, date, date, str], int] = {}
    for version, published in told.seen:
        for name, text, first, end in _said(published):
            # What is said again rests on what was recorded when it was said first.
            rests_on = first_said.setdefault((name, first, end, text), version)
            _read(reader, name, text, ToldSpan(first, end), rests_on)
    for version in sorted({one for one, _ in told.seen}):
        _known(reader, version)
    if late:
        _grows(reader)
    return reader


def _said(published: Publication) -> Iterator[tuple[str, str, date, date]]:
    """Each thing that is said: of which measure (and service), in what words, of when."""
    figures = json.loads(json.dumps(figures_of(published)))["figures"]
    for key, figure in figures.items():
        name, first, last, *group = key.split("|")
        words = figure["told"] if figure["count"] is None else str(figure["count"])
        if figure["of"] is not None:
            words = f"{words} of {figure['of']}"
        yield "/".join((name, *group)), words, date.fromisoformat(first), date.fromisoformat(last)
    (where,) = (one for one in where_part({}, published) if isinstance(one, PrintedTable))
    keys = [key for key in published.services if published.services[key]]
    for key, cell in zip(keys, where.rows[-1][1:], strict=True):
        yield f"{key}/", str(cell), published.day, published.day
    told = {
        f"{one.measure.key}|{one.now.first}|{one.now.last}": one.measure.key
        for one in published.measures.values()
    }
    # Of what is told by quarters rows have the sum of what is told above.
    by_year = {key for name, key in told.items() if name in figures}
    for key, words, first, last in _rows(published):
        if key in by_year:
            yield key, words, first, last


def _rows(published: Publication) -> Iterator[tuple[str, str, date, date]]:
    """What the rows of both pages say, and those of the six things a child is owed."""
    for shown in published.measures.values():
        said = row_words(shown)
        yield shown.measure.key, said["now"]["words"], shown.now.first, shown.now.last
        yield shown.measure.key, said["before"]["words"], shown.before.first, shown.before.last
    for link in LINKS:
        done = published.measures.get(f"{link.key}_due_met")
        if done:
            words = link_words(published, link)
            yield done.measure.key, words["now"], done.now.first, done.now.last
            yield done.measure.key, words["before"], done.before.first, done.before.last
            yield f"{link.key}_overdue", words["overdue"], published.day, published.day
    (table,) = (one for one in owed_part(published) if isinstance(one, PrintedTable))
    for row, key in zip(table.rows, PARTS[:2], strict=True):
        one = published.measures[key]
        yield key, f"{row[1]} of {row[2]}", one.now.first, one.now.last
        yield key, f"{row[3]} of {row[4]}", one.before.first, one.before.last


def _read(reader: OutsideReader, name: str, text: str, span: ToldSpan, version: int) -> None:
    key, _, group = name.partition("/")
    if group or "/" in name:
        reader.told(_name(name.rstrip("/"), ENDS.index(span.last), version), number_in(text))
        return
    part = key in PARTS or (key in STOCKS and (key in HARMS or key.endswith(("overdue", "weeks"))))
    text = text.replace(" of withheld", "")
    if not part:
        _told_of(reader, key, span, version, "", number_in(text))
        return
    read = part_in(text)
    for what, known in (("", read.part), (" of", read.whole), (" rest", read.rest)):
        _told_of(reader, key, span, version, what, known)


def _told_of(
    reader: OutsideReader, key: str, span: ToldSpan, version: int, what: str, known: Range | None
) -> None:
    if key in STOCKS:
        reader.told(_name(key + what, ENDS.index(span.last), version), known)
        return
    own = [_name(key + what, at, version) for at in quarters(span)]
    if len(own) == 1:
        reader.told(own[0], known)
        return
    total = f"{key}{what}, {span.first} to {span.last}, as recorded {version}"
    if total not in reader.ranges:
        reader.adds_up(total, own)
    reader.told(total, known)


def _name(what: str, at: int, version: int) -> str:
    return f"{what}, {ENDS[at]}, as recorded {version}"


def _known(reader: OutsideReader, version: int) -> None:
    """What anybody knows to add up."""
    for at in range(len(ENDS)):

        def name(what: str, at: int = at) -> str:
            return _name(what, at, version)

        for key in (*PARTS, *HARMS, *(f"{step}_overdue" for step in STEPS), "overdue_four_weeks"):
            reader.adds_up(name(f"{key} of"), [name(key), name(f"{key} rest")])
        for step in STEPS:
            reader.adds_up(name(f"{step}_overdue of"), [name(f"{step}_open")])
        reader.adds_up(name("overdue_four_weeks of"), [name(f"{step}_overdue") for step in STEPS])
        reader.adds_up(name("on_plan"), [name(harm) for harm in HARMS])
        for harm in HARMS:
            reader.adds_up(name(f"{harm} of"), [name("on_plan")])
        for key in BY_SERVICE:
            reader.adds_up(name(key), [name(f"{key}/{service}") for service in SERVICES])
        for service in SERVICES:  # who is on a plan has a case
            rest = name(f"in_need/{service} without a plan")
            reader.adds_up(name(f"in_need/{service}"), [name(f"on_plan/{service}"), rest])
        if at:
            for stay, came, left in (
                ("on_plan", "plans_begun", "plans_ended_two_years of"),
                ("in_care", "came_into_care", "left_care"),
            ):
                both = name(f"{stay} or gone")
                reader.adds_up(both, [_name(stay, at - 1, version), name(came)])
                reader.adds_up(both, [name(stay), name(left)])


def _grows(reader: OutsideReader) -> None:
    """What is recorded later is added to what was recorded before: nothing goes."""
    for name in [one for one in reader.ranges if one.endswith("recorded 2")]:
        before = name.replace("recorded 2", "recorded 1")
        own = name.startswith((*PARTS[:2], "in_need")) and "without" not in name
        if own and before in reader.ranges and " to " not in name:
            reader.adds_up(name, [before, f"{name}, late"])


def truth(councils: Mapping[int, SmallCouncil]) -> dict[str, int]:
    """What each number really is, by the name that the reader gives it."""
    found: dict[str, int] = {}
    for version, council in councils.items():
        for key, own in {**council.flows, **council.stocks}.items():
            for at, (part, whole) in enumerate(own):
                found[_name(key, at, version)] = part
                if key in (*PARTS, *HARMS, "overdue_four_weeks") or key.endswith("_overdue"):
                    found[_name(f"{key} of", at, version)] = whole
                    found[_name(f"{key} rest", at, version)] = whole - part
        for key, columns in council.services.items():
            for at, numbers in enumerate(columns):
                for service, number in zip(SERVICES, numbers, strict=True):
                    found[_name(f"{key}/{service}", at, version)] = number
    return found
