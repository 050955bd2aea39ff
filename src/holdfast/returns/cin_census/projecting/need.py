"""Child in need plans in the census."""

from holdfast.record.need import NeedPlans
from holdfast.returns.cin_census.projecting.field_sources import Drawn, line
from holdfast.returns.cin_census.projecting.placing import Placed
from holdfast.sources.cin_census.census import NEED_PLANS

PLACED = Placed(
    "need_plans",
    """
select plan, child, referral as named, started as first_day, started,
  case when ended <= {known} then ended end as ended, source_row
from need_plans where started <= {known}""",
    order="started, plan",
)

CIN_PLAN_DATES = Drawn(
    NEED_PLANS,
    rows="select * from seen_need_plans",
    order="started, ended nulls last, key",
    belongs="ended is null or ended >= {first}",
    reading="Those that ran on a day of the year.",
    lines=(
        line("CINPlanStartDate", NeedPlans.started),
        line("CINPlanEndDate", NeedPlans.ended),
    ),
)
