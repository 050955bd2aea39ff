"""Enquiries, conferences, child protection plans and their reviews in the census."""

from holdfast.record.protection import (
    Conferences,
    Enquiries,
    ProtectionPlans,
    ProtectionReviews,
)
from holdfast.returns.cin_census.projecting.field_sources import Barred, Drawn, FieldSource, line
from holdfast.returns.cin_census.projecting.placing import Placed
from holdfast.sources.cin_census.census import PROTECTION_PLANS, REVIEWS, SECTION_47

# A conference is to be held within so many working days of the strategy discussion.
CONFERENCE_LIMIT = 15

ENQUIRIES = Placed(
    "enquiries",
    """
select enquiry, child, referral as named, started as first_day, started, conference_needed,
  no_further_action, case when ended <= {known} then ended end as ended, ended > {known} as runs_on,
  source_row
from enquiries where started <= {known}""",
    order="started, enquiry",
)

CONFERENCES = Placed(
    "conferences",
    """
select c.conference, c.child, coalesce(c.referral, p.referral) as named, c.enquiry,
  coalesce(c.held, c.target) as first_day, c.target, coalesce(c.transfer_in, false) as transfer_in,
  case when c.held <= {known} then c.held end as held, c.source_row
from conferences as c
left join (select conference, child, min(referral) as referral from protection_plans
           group by conference, child) as p
  on p.conference = c.conference and p.child = c.child""",
    order="held, conference",
)

PLANS = Placed(
    "protection_plans",
    """
select p.plan, p.child, coalesce(p.referral, c.referral) as named, p.started as first_day,
  p.started, case when p.ended <= {known} then p.ended end as ended, p.initial_category,
  p.latest_category, p.source_row
from protection_plans as p
left join (select conference, child, min(referral) as referral from conferences
           group by conference, child) as c
  on c.conference = p.conference and c.child = p.child
where p.started <= {known} and p.other_authority is not true""",
    order="started, plan",
)

# Each conference with the enquiry that led to it. Where the source does not say, it is the
# latest one begun before it, unless the child moved here on another council's plan.
MET = """
select c.key, c.inside, c.held, c.target,
  case when not c.transfer_in then coalesce(e.key, (
    select max(n.key) from seen_enquiries as n
    where n.inside = c.inside and n.started <= c.held)) end as led_by
from seen_conferences as c
left join seen_enquiries as e on e.enquiry = c.enquiry and e.child = c.child"""

_NOT_REQUIRED = "(held is null and not coalesce(runs_on, false) and unneeded)"

IN_SECTION_47 = Drawn(
    SECTION_47,
    rows="""
select e.*, c.held, coalesce(c.target, t.due) as target,
  coalesce(not e.conference_needed, e.no_further_action, false) as unneeded
from seen_enquiries as e
left join (select led_by, held, target, row_number() over (partition by led_by
             order by held nulls last, target, key) as place from met) as c
  on c.led_by = e.key and c.place = 1
left join conference_targets as t on t.started = e.started""",
    order="started, key",
    belongs=f"case when held is not null then held >= {{first}} "
    f"when {_NOT_REQUIRED} then coalesce(ended, started) >= {{first}} "
    "else started >= {first} end",
    reading="Those whose conference was held in the year; those that ended in it without need of "
    "one; those begun in it of which neither is known yet.",
    barred=(
        Barred(
            f"held is null and not {_NOT_REQUIRED} and started < {{first}}",
            "enquiries begun before the census year, with neither a conference nor word that "
            "none was needed (rule 8740)",
        ),
    ),
    lines=(
        line("S47ActualStartDate", Enquiries.started),
        FieldSource(
            "InitialCPCtarget",
            (Enquiries.started,),
            sql=f"case when not {_NOT_REQUIRED} then target end",
            reading="The day that the record gives; else fifteen working days from the start.",
        ),
        line("DateOfInitialCPC", Conferences.held),
        FieldSource(
            "ICPCnotRequired",
            (Enquiries.conference_needed,),
            sql=_NOT_REQUIRED,
            instead=(Enquiries.no_further_action,),
            reading="Yes, where the enquiry found no need of a conference and none was held.",
        ),
    ),
)

CHILD_PROTECTION_PLANS = Drawn(
    PROTECTION_PLANS,
    rows="""
select *, row_number() over (partition by child order by started, key) - 1 as earlier
from seen_protection_plans""",
    order="started, key",
    belongs="ended is null or ended >= {first}",
    reading="Those that ran on a day of the year. A plan of another council, for a child who is "
    "placed here, is theirs to send.",
    lines=(
        line("CPPstartDate", ProtectionPlans.started),
        line("CPPendDate", ProtectionPlans.ended),
        line("InitialCategoryOfAbuse", ProtectionPlans.initial_category),
        line("LatestCategoryOfAbuse", ProtectionPlans.latest_category),
        FieldSource(
            "NumberOfPreviousCPP",
            (ProtectionPlans.started,),
            sql="earlier",
            every=(ProtectionPlans,),
            reading="Plans of the child that the record holds from before this one.",
        ),
    ),
)

IN_REVIEWS = Drawn(
    REVIEWS,
    rows="""
select coalesce(named.key, case when r.plan is null then (
    select max(n.key) from seen_protection_plans as n where n.child = r.child
    and r.held between n.started and coalesce(n.ended, {known})) end) as inside,
  r.review as key, r.held
from protection_reviews as r
left join seen_protection_plans as named on named.plan = r.plan and named.child = r.child
where r.held <= {known}""",
    order="held, key",
    reading="All that were held of a plan of the year, the earlier ones too.",
    lines=(line("CPPreviewDate", ProtectionReviews.held),),
)
