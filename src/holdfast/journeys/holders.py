"""Who holds each child, as relations: the rule of ``record/holding.py`` read as SQL, once.

``holding``  every time that somebody held a child's case. Columns: child, worker, team, named,
             role; since (the first day on which the part holds a case, by the edition of the
             guidance), started (None: the source does not say since when), ended (None: not yet).

    role  started     ended       since       who leads on 2018-02-01
    CW    2017-05-02  2018-01-10  0001-01-01
    CW    2018-01-09  None        0001-01-01  this one: the latest to take the case on
    CW    None        None        0001-01-01  comes last: since when is not said
    LP    2017-11-01  None        2023-12-15  not yet: no lead practitioner held a case then
"""

from holdfast.record.holding import HOLDING

_EVER = "date '0001-01-01'"

COLUMNS = "child, worker, team, named, role"


def holding_sql() -> str:
    """The relation ``holding``, from ``involvements``."""
    told, own = [], ", ".join(f"i.{column}" for column in COLUMNS.split(", "))
    for part in HOLDING:
        since = f"date '{part.since}'" if part.since else _EVER
        lasts = f" and (i.ended is null or i.ended >= {since})" if part.since else ""
        told.append(
            f"select {own}, {since} as since, i.started, i.ended "
            f"from involvements as i where {part.part.sql('i')}{lasts}"
        )
    return " union all ".join(told)


def holds_on(row: str, day: str) -> str:
    """That a row of ``holding`` holds the case on a day; ``day`` is SQL for it."""
    return (
        f"{row}.since <= {day} and ({row}.started is null or {row}.started <= {day}) "
        f"and ({row}.ended is null or {row}.ended >= {day})"
    )


def latest_first(row: str) -> str:
    """The order in which rows of ``holding`` take the lead: the latest to take the case on.

    A source that does not say since when (Annex A) says who holds the child now, and comes last.
    """
    return f"coalesce({row}.started, {_EVER}) desc, {row}.worker, {row}.team"


def holders_sql(day: str) -> str:
    """The worker and team who lead each child's case on a day. Columns: ``COLUMNS``."""
    return f"""
    select {COLUMNS} from (
      select i.*, row_number() over (partition by i.child order by {latest_first("i")}) as place
      from holding as i where {holds_on("i", day)}) as ranked
    where place = 1"""
