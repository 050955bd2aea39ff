"""Whatever the seed and the day, a made-up council is coherent."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from holdfast.simulation import simulate
from tests.property.coherence import broken
from tests.records import Rows, day, tables_of


# A council takes seconds to make: a failure is told as it was found, never made smaller first.
@settings(max_examples=8, phases=(Phase.explicit, Phase.generate))
@example(seed=0, as_at=date(2012, 1, 1), children=17, years=1)  # nobody was referred at all
@given(
    seed=st.integers(0, 10**6),
    as_at=st.dates(date(2012, 1, 1), date(2028, 11, 30)),
    children=st.integers(1, 120),
    years=st.integers(1, 8),
)
def test_no_rule_is_broken(seed: int, as_at: date, children: int, years: int) -> None:
    tables = simulate(children, as_at, seed, years)
    assert tables["persons"].num_rows == children
    assert broken(tables, as_at) == {}


# Each is a story that ended too late, or what stood on when its ground was gone.
CASE = {"child": "C", "referral": "R", "received": day("2017-01-09"), "closed": day("2017-09-29")}
FAULTS: Mapping[str, Rows] = {
    "short_breaks have no day when the case was closed": {
        "short_breaks": [{"child": "C", "started": day("2017-03-01"), "ended": day("2018-01-10")}]
    },
    "exploitation_assessments have no day when the case was closed": {
        "exploitation_assessments": [{"child": "C", "completed": day("2017-12-01")}]
    },
    "legal_planning_meetings have no day when the case was closed": {
        "legal_planning_meetings": [
            {"child": "C", "requested": day("2017-09-20"), "held": day("2017-10-02")}
        ]
    },
    "nobody moves here onto a case that is being worked on": {
        "enquiries": [{"child": "C", "referral": "R", "started": day("2017-02-01")}],
        "conferences": [
            {
                "child": "C",
                "referral": "R",
                "transfer_in": True,
                "transfer_notified": day("2017-03-01"),
            }
        ],
    },
    "what more than an assessment followed is not closed as after one": {
        "referrals": [CASE | {"close_reason": "RC8"}],
        "need_plans": [{"child": "C", "referral": "R", "started": day("2017-02-01")}],
    },
    "a child at home on an order has that order": {
        "placements": [{"placement": "P", "regulation": "home_interim"}],
        "care_episodes": [{"placement": "P", "legal_status": "C2"}],
    },
    "a carer is approved for the time being for 24 weeks at most": {
        "placements": [{"child": "C", "regulation": "24", "started": day("2017-02-01")}]
    },
    "private fostering ends at 16, or at 18 for a disabled child": {
        "private_fostering": [{"child": "C", "aware": day("2017-02-01")}]
    },
    "an agreement to visit weekly lasts as long as its plan": {
        "protection_plans": [
            {"child": "C", "started": day("2017-02-01"), "ended": day("2017-08-01")}
        ],
        "agreed_intervals": [{"child": "C", "agreed": day("2017-02-01")}],
    },
    "a pathway plan is reviewed after it was agreed": {
        "pathway_needs": [{"child": "C", "plan_agreed": day("2017-06-01")}],
        "pathway_reviews": [{"child": "C", "held": day("2017-05-01")}],
    },
}


@pytest.mark.parametrize("rule", FAULTS)
def test_a_rule_finds_what_breaks_it(rule: str) -> None:
    child = {"child": "C", "born": day("2001-06-01")}
    rows = {"persons": [child], "referrals": [CASE]} | dict(FAULTS[rule])
    assert broken(tables_of(rows), date(2018, 1, 31)).get(rule) == 1
