"""Oddities that come of the story itself, found again in the record and in the telling."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from holdfast.record.care import CareReviews
from holdfast.record.family import FamilyLinks, Persons
from holdfast.record.protection import Conferences
from holdfast.record.schema.table import Column, Table
from holdfast.record.workforce import Involvements
from holdfast.simulation.oddities.kind import ANY, Meaning, OddityKind, PlantedOddity, Shows
from holdfast.simulation.oddities.pages import Pages
from holdfast.simulation.oddities.people import ESTIMATED
from holdfast.simulation.oddities.visits import ALL
from holdfast.simulation.written.chronicle import NEVER, Told
from holdfast.simulation.written.diary import as_date
from holdfast.simulation.written.happenings import Happening

NOT_YET = OddityKind(
    "not_yet_recorded",
    "What was done in the last days, or long ago, is not written up by the last day.",
    tuple(one.table for one in ALL),
    Meaning.NOT_RECORDED,
    "It is overdue by the record, and done; tomorrow's import may show it.",
    shows=frozenset({Shows.LESS, Shows.ONLY_TRUTH, Shows.DOUBT}),
)
UNBORN = OddityKind(
    "unborn",
    "A child is expected, and known only by the day on which the birth is awaited.",
    (Persons,),
    Meaning.AS_TRUTH,
    "Nothing that asks for a child to be seen is owed before the birth. A baby who is later "
    "than awaited counts as born on the day that was awaited.",
    shows=frozenset({Shows.ONLY_RECORD, Shows.OTHER}),
)
LEAVER = OddityKind(
    "leaver_still_named",
    "A worker leaves, and the record goes on naming them as if they held the child.",
    (Involvements,),
    Meaning.OTHERWISE,
    "The clock that watches allocation is answered by the name. That the name is a leaver's is "
    "in the record too, for a concern to show; no clock looks there.",
    shows=ANY,
)
INBOX = OddityKind(
    "team_inbox",
    "Children who wait for a worker are held in the name of the team's inbox.",
    (Involvements,),
    Meaning.AS_TRUTH,
    "An inbox is nobody: the child has no named worker.",
)
SIBLING = OddityKind(
    "sibling_not_seen",
    "One visit is entered for all the children of a family, and one of them was not seen.",
    tuple(one.table for one in ALL),
    Meaning.AS_TRUTH,
    "The visit counts for those who were seen. Where nobody wrote whether the child was seen, "
    "the clock cannot tell, and the truth says so.",
)
TRANSFER_IN = OddityKind(
    "transfer_in",
    "A child on another council's plan moves here, with a conference and no enquiry before it.",
    (Conferences,),
    Meaning.AS_TRUTH,
    "The conference is timed from the word of the move, and no enquiry is missed.",
)
NOT_CALLED = OddityKind(
    "review_only_cancelled",
    "A review in care is booked, cancelled, and stays in the record without a day.",
    (CareReviews,),
    Meaning.AS_TRUTH,
    "It was not held, and is no review.",
)

_NAMED_STILL = {Happening.WORKER_LETS_GO, Happening.STILL_NAMED}


def unwritten(told: Iterable[Told], last: int) -> Iterator[PlantedOddity]:
    """What had been done by the last day and is not in the record; leavers who are named still."""
    for what, whom, day, about, known in told:
        if what is Happening.STILL_NAMED and day <= last:
            yield PlantedOddity(LEAVER.key, Involvements.name, about, whom, whom, day, "nobody")
        elif day <= last < known < NEVER and what not in _NAMED_STILL:
            yield PlantedOddity(NOT_YET.key, "", about, whom, whom, day, "nothing yet")


def in_record(pages: Pages, told: Iterable[Told], last: int) -> Iterator[PlantedOddity]:
    """What shows in the rows themselves."""
    yield from _born_unsure(pages, told, last)
    yield from _rows(INBOX, pages, Involvements.named, (False,), "started")
    yield from _rows(TRANSFER_IN, pages, Conferences.transfer_in, (True,), "transfer_notified")
    cancelled, held = pages.read(CareReviews, "cancelled", "held")
    for place, yes in enumerate(cancelled):
        if yes and held[place] is None:
            yield _one(NOT_CALLED, pages, CareReviews, place, "due")
    yield from _siblings(pages)


def _rows(
    kind: OddityKind, pages: Pages, column: Column, wanted: tuple[object, ...], day: str
) -> Iterator[PlantedOddity]:
    table = column.table
    for place, value in enumerate(pages.read(table, column.name)[0]):
        if value in wanted and value is not None:
            yield _one(kind, pages, table, place, day)


def _one(kind: OddityKind, pages: Pages, table: type[Table], place: int, day: str) -> PlantedOddity:
    row, key = pages.row(table, place), table.key()
    name, child = row[key.name] if key else "", row["child"]
    return PlantedOddity(kind.key, table.name, name, child, child, row[day], "the same")


def _born_unsure(pages: Pages, told: Iterable[Told], last: int) -> Iterator[PlantedOddity]:
    """Those whose birth was awaited on the last day, and those of whom no one knows the day."""
    child, born, expected = pages.read(Persons, "child", "born", "expected")
    unsure = {
        one: awaited
        for one, birth, awaited in zip(child, born, expected, strict=True)
        if birth is None and awaited is not None
    }
    births = {whom: day for what, whom, day, *_ in told if what is Happening.BORN}
    for one, awaited in unsure.items():
        kind = UNBORN if births.get(one, last + 1) > last else ESTIMATED
        before = f"expected {as_date(awaited)}"
        yield PlantedOddity(kind.key, Persons.name, one, one, one, awaited, before)


def _siblings(pages: Pages) -> Iterator[PlantedOddity]:
    family = dict(zip(*pages.read(FamilyLinks, "child", "family"), strict=True))
    for visits in ALL:
        child, visited, seen = pages.read(visits.table, "child", "visited", "seen")
        saw: dict[tuple[str | None, int], bool] = defaultdict(bool)
        for one, day, yes in zip(child, visited, seen, strict=True):
            saw[family.get(one), day] |= yes is True
        for place, yes in enumerate(seen):
            if yes is False and saw[family.get(child[place]), visited[place]]:
                yield _one(SIBLING, pages, visits.table, place, "visited")
