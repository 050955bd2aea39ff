"""The episode in need: a referral, from its receipt to its closure."""

from holdfast.record.contact import Referrals
from holdfast.record.protection import Conferences
from holdfast.returns.cin_census.projecting.field_sources import Drawn, FieldSource, line
from holdfast.sources.cin_census.census import EPISODES

# Which referrals belong, beside all others of the child: the first of them tells how old it was.
CENSUS_REFERRALS = """
select r.*, case when no_further_action then last_done >= {first}
                 else closed is null or closed >= {first} end as belongs
from seen_referrals as r"""

CIN_DETAILS = Drawn(
    EPISODES,
    rows="""
select r.key, r.child as inside, r.* exclude (key, child), t.held as transferred
from census_referrals as r
left join (select inside, min(held) as held from met
           where led_by is null and held between {first} and {known} group by inside) as t
  on t.inside = r.key""",
    order="received, key",
    belongs="belongs",
    reading="A referral of the year, and every one whose case was open on a day of the year. One "
    "that led to no further action belongs to the year in which that was decided.",
    # What was done is told of the referral it followed: one that is not given misplaces it.
    every=(Referrals,),
    lines=(
        line("CINreferralDate", Referrals.received),
        line("ReferralSource", Referrals.source),
        line("PrimaryNeedCode", Referrals.primary_need),
        line(
            "CINclosureDate",
            Referrals.closed,
            sql="case when not no_further_action then closed end",
            reading="Not for a referral with no further action: it opened no case to close.",
        ),
        line(
            "ReasonForClosure",
            Referrals.close_reason,
            sql="case when not no_further_action then close_reason end",
        ),
        line(
            "DateOfInitialCPC",
            Conferences.held,
            sql="transferred",
            reading="A conference that no enquiry here led to: the child moved here on another "
            "council's plan. The first one of the year.",
        ),
        FieldSource(
            "ReferralNFA",
            (Referrals.no_further_action,),
            reading="No, as long as it has not been decided.",
        ),
    ),
)
