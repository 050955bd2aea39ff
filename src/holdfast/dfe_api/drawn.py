"""From which rows of the record each block of a payload is drawn, as SQL over the record's tables.

Every query gives ``child``, ``inside`` (the referral that the row belongs to; not for blocks of the
child itself) and the block's fields by their names. ``{first}`` and ``{last}`` are the days of the
window. Codes are cut to the API's lengths, as the sector's own builder cuts them. What names no
referral has no place in a payload, and is counted (``payload.left_out``).
"""

from collections.abc import Mapping

from holdfast.dfe_api import declared as api

# Whom the early adopters' specification takes in: up to 25 at some time in the window, and with a
# referral open in it, or in care, or on a plan; or a care leaver heard of in it. Everything but the
# referral hangs below one, so that a child without an open one has nothing to send but the details.
COHORT = """
select p.child from persons as p
where coalesce(p.born, p.expected) >= date '{born_from}' and (
  exists (select 1 from referrals as r where r.child = p.child and r.received <= date '{last}'
    and (r.closed is null or r.closed >= date '{first}'))
  or exists (select 1 from care_episodes as e where e.child = p.child
    and e.started <= date '{last}' and (e.ended is null or e.ended >= date '{first}'))
  or exists (select 1 from care_leavers as l where l.child = p.child
    and l.latest_contact >= date '{first}' and l.latest_contact <= date '{last}'))"""

OPEN = """
select r.referral from referrals as r where r.received <= date '{last}'
  and (r.closed is null or r.closed >= date '{first}')"""

DETAILS = """
select p.child, coalesce(p.system_number, '') as mis_child_id,
  p.upn as unique_pupil_number, f.value as former_unique_pupil_number,
  p.upn_unknown as unique_pupil_number_unknown_reason,
  p.forename as first_name, p.surname as surname, p.born as date_of_birth,
  case when p.born is null then p.expected end as expected_date_of_birth,
  p.sex, p.ethnicity, a.postcode,
  case when u.child is not null then true end as uasc_flag, u.ended as uasc_end_date
from persons as p
left join (select child, max(value) as value from linked_identifiers
  where lower(kind) like '%former%pupil%' and length(value) = 13 group by child) as f
  on f.child = p.child
left join (select child, max(postcode) as postcode from addresses as d
  where d.ended is null group by child having count(distinct postcode) = 1) as a
  on a.child = p.child
left join (select child, case when bool_or(ended is null) then null else max(ended) end as ended
  from immigration_statuses where kind = 'UASC'
  and (ended is null or ended >= date '{first}') group by child) as u on u.child = p.child"""

LISTS: Mapping[str, str] = {
    "disabilities": "select distinct child, child as key, kind as code from disabilities",
    "factors": "select distinct child, assessment as key, factor as code from assessment_factors",
}

ROWS: Mapping[api.ApiBlock, str] = {
    api.HEALTH.blocks[0]: """
select child, completed as date, score from strengths_questionnaires
where completed >= date '{first}' and completed <= date '{last}' and score is not null""",
    api.EPISODES: """
select child, referral as social_care_episode_id, received as referral_date,
  substr(source, 1, 2) as referral_source,
  no_further_action as referral_no_further_action_flag, closed as closure_date,
  substr(close_reason, 1, 3) as closure_reason
from referrals where referral in ({open})""",
    api.CARE_WORKERS: """
select i.child, i.referral as inside, p.registration as worker_id,
  i.started as start_date, i.ended as end_date
from involvements as i join professionals as p on p.worker = i.worker
where i.role in ({social_worker}) and p.registration is not null
  and i.referral in (select referral from need_plans where started <= date '{last}'
    and (ended is null or ended >= date '{first}'))
  and i.started <= date '{last}' and (i.ended is null or i.ended >= date '{first}')""",
    api.ASSESSMENTS: """
select child, referral as inside, assessment as child_and_family_assessment_id,
  started as start_date, authorised as authorisation_date from assessments""",
    api.NEED_PLANS: """
select child, referral as inside, plan as child_in_need_plan_id,
  started as start_date, ended as end_date from need_plans""",
    api.ENQUIRIES: """
select e.child, e.referral as inside, e.enquiry as section_47_assessment_id,
  e.started as start_date, e.conference_needed as icpc_required_flag,
  c.held as icpc_date, e.ended as end_date
from enquiries as e left join (select enquiry, max(held) as held from conferences
  where held is not null group by enquiry) as c on c.enquiry = e.enquiry""",
    api.PROTECTION_PLANS: """
select child, referral as inside, plan as child_protection_plan_id,
  started as start_date, ended as end_date from protection_plans
where coalesce(other_authority, false) = false""",
    api.PLACEMENTS: """
select p.child, e.referral as inside, p.placement as child_looked_after_placement_id,
  p.started as start_date, substr(e.start_reason, 1, 1) as start_reason,
  substr(p.kind, 1, 3) as placement_type, p.postcode, p.ended as end_date,
  substr(e.end_reason, 1, 3) as end_reason, substr(p.change_reason, 1, 6) as change_reason
from placements as p join (select placement, min(referral) as referral,
  min(start_reason) as start_reason, min(end_reason) as end_reason
  from care_episodes where placement is not null group by placement) as e
  on e.placement = p.placement""",
    api.ADOPTION: """
select p.child, e.referral as inside, p.decided as initial_decision_date,
  p.matched as matched_date, p.placed as placed_date
from permanence as p join (select care_period, min(referral) as referral from care_episodes
  where care_period is not null group by care_period) as e on e.care_period = p.care_period
where p.decided is not null or p.matched is not null or p.placed is not null""",
    api.CARE_LEAVERS: """
select l.child, r.referral as inside, l.latest_contact as contact_date,
  substr(l.activity, 1, 2) as activity, substr(l.accommodation, 1, 1) as accommodation
from care_leavers as l join (select child, max(referral) as referral from referrals
  where closed is null and received <= date '{last}' group by child) as r on r.child = l.child
where l.latest_contact >= date '{first}' and l.latest_contact <= date '{last}'""",
}
