"""What must hold of any made-up council: each rule is a query for the rows that break it."""

from collections.abc import Iterable, Mapping
from datetime import date

import pyarrow as pa

from holdfast.engine import Engine, open_engine
from holdfast.record.register import TABLES
from holdfast.record.schema.table import Column, ColumnKind, Table
from holdfast.simulation.written.known_from import HINDSIGHT, PLANNED

# What may be written of a child who is not born yet: plans and talk, never a visit.
BEFORE_BIRTH = {
    "actions",
    "agreed_intervals",
    "assessments",
    "chronologies",
    "conferences",
    "contacts",
    "core_groups",
    "disputes",
    "enquiries",
    "involvements",
    "legal_planning_meetings",
    "need_plans",
    "need_reviews",
    "oversight_entries",
    "persons",
    "pre_proceedings",
    "protection_plans",
    "protection_reviews",
    "referrals",
    "strategy_discussions",
    "supervisions",
}

# What is done, by its day, for a child on an open case and for no other.
OF_A_CASE = {
    "actions": "set_on evidenced",
    "agreed_intervals": "agreed ended",
    "assessments": "started authorised",
    "care_reviews": "held",
    "care_visits": "visited",
    "chronologies": "updated",
    "conferences": "held",
    "core_groups": "held",
    "education_plans": "initiated completed",
    "enquiries": "started ended",
    "exploitation_assessments": "completed",
    "exploitation_concerns": "identified ended",
    "health_checks": "held",
    "legal_planning_meetings": "requested held",
    "need_plans": "started ended",
    "need_reviews": "held",
    "need_visits": "visited",
    "oversight_entries": "made",
    "placements": "started long_term_agreed ended",
    "pre_proceedings": "letter_sent first_meeting outcome_agreed",
    "proceedings": "issued concluded",
    "protection_reviews": "held",
    "protection_visits": "visited",
    "short_breaks": "started ended",
    "strategy_discussions": "concern_identified held",
    "supervisions": "held",
}

RULES = {
    "an assessment is signed off after it begins": """
        select * from assessments where authorised < started""",
    "an assessment begins after its referral": """
        select * from assessments as a join referrals as r using (referral)
        where a.started < r.received or a.child <> r.child""",
    "a conference is held after its enquiry began": """
        select * from conferences as c join enquiries as e using (enquiry)
        where c.held < e.started or c.child <> e.child""",
    "an enquiry begins with its strategy discussion": """
        select * from strategy_discussions as s join enquiries as e using (enquiry)
        where s.held <> e.started or s.concern_identified > s.held or s.child <> e.child""",
    "nobody moves here onto a case that is being worked on": """
        select c.conference from conferences as c join enquiries as e using (referral)
        where c.transfer_in and e.child = c.child and e.started < c.transfer_notified union
        select c.conference from conferences as c join need_plans as p using (referral)
        where c.transfer_in and p.child = c.child and p.started < c.transfer_notified""",
    "what more than an assessment followed is not closed as after one": """
        select referral from referrals where close_reason in ('RC8', 'RC9')
        and (referral in (select referral from enquiries)
        or referral in (select referral from conferences)
        or referral in (select referral from protection_plans)
        or referral in (select referral from need_plans))""",
    "a plan begins at its conference": """
        select * from protection_plans as p join conferences as c using (conference)
        where p.started <> c.held or p.child <> c.child or c.plan <> p.plan or not c.plan_made""",
    "a conference that made a plan has it in the record": """
        select * from conferences as c where plan_made
        and not exists (select 1 from protection_plans as p where p.plan = c.plan)""",
    "a review lies inside its plan": """
        select * from protection_reviews as r join protection_plans as p using (plan)
        where r.held <= p.started or r.held > p.ended or r.child <> p.child""",
    "a plan ended by its review does not go on": """
        select * from protection_reviews as r join protection_plans as p using (plan)
        where r.plan_continues = false and p.ended is null""",
    "a visit lies inside its plan": """
        select * from protection_visits as v join protection_plans as p using (plan)
        where v.visited < p.started or v.visited > p.ended or v.child <> p.child""",
    "a core group lies inside its plan": """
        select * from core_groups as g join protection_plans as p using (plan)
        where g.held < p.started or g.held > p.ended or g.child <> p.child""",
    "a review of a need plan lies inside it": """
        select * from need_reviews as r join need_plans as p using (plan)
        where r.held < p.started or r.held > p.ended or r.child <> p.child""",
    "no child is on two protection plans": """
        select * from protection_plans as a join protection_plans as b
        on a.child = b.child and a.plan < b.plan
        and a.started < coalesce(b.ended, date '9999-01-01')
        and b.started < coalesce(a.ended, date '9999-01-01')""",
    "no child has two open cases": """
        select * from referrals as a join referrals as b
        on a.child = b.child and a.referral < b.referral
        and a.received < coalesce(b.closed, date '9999-01-01')
        and b.received < coalesce(a.closed, date '9999-01-01')""",
    "nothing of a case goes on after its closure": """
        select r.referral from referrals as r join protection_plans as p using (referral)
        where r.closed < coalesce(p.ended, date '9999-01-01') union all
        select r.referral from referrals as r join need_plans as p using (referral)
        where r.closed < coalesce(p.ended, date '9999-01-01') union all
        select r.referral from referrals as r join care_episodes as e using (referral)
        where r.closed < coalesce(e.ended, date '9999-01-01') union all
        select r.referral from referrals as r join enquiries as e using (referral)
        where r.closed < coalesce(e.ended, date '9999-01-01') union all
        select r.referral from referrals as r join involvements as i using (referral)
        where i.role = 'CW' and r.closed < coalesce(i.ended, date '9999-01-01')""",
    "one at a time holds a child": """
        select * from involvements as a join involvements as b
        on a.child = b.child and a.involvement < b.involvement
        and a.role = 'CW' and b.role = 'CW'
        and a.started < coalesce(b.ended, date '9999-01-01')
        and b.started < coalesce(a.ended, date '9999-01-01')""",
    "only a team's inbox is no named worker": """
        select * from involvements join professionals using (worker)
        where named <> (kind <> 'inbox')""",
    "each episode of care begins where the last one ended": """
        select * from (
            select *, lag(ended) over (partition by care_period order by started) as earlier
            from care_episodes)
        where (earlier is null) <> (start_reason = 'S') or earlier <> started""",
    "an episode goes on to another, or care ends": """
        select * from (
            select *, lead(started) over (partition by care_period order by started) as later
            from care_episodes)
        where coalesce(end_reason, '') <> 'X1' and later is not null
        or end_reason = 'X1' and later is null""",
    "an episode's placement covers it": """
        select * from care_episodes as e join placements as p using (placement)
        where e.started < p.started or coalesce(e.ended, date '9999-01-01')
        > coalesce(p.ended, date '9999-01-01') or e.care_period <> p.care_period""",
    "each placement begins where the last one ended": """
        select * from (
            select *, lag(ended) over (partition by care_period order by started) as earlier
            from placements)
        where earlier <> started""",
    "no child is in care twice at once": """
        select * from care_episodes as a join care_episodes as b
        on a.child = b.child and a.episode < b.episode
        and a.started < coalesce(b.ended, date '9999-01-01')
        and b.started < coalesce(a.ended, date '9999-01-01')""",
    "a visit in care lies inside the period": """
        select v.visit from care_visits as v join (
            select care_period, min(started) as began, max(coalesce(ended, date '9999-01-01'))
            as finished from care_episodes group by care_period) using (care_period)
        where visited < began or visited > finished""",
    "nobody is in care or on a plan after 18": """
        select child from care_episodes join persons using (child)
        where coalesce(ended, started) > born + interval 6576 day union all
        select child from protection_plans join persons using (child)
        where coalesce(ended, started) > born + interval 6576 day""",
    "a mother is older than her child": """
        select * from mothers as m join persons as p on p.child = m.mother
        where m.child_born < p.born + interval 15 year or not p.is_mother""",
    "siblings share a family, and no child has two": """
        select child from family_links group by child having count(*) <> 1""",
    "every child was once told of": """
        select * from persons where child not in (select child from contacts)""",
    "a late reason is given only for what is late": """
        select conference from conferences where late_reason is not null and held <= target
        union all
        select review from care_reviews where late_reason is not null and held <= due""",
    "a child at home on an order has that order": """
        select * from care_episodes as e join placements as p using (placement)
        where p.regulation = 'home_interim' and e.legal_status <> 'C1'
        or p.regulation = 'home_full' and e.legal_status <> 'C2'""",
    "a carer is approved for the time being for 24 weeks at most": """
        select * from placements, last_day
        where regulation = '24' and coalesce(ended, as_at) > started + interval 168 day""",
    "private fostering ends at 16, or at 18 for a disabled child": """
        select * from private_fostering as f join persons as p using (child), last_day
        where coalesce(f.ended, as_at) > p.born + interval 18 year
        or coalesce(f.ended, as_at) > p.born + interval 16 year and f.child not in
        (select child from disabilities where kind <> 'NONE')""",
    "an agreement to visit weekly lasts as long as its plan": """
        select * from agreed_intervals as a where not exists (
            select 1 from protection_plans as p
            where p.child = a.child and p.started = a.agreed
            and coalesce(p.ended, a.ended) is not distinct from a.ended)""",
    "a pathway plan is reviewed after it was agreed": """
        select * from pathway_reviews as r where not exists (
            select 1 from pathway_needs as n
            where n.child = r.child and n.plan_agreed <= r.held)""",
    "a planned check lies ahead, a done one behind": """
        select * from health_checks, last_day
        where (status = 'planned') <> (held > as_at)""",
}


def broken(tables: Mapping[str, pa.Table], as_at: date) -> dict[str, int]:
    """How many rows break each rule; a coherent council breaks none."""
    engine = open_engine()
    for name, rows in tables.items():
        engine.rows(name, rows)
    engine.rows("last_day", pa.table({"as_at": pa.array([as_at])}))
    queries = RULES | _closures() | _references() | _days() | _births() | _spans() | _hindsight()
    found = {rule: _count(engine, sql) for rule, sql in queries.items()}
    engine.close()
    return {rule: count for rule, count in found.items() if count}


def _count(engine: Engine, sql: str) -> int:
    return int(engine.fetch(f"select count(*) as n from ({sql}) as found")["n"][0].as_py())


def _columns(table: type[Table], kind: ColumnKind) -> list[Column]:
    return [one for one in table.columns if one.kind is kind]


def _any(conditions: Iterable[str]) -> str:
    return " or ".join(conditions)


def _references() -> dict[str, str]:
    """Whatever a row names is in the record."""
    keys = {table.name: key.name for table in TABLES if (key := table.key())}
    named = {table: [one for one in _columns(table, ColumnKind.ID) if one.of] for table in TABLES}
    return {
        f"what {table.name} name is in the record": f"select * from {table.name} where "
        + _any(_dangling(one.name, keys[one.of], one.of) for one in columns)
        for table, columns in named.items()
        if columns
    }


def _dangling(column: str, key: str, table: str) -> str:
    """A name that is given and is not there; a blank one names nothing, also in an empty table."""
    return f"({column} is not null and {column} not in (select {key} from {table}))"


def _days() -> dict[str, str]:
    """Nothing is dated after the last day, but what is planned."""
    past = {
        table: [
            one for one in _columns(table, ColumnKind.DAY) if one.name not in PLANNED.get(table, ())
        ]
        for table in TABLES
        if table.name != "health_checks"  # has a rule of its own
    }
    return {
        f"{table.name} have no day in the future": f"select * from {table.name}, last_day where "
        + _any(f"{one.name} > as_at" for one in columns)
        for table, columns in past.items()
        if columns
    }


def _births() -> dict[str, str]:
    about = {
        table: _columns(table, ColumnKind.DAY)
        for table in TABLES
        if "child" in {one.name for one in table.columns} and table.name not in BEFORE_BIRTH
    }
    return {
        f"{table.name} have no day before birth": f"""
            select * from {table.name} as t join persons as p on p.child = t.child where """
        + _any(f"t.{one.name} < p.born" for one in columns)
        for table, columns in about.items()
        if columns
    }


def _spans() -> dict[str, str]:
    return {
        f"{table.name} end after they start": f"select * from {table.name} where ended < started"
        for table in TABLES
        if {"started", "ended"} <= {one.name for one in table.columns}
    }


def _closures() -> dict[str, str]:
    """What the council does for a child on a case is done while one is open."""
    held = "r.child = t.child and r.received <= {0} and {0} <= coalesce(r.closed, {0})"
    after = "select 1 from referrals as r where r.child = t.child and r.closed < {0}"
    outside = f"exists ({after}) and not exists (select 1 from referrals as r where {held})"
    return {
        f"{table} have no day when the case was closed": f"select * from {table} as t where "
        + _any(f"t.{day} is not null and {outside.format(f't.{day}')}" for day in days.split())
        for table, days in OF_A_CASE.items()
    }


def _hindsight() -> dict[str, str]:
    """What only a later day could tell is not told."""
    return {
        f"{table.name} tell nothing too early": f"select * from {table.name} where "
        + _any(f"({day} is null and {name} is not null)" for name, day in columns.items())
        for table, columns in HINDSIGHT.items()
    }
