"""Episodes, reviews, times missing and social workers, as the return would send them."""

from holdfast.record.care import CareEpisodes, CareReviews, Placements
from holdfast.record.holding import HOLDS
from holdfast.record.missing import MissingEpisodes
from holdfast.record.workforce import Involvements, Professionals
from holdfast.returns.ssda903.conditions import NO_PROVIDER
from holdfast.returns.ssda903.projecting.drawn import DrawnTable, drawn
from holdfast.sources.ssda903.layout import EPISODES, MISSING, REVIEWS, SW_EPISODES

# Episodes of the year: those that were open on a day of it.
OF_YEAR = (
    "select e.*, p.kind, p.provider, p.urn, p.postcode, p.change_reason, "
    "p.ended as placement_ended, case when e.ended <= {known} then e.ended end as ceased "
    "from care_episodes as e left join placements as p on p.placement = e.placement "
    "where e.started <= {known} and (e.ended is null or e.ended >= {first})"
)
CARE = (
    DrawnTable(
        EPISODES,
        "select child, started as place, * from drawn_episodes",
        (
            drawn("DECOM", CareEpisodes.started),
            drawn("RNE", CareEpisodes.start_reason),
            drawn("LS", CareEpisodes.legal_status),
            drawn("CIN", CareEpisodes.primary_need),
            drawn("PLACE", Placements.kind, CareEpisodes.placement),
            drawn(
                "PLACE_PROVIDER",
                Placements.provider,
                sql=f"case when kind not in {NO_PROVIDER} then provider end",
            ),
            drawn("DEC", CareEpisodes.ended, sql="ceased"),
            drawn(
                "REC",
                CareEpisodes.end_reason,
                sql="case when ceased is not null then end_reason end",
            ),
            drawn(
                "REASON_PLACE_CHANGE",
                Placements.change_reason,
                sql="case when end_reason = 'X1' and placement_ended = ceased "
                "then change_reason end",
            ),
            drawn("HOME_POST", never="the record does not say which address was the home"),
            drawn("PL_POST", Placements.postcode),
            drawn("URN", Placements.urn),
        ),
        reading="An episode of the year is one that was open on a day of it.",
    ),
    DrawnTable(
        REVIEWS,
        "select child, held as place, * from care_reviews where held between {first} and {known} "
        "and coalesce(not cancelled, true) and child in (select child from drawn_episodes)",
        (
            drawn("REVIEW", CareReviews.held),
            drawn("REVIEW_CODE", CareReviews.participation),
        ),
    ),
    DrawnTable(
        MISSING,
        "select m.child, m.started as place, m.* from missing_episodes as m where m.started <= "
        "{known} and (m.ended is null or m.ended >= {first}) and exists (select 1 from "
        "drawn_episodes as e where e.child = m.child and m.started >= e.started "
        "and (e.ended is null or m.started <= e.ended))",
        (
            drawn(
                "MISSING",
                MissingEpisodes.kind,
                sql="case kind when 'missing' then 'M' when 'away' then 'A' end",
            ),
            drawn("MIS_START", MissingEpisodes.started),
            drawn(
                "MIS_END", MissingEpisodes.ended, sql="case when ended <= {known} then ended end"
            ),
        ),
        reading="Those that began while the child was looked after.",
    ),
    DrawnTable(
        SW_EPISODES,
        "select i.child, i.started as place, i.started, i.ended, i.change_reason, w.registration "
        "from involvements as i left join (select worker, max(registration) as registration from "
        f"professionals group by worker) as w on w.worker = i.worker where {HOLDS.sql('i')} and "
        "i.started <= {known} and (i.ended is null or i.ended >= {first}) "
        "and i.child in (select child from drawn_episodes)",
        (
            drawn("SW_ID", Professionals.registration, Involvements.worker),
            drawn("SW_DECOM", Involvements.started),
            drawn("SW_DEC", Involvements.ended, sql="case when ended <= {known} then ended end"),
            drawn("SW_REASON", Involvements.change_reason),
        ),
        reading="Who held the cases of children with an episode of the year.",
    ),
)
