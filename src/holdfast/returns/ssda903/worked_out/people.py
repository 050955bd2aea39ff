"""What all rows of a child say together: birthdays, care in the year, the years before."""

from holdfast.returns.ssda903.worked_out.columns import (
    DAY,
    FLAG,
    TEXT,
    WHOLE,
    WorkedOut,
    derived,
)
from holdfast.returns.ssda903.worked_out.given import AGES
from holdfast.sources.ssda903.layout import TABLES

_BORN = ("Header.DOB",)
_WITH_DOB = [one.name for one in TABLES if any(c.name == "DOB" for c in one.columns)]
_BIRTHS = " union all ".join(
    f"select child, DOB, {int(name != 'Header')} as later from {name}" for name in _WITH_DOB
)
_CHILDREN = " union ".join(f"select child from {one.name}" for one in TABLES)

PERSON = derived(
    "Person",
    "A row for each child: what Header says, birthdays, and whether the child is or was UASC. "
    "The date of birth is that of Header, else of the other files.",
    "with born as (select child, coalesce(min(case when later = 0 then DOB end), min(DOB)) "
    f"as DOB from ({_BIRTHS}) as b group by child), "
    "first as (select child, DOB, SEX, UPN, MOTHER, MC_DOB from Header "
    "qualify row_number() over (partition by child order by row) = 1) "
    "select c.child, f.child is not null as HEADED, f.DOB as HEADER_DOB, f.SEX as HEADER_SEX, "
    "f.UPN as HEADER_UPN, f.MOTHER as HEADER_MOTHER, f.MC_DOB as HEADER_MC_DOB, "
    "u.child is not null as IS_UASC, (u.child is not null or w.child is not null) as EVER_UASC, "
    f"{', '.join(f'a.B{age}' for age in AGES)} "
    f"from ({_CHILDREN}) as c left join first as f on f.child = c.child "
    "left join born as o on o.child = c.child left join Birthdays as a on a.BORN = o.DOB "
    "left join (select distinct child from UASC) as u on u.child = c.child "
    "left join (select distinct child from UASC_last) as w on w.child = c.child",
    (
        WorkedOut("HEADED", FLAG, "Whether the child is in Header.", ("Header.CHILD",)),
        WorkedOut("HEADER_DOB", DAY, "Date of birth in Header.", _BORN),
        WorkedOut("HEADER_SEX", TEXT, "Sex in Header.", ("Header.SEX",)),
        WorkedOut("HEADER_UPN", TEXT, "UPN in Header.", ("Header.UPN",)),
        WorkedOut("HEADER_MOTHER", TEXT, "Mother in Header.", ("Header.MOTHER",)),
        WorkedOut("HEADER_MC_DOB", DAY, "First child's birth in Header.", ("Header.MC_DOB",)),
        WorkedOut("IS_UASC", FLAG, "Whether the child is in UASC.", ("UASC.CHILD",)),
        WorkedOut("EVER_UASC", FLAG, "In UASC, or in last year's if given.", ("UASC.CHILD",)),
        *(WorkedOut(f"B{age}", DAY, f"The birthday at {age}.", _BORN) for age in AGES),
    ),
)

_SPAN = ("Episodes.DECOM", "Episodes.DEC")
_OVERLAPS = (
    "(e.DECOM <= y.YEAR_END and (e.DEC >= y.YEAR_START or (e.DEC is null "
    "and not coalesce(list_contains(e.unreadable, 'DEC'), false))))"
)
_BREAK = "coalesce(e.LS in ('V3', 'V4'), false)"
_TWELVE_MONTHS = (
    f"coalesce(bool_or({_OVERLAPS}), false) "
    "and coalesce(bool_or(e.DECOM <= y.YEAR_END and (e.DEC > y.YEAR_END or (e.DEC is null "
    "and not coalesce(list_contains(e.unreadable, 'DEC'), false)))), false) "
    "and not coalesce(bool_or((e.RNE = 'S' and e.DECOM > y.YEAR_START and e.DECOM <= y.YEAR_END) "
    "or ((e.REC is null or e.REC <> 'X1') and e.DEC >= y.YEAR_START and e.DEC < y.YEAR_END) "
    f"or ({_OVERLAPS} and {_BREAK})), false)"
)

CARE = derived(
    "Care",
    "A row for each child with an episode: its first and last, and the year as a whole.",
    "select e.child, count(*) as EPISODES, "
    f"count(case when {_BREAK} then null else 1 end) as CARE_EPISODES, "
    f"count(case when {_OVERLAPS} then 1 end) as YEAR_EPISODES, "
    "min(e.DECOM) as FIRST_DECOM, max(e.DECOM) as LAST_DECOM, "
    "max(case when t.IS_LAST then e.REC end) as LAST_REC, "
    "max(case when t.IS_LAST then e.DEC end) as LAST_DEC, "
    "max(case when e.RNE = 'S' then e.DECOM end) as LAST_START, "
    f"min(case when {_BREAK} then null else e.DECOM end) as FIRST_CARE, "
    "min(case when e.LS = 'E1' then e.DECOM end) as FIRST_ORDER, "
    "min(case when e.PLACE in ('A3', 'A4', 'A5', 'A6') then e.DECOM end) as FIRST_ADOPTIVE, "
    "max(case when t.IS_LAST_LEFT then e.DEC end) as LEFT_ON, "
    "count(case when e.PLACE = 'T3' then 1 end) as TEMPORARY_HOLIDAYS, "
    "count(case when e.LS = 'V3' then 1 end) as V3_EPISODES, "
    "count(case when e.LS = 'V4' then 1 end) as V4_EPISODES, "
    "sum(case when e.LS = 'V3' and e.DECOM is not null "
    "and coalesce(e.DEC, y.YEAR_END) > greatest(e.DECOM, y.YEAR_START) "
    "then date_diff('day', greatest(e.DECOM, y.YEAR_START), "
    "least(coalesce(e.DEC, y.YEAR_END), y.YEAR_END)) else 0 end) as BREAK_DAYS, "
    f"{_TWELVE_MONTHS} as TWELVE_MONTHS "
    "from Episodes as e cross join Year as y left join Turn as t on t.row = e.row "
    "group by e.child",
    (
        WorkedOut("EPISODES", WHOLE, "How many episodes.", ("Episodes.CHILD",)),
        WorkedOut("CARE_EPISODES", WHOLE, "How many that are no short break.", ("Episodes.LS",)),
        WorkedOut("YEAR_EPISODES", WHOLE, "How many that lie in the year.", _SPAN),
        WorkedOut("FIRST_DECOM", DAY, "The first day of the first.", ("Episodes.DECOM",)),
        WorkedOut("LAST_DECOM", DAY, "The first day of the last.", ("Episodes.DECOM",)),
        WorkedOut("LAST_REC", TEXT, "REC of the last.", ("Episodes.DECOM", "Episodes.REC")),
        WorkedOut("LAST_DEC", DAY, "DEC of the last.", _SPAN),
        WorkedOut("LAST_START", DAY, "Latest start (S).", ("Episodes.DECOM", "Episodes.RNE")),
        WorkedOut("FIRST_CARE", DAY, "First no break.", ("Episodes.DECOM", "Episodes.LS")),
        WorkedOut("FIRST_ORDER", DAY, "First under E1.", ("Episodes.DECOM", "Episodes.LS")),
        WorkedOut("FIRST_ADOPTIVE", DAY, "First A3-A6.", ("Episodes.DECOM", "Episodes.PLACE")),
        WorkedOut("LEFT_ON", DAY, "DEC of the last not ended X1.", (*_SPAN, "Episodes.REC")),
        WorkedOut("TEMPORARY_HOLIDAYS", WHOLE, "How many of T3.", ("Episodes.PLACE",)),
        WorkedOut("V3_EPISODES", WHOLE, "How many under V3.", ("Episodes.LS",)),
        WorkedOut("V4_EPISODES", WHOLE, "How many under V4.", ("Episodes.LS",)),
        WorkedOut("BREAK_DAYS", WHOLE, "Days under V3 in the year.", (*_SPAN, "Episodes.LS")),
        WorkedOut(
            "TWELVE_MONTHS",
            FLAG,
            "Looked after at 31 March and for the twelve months before, without a break.",
            (*_SPAN, "Episodes.RNE", "Episodes.REC", "Episodes.LS"),
        ),
    ),
)
