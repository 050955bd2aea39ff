"""Who is due and who is overdue: the duties of a day, filtered, sorted and paged."""

from dataclasses import dataclass

from holdfast.areas import Area
from holdfast.clocks.clock import Clock
from holdfast.clocks.duty import Status, Why
from holdfast.clocks.standing import OPEN
from holdfast.engine.quoting import quote, quoted
from holdfast.measures.outlook import WAITING, Outlook, Row

# What a person may ask for: words on the command line and in addresses, and what they mean.
STATUSES: dict[str, tuple[Status, ...]] = {
    "overdue": (Status.OVERDUE,),
    "due-soon": (Status.DUE_SOON,),
    "running": (Status.RUNNING,),
    "open": (Status.OVERDUE, Status.DUE_SOON, Status.RUNNING),
    "met": (Status.MET,),
    "late": (Status.LATE,),
    "lapsed": (Status.LAPSED, Status.LAPSED_OVERDUE),
    "cannot-tell": (Status.CANNOT_TELL,),
    "watching": (Status.WATCHING, Status.RETURNED, Status.PASSED),
    "all": tuple(Status),
}

SORTS = {
    "days-over": "s.days_over desc, s.due, s.subject, s.clock, s.started",
    "due": "s.due, s.subject, s.clock, s.started",
    "started": "s.started, s.subject, s.clock",
    "child": "s.subject, s.clock, s.started",
    "clock": "s.clock, s.days_over desc, s.due, s.subject, s.started",
    "worker": "h.worker, s.days_over desc, s.due, s.subject, s.started",
    "team": "h.team, s.days_over desc, s.due, s.subject, s.started",
}


@dataclass(frozen=True)
class Wanted:
    """What is asked for. Empty means any; ``team`` includes the teams below it.

    ``clocks`` are those of which a duty must be one, ``clock`` the one that it must be.
    ``closed_too`` takes in what cases that have closed since left undone.
    """

    statuses: tuple[Status, ...] = STATUSES["overdue"]
    area: Area | None = None
    clock: str = ""
    team: str = ""
    worker: str = ""
    child: str = ""
    clocks: tuple[str, ...] = ()
    closed_too: bool = True


@dataclass(frozen=True)
class Counted:
    """How many duties are asked for, of how many children, and of how many workers."""

    duties: int
    children: int
    workers: int


def due(
    outlook: Outlook,
    wanted: Wanted,
    sort: str = "days-over",
    limit: int = 0,
    offset: int = 0,
    turned: bool = False,
) -> list[Row]:
    """The duties asked for, as rows: see ``COLUMNS``. ``limit`` 0 gives all of them.

    ``turned`` gives the order of ``SORTS`` the other way round.
    """
    paged = f" limit {limit} offset {offset}" if limit else ""
    rows = outlook.rows(
        "select s.subject, s.clock, s.started, s.due, s.stopped, s.lapsed, s.status, s.days_over, "
        f"s.why, s.ruling, s.reason, h.team, h.worker {_from(outlook, wanted)} "
        f"order by {_order(sort, turned)}{paged}"
    )
    return [_told(outlook, row) for row in rows]


def count(outlook: Outlook, wanted: Wanted) -> tuple[int, int]:
    """How many duties are asked for, and of how many children."""
    found = counted(outlook, wanted)
    return found.duties, found.children


def counted(outlook: Outlook, wanted: Wanted) -> Counted:
    """How many duties are asked for, and whose: a few clocks run for a worker, not a child."""
    workers = f"s.clock in ({quoted(c.key for c in outlook.book.clocks if for_workers(c))})"
    row = outlook.rows(
        "select count(*) as duties, "
        f"count(distinct case when {workers} then null else s.subject end) as children, "
        f"count(distinct case when {workers} then s.subject end) as workers "
        f"{_from(outlook, wanted)}"
    )[0]
    return Counted(row["duties"], row["children"], row["workers"])


def for_workers(clock: Clock) -> bool:
    """Whether the clock runs for a worker, not for a child."""
    return next(column.of for column in clock.columns() if column.subject) == "professionals"


def _order(sort: str, turned: bool) -> str:
    """The order by its first column, turned round if asked; ties stay as they are."""
    first, *ties = SORTS[sort].split(", ")
    if turned:
        first = first.removesuffix(" desc") if first.endswith(" desc") else f"{first} desc"
    return ", ".join([first, *ties])


# The stable names of a duty for machines.
COLUMNS = (
    "child", "clock", "area", "started", "due", "stopped", "status", "days_over", "team",
    "worker", "rule", "cites",
)  # fmt: skip


def _told(outlook: Outlook, row: Row) -> Row:
    """A duty in the words that people and machines are given."""
    clock = outlook.clock(row["clock"])
    ruling = outlook.book.named(row["ruling"])
    cites = ruling.rule.cites if ruling else None
    limit = ruling.rule.limit if ruling else None
    return {
        "child": row["subject"],
        "clock": row["clock"],
        "area": clock.area.value,
        "started": row["started"],
        "due": row["due"],
        "stopped": row["stopped"],
        "lapsed": row["lapsed"],
        "status": row["status"],
        "days_over": row["days_over"],
        "team": row["team"],
        "worker": row["worker"],
        "rule": str(limit) if limit else "no number of days is set",
        "cites": str(cites) if cites else "",
        "title": clock.title,
        "why": Why[row["why"]].value if row["why"] else "",
        "reason": row["reason"],
    }


def _from(outlook: Outlook, wanted: Wanted) -> str:
    held = [f"s.status in ({quoted(status.value for status in wanted.statuses)})"]
    if wanted.area:
        keys = (clock.key for clock in outlook.book.clocks if clock.area is wanted.area)
        held.append(f"s.clock in ({quoted(keys)})")
    if wanted.clocks:
        held.append(f"s.clock in ({quoted(wanted.clocks)})")
    if wanted.clock:
        held.append(f"s.clock = {quote(wanted.clock)}")
    if wanted.worker:
        held.append(f"h.worker = {quote(wanted.worker)}")
    if wanted.child:
        held.append(f"s.subject = {quote(wanted.child)}")
    if wanted.team:
        held.append(f"h.team in ({quoted(below(outlook, wanted.team))})")
    relation = "waiting" if set(wanted.statuses) <= set(WAITING) else "standing"
    joined = f"from {relation} as s left join holders as h on h.child = s.subject"
    if not wanted.closed_too:
        joined += " left join closed_cases as c on c.child = s.subject"
        undone = f"s.status in ({quoted(OPEN)}) and s.started <= c.closed"
        held.append(f"(c.child is null or not ({undone}))")
    return f"{joined} where {' and '.join(held)}"


def below(outlook: Outlook, team: str) -> list[str]:
    """A team and every team below it."""
    parents = outlook.rows("select team, parent from teams where parent is not null")
    found = [team]
    for one in found:
        found += [
            row["team"] for row in parents if row["parent"] == one and row["team"] not in found
        ]
    return found


def teams(outlook: Outlook) -> list[Row]:
    """The teams that the source names, or that hold children: team, title."""
    return outlook.rows(
        "select team, max(title) as title from ("
        "select team, team_name as title from teams where team is not null "
        "union all select team, team as title from holders where team is not null) as named "
        "group by team order by max(title), team"
    )


def workers(outlook: Outlook) -> list[Row]:
    """The workers who hold children on the day: worker, full_name, children."""
    return outlook.rows(
        "select h.worker, max(p.full_name) as full_name, count(*) as children from holders as h "
        "left join professionals as p on p.worker = h.worker where h.worker is not null "
        "group by h.worker order by max(coalesce(p.full_name, h.worker)), h.worker"
    )
