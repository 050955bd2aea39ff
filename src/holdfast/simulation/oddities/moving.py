"""A child moves to another council while on a protection plan, and the plan is left open here.

No child in the story moves away, so this one makes it so: of a child whose last plan ended in
the last case, all that came after the plan never happened, and the case closed with it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from holdfast.areas import Area
from holdfast.record.care import CareEpisodes
from holdfast.record.contact import Referrals
from holdfast.record.family import Persons
from holdfast.record.protection import ProtectionPlans, ProtectionReviews
from holdfast.record.schema.table import ColumnKind as Holds
from holdfast.record.schema.table import Table
from holdfast.record.workforce import Involvements
from holdfast.simulation.oddities.ground import Ground
from holdfast.simulation.oddities.kind import Meaning, OddityKind, Shows
from holdfast.simulation.oddities.pages import Values
from holdfast.simulation.oddities.retelling import OF_THE_PERSON, Retelling, about, hide
from holdfast.simulation.written.chronicle import NEVER, Told
from holdfast.simulation.written.diary import as_date
from holdfast.simulation.written.happenings import Happening
from holdfast.simulation.written.known_from import PLANNED

TRANSFER_OUT = OddityKind(
    "transfer_out_plan_open",
    "The child moves to another council, which takes over the protection plan. The case is closed "
    "(RC5), and nobody ends the plan here.",
    (ProtectionPlans, Referrals),
    Meaning.CANNOT_TELL,
    "From the closure on the record contradicts itself: a right clock cannot tell whether the "
    "plan goes on, and says so of its visits, core groups and reviews. Read row by row, they would "
    "be overdue for ever.",
    "protection plans that ended in a child's last case",
    0.01,
    frozenset({Shows.LESS, Shows.ONLY_RECORD, Shows.DOUBT, Shows.OTHER}),
)

# What may end on the day of the move; a child of whom anything else spans it is not taken.
_ENDS: dict[type[Table], str] = {Referrals: "closed", Involvements: "ended"}
_ENDINGS = {
    Happening.CASE_CLOSES,
    Happening.WORKER_LETS_GO,
    Happening.NAMED_NO_MORE,
    Happening.LEAVES_INBOX,
}
_KEPT = {*OF_THE_PERSON, Happening.VISIT_WRITTEN_UP, Happening.RISK_BEGINS, Happening.RISK_ENDS}


class DatedRow(NamedTuple):
    """A row about the child, and its days that are past."""

    table: type[Table]
    place: int
    values: Values
    days: dict[str, int]

    @property
    def key(self) -> str:
        """The identifier of the row."""
        key = self.table.key()
        return self.values[key.name] if key else ""


def transfers_out(ground: Ground) -> None:
    """Closed cases of children who moved, with the protection plan still open."""
    fits, closed = _last_plans(ground), _closed(ground)
    chosen = list(ground.pick(TRANSFER_OUT, ProtectionPlans, fits))
    rows = ground.pages.about({row["child"] for _, row in chosen})
    for place, plan in chosen:
        of_child = [_row(ground, *one) for one in rows[plan["child"]]]
        if plan["referral"] in closed and _may_move(of_child, plan["ended"]):
            _move(ground, place, plan, of_child)


def _last_plans(ground: Ground) -> list[int]:
    """Where the last plan of each child is, if it ended and the child was never in care."""
    child, started, ended = ground.pages.read(ProtectionPlans, "child", "started", "ended")
    cared_for = set(ground.pages.read(CareEpisodes, "child")[0])
    died = ground.pages.read(Persons, "child", "died")
    dead = {one for one, day in zip(*died, strict=True) if day is not None}
    last: dict[str, int] = {}
    for place in sorted(range(len(child)), key=lambda place: (started[place], place)):
        last[child[place]] = place
    alive = (place for one, place in last.items() if one not in cared_for | dead)
    return sorted(place for place in alive if ended[place] is not None)


def _closed(ground: Ground) -> set[str]:
    """The last case of each child, if it is closed."""
    columns = ground.pages.read(Referrals, "child", "referral", "received", "closed")
    last: dict[str, tuple[str, int | None]] = {}
    for child, referral, _, closed in sorted(zip(*columns, strict=True), key=lambda one: one[2]):
        last[child] = referral, closed
    return {referral for referral, closed in last.values() if closed is not None}


def _row(ground: Ground, table: type[Table], place: int) -> DatedRow:
    values, planned = ground.pages.row(table, place), PLANNED.get(table, frozenset())
    names = {one.name for one in table.columns if one.kind is Holds.DAY} - planned - {"recorded"}
    found = {name: values[name] for name in sorted(names) if values[name] is not None}
    return DatedRow(table, place, values, found)


def _may_move(rows: Iterable[DatedRow], day: int) -> bool:
    """Whether nothing spans the day but what can end on it."""
    spans = (row for row in rows if row.table.area is not Area.FAMILY and row.days)
    for row in (row for row in spans if not _is_after(row, day)):
        later = {name for name, on in row.days.items() if on > day}
        ends = {_ENDS.get(row.table)}
        if later and min(row.days.values()) <= day and not later <= ends:
            return False
        if row.table is Involvements and row.days["started"] == day:
            return False
    return True


def _move(ground: Ground, place: int, plan: Values, rows: list[DatedRow]) -> None:
    child, day = plan["child"], plan["ended"]
    gone = {row.key for row in rows if _is_after(row, day)}
    for row in rows:
        if row.key in gone and _is_after(row, day):
            ground.pages.strike(row.table, row.place)
        elif name := _ENDS.get(row.table):
            if row.days.get(name, day) > day:
                ground.pages.change(row.table, row.place, **{name: day})
        elif row.table is ProtectionReviews and row.values["held"] == day:
            ground.pages.change(row.table, row.place, plan_continues=True)
    case = next(row for row in rows if row.values.get("referral") == plan["referral"])
    ground.pages.change(Referrals, case.place, close_reason="RC5")
    ground.pages.change(ProtectionPlans, place, ended=None)
    ground.happened[child].append(_gone(day, gone))
    ground.written[child].append(hide(about(plan["plan"], Happening.PROTECTION_PLAN_ENDS)))
    # All that was there of the child is other than it was: nothing else is planted on it.
    ground.whole.add(child)
    ground.plant(TRANSFER_OUT, ProtectionPlans, plan, day, f"ended {as_date(day)}")


def _is_after(row: DatedRow, day: int) -> bool:
    """Whether a row is of the time after the move; a plan that takes this one's place is."""
    if row.table.area is Area.FAMILY or not row.days:
        return row.table is not Persons and row.values.get("due", day) > day
    first = min(row.days.values())
    return first > day or (row.table.name == "need_plans" and first == day)


def _gone(day: int, gone: set[str]) -> Retelling:
    """Nothing happened after the move; what was under way ended that day."""

    def retold(told: list[Told]) -> list[Told]:
        after = list[Told]()
        for one in told:
            if one[3] in gone and one[3]:
                continue
            if one[2] <= day or one[0] in _KEPT:
                after.append(one)
            elif one[0] in _ENDINGS:
                after.append((one[0], one[1], day, one[3], NEVER if one[4] == NEVER else day))
        return after

    return retold
