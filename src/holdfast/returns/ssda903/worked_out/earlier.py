"""What last year's files say of a child: the last episode, and both years together."""

from holdfast.returns.ssda903.worked_out.columns import (
    DAY,
    FLAG,
    NUMBER,
    TEXT,
    WHOLE,
    WorkedOut,
    derived,
    neighbours,
)
from holdfast.sources.ssda903.layout import EPISODES, LAST_YEARS

_HELD = "DECOM DEC REC RNE LS CIN PLACE PLACE_PROVIDER URN"
_LAST = LAST_YEARS[EPISODES.name]

LAST_EPISODE = derived(
    "LastEpisode",
    "The last episode of a child in last year's file, by the day it began.",
    f"select child, {', '.join(f'{name} as OLD_{name}' for name in _HELD.split())}, "
    "DEC is null and not coalesce(list_contains(unreadable, 'DEC'), false) as OLD_OPEN, "
    "p.LA as OLD_LA, case when p.LA is null then null when p.LA = c.AUTHORITY then 'IN' "
    "else 'OUT' end as OLD_LOCATION, "
    "round(sqrt((p.EAST - h.EAST) * (p.EAST - h.EAST) + (p.NORTH - h.NORTH) * "
    "(p.NORTH - h.NORTH)) / 1609.344, 1) as OLD_DISTANCE "
    "from (select * from Episodes_last where DECOM is not null qualify row_number() over "
    "(partition by child order by DECOM desc, row desc) = 1) as e "
    "left join Postcodes as p on p.POSTCODE = upper(replace(e.PL_POST, ' ', '')) "
    "left join Postcodes as h on h.POSTCODE = upper(replace(e.HOME_POST, ' ', '')) "
    "left join Council as c on true",
    (
        *neighbours(_LAST, "OLD_", "Last year's last episode", _HELD),
        WorkedOut("OLD_OPEN", FLAG, "It had not ended.", ("Episodes_last.DEC",)),
        WorkedOut("OLD_LA", TEXT, "Its council.", ("Episodes_last.PL_POST", "Postcodes.LA")),
        WorkedOut(
            "OLD_LOCATION",
            TEXT,
            "Inside or outside the council.",
            ("Episodes_last.PL_POST", "Postcodes.LA", "Council.AUTHORITY"),
        ),
        WorkedOut(
            "OLD_DISTANCE",
            NUMBER,
            "Its miles from home.",
            ("Episodes_last.HOME_POST", "Episodes_last.PL_POST", "Postcodes.EAST"),
        ),
    ),
)

# Both years, this year's row where an episode stands in both.
_BOTH = (
    "select child, DECOM, DEC, REC, RNE, LS from (select child, DECOM, DEC, REC, RNE, LS, "
    "0 as older, row from Episodes union all select child, DECOM, DEC, REC, RNE, LS, 1, row "
    "from Episodes_last) as b where DECOM is not null "
    "qualify row_number() over (partition by child, DECOM order by older, row desc) = 1"
)
EVER = derived(
    "Ever",
    "A child's episodes of this year and, where they were given, of last year.",
    "select child, bool_or(REC = 'E2') as EVER_DIED, "
    "min(case when REC in ('E11', 'E12') then DECOM end) as ADOPTED_FROM, "
    "min(case when RNE = 'S' then DECOM end) as FIRST_EVER_START, "
    f"min(DECOM) as FIRST_EVER from ({_BOTH}) as h group by child",
    (
        WorkedOut("EVER_DIED", FLAG, "An episode ended by death.", ("Episodes.REC",)),
        WorkedOut("ADOPTED_FROM", DAY, "First ended by adoption.", ("Episodes.REC",)),
        WorkedOut("FIRST_EVER_START", DAY, "First start (S).", ("Episodes.RNE",)),
        WorkedOut("FIRST_EVER", DAY, "First episode.", ("Episodes.DECOM",)),
    ),
)
_TWO_YEARS = ("Episodes.DECOM", "Episodes.DEC", "Episodes_last.DECOM", "Episodes_last.DEC")
RELEVANT = derived(
    "Relevant",
    "Days of care after the 14th and the 16th birthday, over both years; short breaks left out.",
    "select child, sum(case when STOP > greatest(DECOM, B14) then date_diff('day', "
    "greatest(DECOM, B14), STOP) else 0 end) as DAYS_FROM_14, "
    "sum(case when STOP > greatest(DECOM, B16) then date_diff('day', greatest(DECOM, B16), STOP) "
    "else 0 end) as DAYS_FROM_16, max(case when latest = 1 then REC end) as LATEST_REC "
    "from (select b.child, b.DECOM, b.REC, p.B14, p.B16, coalesce(b.DEC, y.YEAR_END) as STOP, "
    "row_number() over (partition by b.child order by b.DECOM desc) as latest "
    f"from ({_BOTH}) as b cross join Year as y join Person as p on p.child = b.child "
    "where not coalesce(b.LS in ('V3', 'V4'), false) and p.B14 is not null) as o group by child",
    (
        WorkedOut("DAYS_FROM_14", WHOLE, "Days of care since 14.", _TWO_YEARS),
        WorkedOut("DAYS_FROM_16", WHOLE, "Days of care since 16.", _TWO_YEARS),
        WorkedOut("LATEST_REC", TEXT, "REC of the latest.", (*_TWO_YEARS, "Episodes.REC")),
    ),
)
