"""The rows beside a row, in the order of their days: the episode before, the one after."""

from holdfast.returns.form import DerivedTable
from holdfast.returns.ssda903.worked_out.columns import (
    DAY,
    FLAG,
    WHOLE,
    WorkedOut,
    derived,
    neighbours,
)
from holdfast.sources.ssda903.columns import ReturnTable
from holdfast.sources.ssda903.layout import (
    DOLO,
    EPISODES,
    MISSING,
    PLACED_ADOPTION,
    SW_EPISODES,
)

_BEFORE = "DECOM DEC REC LS CIN PLACE PLACE_PROVIDER PL_POST URN REASON_PLACE_CHANGE"
_AFTER = "DECOM RNE PLACE"
_EARLIER = "DECOM PLACE PL_POST"
_SPAN = ("Episodes.DECOM", "Episodes.DEC")


def _lagged(how: str, prefix: str, names: str, by: str = "in_order") -> str:
    return ", ".join(f"{how.format(name)} over {by} as {prefix}{name}" for name in names.split())


TURN = derived(
    "Turn",
    "The episodes before and after an episode. One without a day it began has no place in the "
    "order and is nobody's neighbour.",
    "select *, sum(case when PREV_DEC >= DECOM then 0 else 1 end) over "
    "(partition by child order by DECOM, row rows unbounded preceding) as PERIOD, "
    "left_rank = 1 and REC is distinct from 'X1' as IS_LAST_LEFT from ("
    "select row, child, DECOM, DEC, REC, "
    f"{_lagged('lag({})', 'PREV_', _BEFORE)}, {_lagged('lead({})', 'NEXT_', _AFTER)}, "
    f"{_lagged('lag({}, 2)', 'PREV2_', _EARLIER)}, "
    "lag(row) over in_order is null as IS_FIRST, lead(row) over in_order is null as IS_LAST, "
    "row_number() over (partition by child, coalesce(REC = 'X1', false) "
    "order by DECOM desc, row desc) as left_rank "
    "from Episodes where DECOM is not null "
    "window in_order as (partition by child order by DECOM, row)) as o",
    (
        *neighbours(EPISODES, "PREV_", "The episode before", _BEFORE),
        *neighbours(EPISODES, "NEXT_", "The episode after", _AFTER),
        *neighbours(EPISODES, "PREV2_", "The episode before that", _EARLIER),
        WorkedOut("IS_FIRST", FLAG, "The child's first episode.", ("Episodes.DECOM",)),
        WorkedOut("IS_LAST", FLAG, "The child's last episode.", ("Episodes.DECOM",)),
        WorkedOut("IS_LAST_LEFT", FLAG, "The last not ended X1.", (*_SPAN, "Episodes.REC")),
        WorkedOut("PERIOD", WHOLE, "Which period of care of the child it is in.", _SPAN),
    ),
)
PERIODS = derived(
    "Periods",
    "Periods of care: episodes that follow on without a gap.",
    "select child, PERIOD, min(DECOM) as PERIOD_START, "
    "case when bool_or(DEC is null) then null else max(DEC) end as PERIOD_END "
    "from Turn group by child, PERIOD",
    (
        WorkedOut("PERIOD", WHOLE, "Which of the child's it is.", _SPAN),
        WorkedOut("PERIOD_START", DAY, "Its first day.", _SPAN),
        WorkedOut("PERIOD_END", DAY, "Its last day; none while it runs.", _SPAN),
    ),
)
# A status with a limit of its own, and the days in one stretch of it.
SPELL = derived(
    "Spell",
    "Stretches of one legal status that has a limit: episodes of it without a gap between.",
    "select row, date_diff('day', min(DECOM) over chained, max(STOP) over chained) as SPELL_DAYS "
    "from (select *, sum(case when BEFORE >= DECOM then 0 else 1 end) over "
    "(partition by child, LS order by DECOM, row rows unbounded preceding) as chain "
    "from (select row, child, LS, DECOM, coalesce(DEC, YEAR_END) as STOP, "
    "max(coalesce(DEC, YEAR_END)) over (partition by child, LS order by DECOM, row "
    "rows between unbounded preceding and 1 preceding) as BEFORE "
    "from Episodes cross join Year "
    "where LS in ('L1', 'L2', 'L3', 'J2') and DECOM is not null) as one) as many "
    "window chained as (partition by child, LS, chain)",
    (WorkedOut("SPELL_DAYS", WHOLE, "The days of its stretch.", (*_SPAN, "Episodes.LS")),),
)


def _turns(name: str, table: ReturnTable, start: str, end: str) -> DerivedTable:
    """The row before a row of a table whose rows have a first and a last day."""
    places = (f"{table.name}.{start}", f"{table.name}.{end}")
    return derived(
        name,
        f"The row before a row of {table.name}, by {start}.",
        f"select row, lag({start}) over in_order as BEFORE_START, lag({end}) over in_order as "
        f"BEFORE_END, lag({end} is null) over in_order as BEFORE_OPEN, "
        f"lead(row) over in_order is null as IS_LATEST "
        f"from {table.name} where {start} is not null "
        f"window in_order as (partition by child order by {start}, row)",
        (
            WorkedOut("BEFORE_START", DAY, f"{start} of the row before.", places[:1]),
            WorkedOut("BEFORE_END", DAY, f"{end} of the row before.", places),
            WorkedOut("BEFORE_OPEN", FLAG, f"The row before has no {end}.", places),
            WorkedOut("IS_LATEST", FLAG, "The child's latest row.", places[:1]),
        ),
    )


MISSING_TURN = _turns("MissingTurn", MISSING, "MIS_START", "MIS_END")
DOLO_TURN = _turns("DoLoTurn", DOLO, "DOLO_START", "DOLO_END")
PLACED_TURN = _turns("PlacedTurn", PLACED_ADOPTION, "DATE_PLACED", "DATE_PLACED_CEASED")
WORKER_TURN = _turns("WorkerTurn", SW_EPISODES, "SW_DECOM", "SW_DEC")
