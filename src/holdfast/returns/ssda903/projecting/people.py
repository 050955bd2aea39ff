"""Header, UASC, health, care leavers and permanence, as the return would send them."""

from holdfast.record.care import PreviousPermanence
from holdfast.record.care_health import (
    Convictions,
    HealthChecks,
    Immunisations,
    StrengthsQuestionnaires,
    SubstanceMisuse,
)
from holdfast.record.family import ImmigrationStatuses, Mothers, Persons
from holdfast.record.leaving_care import CareLeavers
from holdfast.record.permanence import Permanence
from holdfast.returns.ssda903.projecting.drawn import DrawnTable, drawn
from holdfast.sources.ssda903.layout import (
    AD1,
    HEADER,
    OC2,
    OC3,
    PLACED_ADOPTION,
    PREVIOUS_PERMANENCE,
    UASC,
)

_LOOKED_AFTER = "child in (select child from drawn_episodes)"
# Care leavers of the year: an age of 17 to 21 in it, and no longer looked after at its end.
LEAVERS = (
    "select c.* from care_leavers as c join persons as p on p.child = c.child "
    "join drawn_birthdays as b on b.BORN = p.born "
    "where b.B17 <= {last} and b.B22 > {first} and c.child not in "
    "(select child from drawn_episodes where ceased is null "
    # Who left care on or after the birthday in the year is not asked about in it.
    "or (b.B17 >= {first} and ceased >= b.B17) or (b.B18 between {first} and {last} "
    "and ceased >= b.B18)) "
    "qualify row_number() over (partition by c.child order by c.latest_contact desc, "
    "c.care_leaver_row) = 1"
)
# Looked after on the last day and without a break since before the year began.
TWELVE_MONTHS = (
    "select e.child from drawn_episodes as e where {known} >= {last} group by e.child "
    "having bool_or(e.ceased is null or e.ceased > {last}) and min(e.started) < {first} "
    "and not bool_or(coalesce(e.start_reason = 'S', false) and e.started > {first}) "
    "and not bool_or(coalesce(e.end_reason <> 'X1', false) and e.ceased < {last}) "
    "and not bool_or(coalesce(e.legal_status in ('V3', 'V4'), false))"
)
PEOPLE = (
    DrawnTable(
        HEADER,
        "select p.child, p.child as place, p.*, m.child_born, p.child not in (select child from "
        "drawn_episodes) as p_left from persons as p left join (select "
        "mother, min(child_born) as child_born from mothers group by mother) as m "
        f"on m.mother = p.child where p.{_LOOKED_AFTER} "
        "or p.child in (select child from drawn_leavers)",
        (
            drawn(
                "SEX",
                Persons.sex,
                sql="case when {year} > 2024 then sex when sex = 'M' then '1' "
                "when sex = 'F' then '2' end",
            ),
            drawn("ETHNIC", Persons.ethnicity),
            drawn(
                "UPN",
                Persons.upn,
                sql="coalesce(upn, case when upn_unknown <= 'UN5' then upn_unknown end)",
            ),
            drawn(
                "MOTHER",
                Persons.is_mother,
                sql="case when sex <> 'F' or p_left then null when is_mother then '1' "
                "when not is_mother then '0' end",
            ),
            drawn(
                "MC_DOB",
                Mothers.child_born,
                sql="case when sex = 'F' and is_mother and not p_left then child_born end",
            ),
        ),
        reading="Children with an episode of the year, and care leavers.",
    ),
    DrawnTable(
        UASC,
        "select child, started as place, * from immigration_statuses where (upper(kind) like "
        "'%UASC%' or upper(kind) like '%UNACCOMPANIED%') and (ended is null or ended >= {first}) "
        f"and coalesce(started, {{first}}) <= {{known}} and {_LOOKED_AFTER} qualify row_number() "
        "over (partition by child order by ended desc nulls first) = 1",
        (
            drawn(
                "SEX",
                Persons.sex,
                sql="case when {year} > 2024 then own_sex when own_sex = 'M' then '1' "
                "when own_sex = 'F' then '2' end",
            ),
            drawn(
                "DUC", ImmigrationStatuses.ended, sql="case when ended <= {known} then ended end"
            ),
        ),
    ),
    DrawnTable(
        OC2,
        "select t.child, t.child as place, p.born, b.B5, b.B10, s.score, s.reason, i.up_to_date, "
        "m.found as misuse, m.helped, c.found as convicted, h.teeth, h.assessed "
        "from drawn_twelve_months as t join persons as p on p.child = t.child "
        "left join drawn_birthdays as b on b.BORN = p.born "
        "left join (select child, score, reason from strengths_questionnaires where completed "
        "between {first} and {known} qualify row_number() over (partition by child order by "
        "completed desc, questionnaire) = 1) as s on s.child = t.child "
        "left join (select child, bool_or(up_to_date) as up_to_date from immunisations group by "
        "child) as i on i.child = t.child "
        "left join (select child, true as found, bool_or(helped) as helped from substance_misuse "
        "where identified between {first} and {known} group by child) as m on m.child = t.child "
        "left join (select child, true as found from convictions where offended between {first} "
        "and {known} group by child) as c on c.child = t.child "
        "left join (select child, bool_or(kind = 'dental') as teeth, "
        "bool_or(kind = 'health_assessment') as assessed from health_checks where held between "
        "{first} and {known} and coalesce(status = 'completed', true) group by child) as h "
        "on h.child = t.child",
        (
            drawn("SDQ_SCORE", StrengthsQuestionnaires.score),
            drawn(
                "SDQ_REASON",
                StrengthsQuestionnaires.reason,
                sql="case when score is null then reason end",
            ),
            drawn(
                "CONVICTED",
                Convictions.offended,
                sql="case when B10 <= {last} then case when convicted then '1' else '0' end end",
            ),
            drawn("HEALTH_CHECK", never="the record does not hold health surveillance"),
            drawn(
                "IMMUNISATIONS",
                Immunisations.up_to_date,
                sql="case when up_to_date then '1' else '0' end",
            ),
            drawn("TEETH_CHECK", HealthChecks.held, sql="case when teeth then '1' else '0' end"),
            drawn(
                "HEALTH_ASSESSMENT",
                HealthChecks.kind,
                sql="case when assessed then '1' else '0' end",
            ),
            drawn(
                "SUBSTANCE_MISUSE",
                SubstanceMisuse.identified,
                sql="case when misuse then '1' else '0' end",
            ),
            drawn(
                "INTERVENTION_RECEIVED",
                SubstanceMisuse.helped,
                sql="case when misuse and helped then '1' when misuse and not helped then '0' end",
            ),
            drawn("INTERVENTION_OFFERED", never="the record does not hold what was offered"),
        ),
        reading="Children looked after at 31 March and for the twelve months before. The return "
        "asks yes or no: 0 where nothing of the kind is recorded in the year.",
    ),
    DrawnTable(
        OC3,
        "select child, child as place, * from drawn_leavers",
        (
            drawn("IN_TOUCH", CareLeavers.in_touch),
            drawn("ACTIV", CareLeavers.activity),
            drawn(
                "ACCOM",
                CareLeavers.accommodation,
                sql="case when length(accommodation) = 1 then "
                "concat(accommodation, accommodation_suitable) else accommodation end",
            ),
        ),
        reading="Care leavers who are 17 to 21 in the year and not looked after at its end.",
    ),
    DrawnTable(
        AD1,
        "select p.child, p.decided as place, p.* from permanence as p where p.child in (select "
        "child from drawn_episodes where end_reason in ('E11', 'E12') and ceased >= {first}) "
        "and p.matched is not null qualify row_number() over (partition by p.child order by "
        "p.matched desc, p.permanence_row) = 1",
        (
            drawn("DATE_INT", Permanence.decided),
            drawn("DATE_MATCH", Permanence.matched),
            drawn(
                "FOSTER_CARE",
                Permanence.adopted_by_carer,
                sql="case when adopted_by_carer then '1' when not adopted_by_carer then '0' end",
            ),
            drawn("NB_ADOPTR", Permanence.adopters, sql="cast(adopters as varchar)"),
            drawn("SEX_ADOPTR", Permanence.adopter_sex),
            drawn("LS_ADOPTR", Permanence.adopter_status),
        ),
    ),
    DrawnTable(
        PLACED_ADOPTION,
        "select child, decided as place, * from permanence where decided <= {known} and "
        f"(reversed_on is null or reversed_on >= {{first}}) and {_LOOKED_AFTER}",
        (
            drawn("DATE_PLACED", Permanence.decided),
            drawn(
                "DATE_PLACED_CEASED",
                Permanence.reversed_on,
                sql="case when reversed_on <= {known} then reversed_on end",
            ),
            drawn(
                "REASON_PLACED_CEASED",
                Permanence.reversed_reason,
                sql="case when reversed_on <= {known} then reversed_reason end",
            ),
        ),
    ),
    DrawnTable(
        PREVIOUS_PERMANENCE,
        "select child, permanence_row as place, * from previous_permanence where child in (select "
        "child from drawn_episodes where start_reason = 'S' and started >= {first}) "
        "qualify row_number() over (partition by child order by permanence_row desc) = 1",
        (
            drawn("PREV_PERM", PreviousPermanence.kind),
            drawn("LA_PERM", PreviousPermanence.authority),
            drawn("DATE_PERM", PreviousPermanence.ordered),
        ),
    ),
)
