"""Small councils: with all that a cell may hold, and with what no list of Annex A carries."""

from collections import defaultdict
from datetime import date

from hypothesis import strategies as st

from holdfast.record.register import TABLES
from tests.sources.annex_a_lists import AS_AT, Row, Tables, day, tables

TABLE_KEYS = {table.name: key.name for table in TABLES if (key := table.key())}

_OLD, _LATELY, _NOW = day("2017-03-01"), day("2017-11-01"), day("2018-01-02")
_HELD = {"role": "CW", "team": "T1", "worker": "W1", "started": _OLD}
_CARE = {"started": _LATELY, "legal_status": "C2", "primary_need": "N1"}
_LEGAL = {"started": _LATELY, "status": "C2"}
_ADOPTED = {"started": _OLD, "ended": day("2017-06-01")}
_SHORT = {"started": _LATELY, "status": "V4"}

# A few children of whom each declared column says something that no list can carry.
_LOST: dict[str, list[Row]] = {
    "referrals": [
        {"child": "1", "received": _OLD, "close_reason": "RC8", "closed": _OLD},
        {"child": "1", "received": _NOW, "primary_need": "N1"},
        {"child": "2", "received": _OLD, "primary_need": "N1", "closed": _LATELY},
        {"child": "5", "received": _NOW, "primary_need": "N1"},
    ],
    "assessments": [{"child": "2", "referral": "referrals2", "started": _OLD}],
    "enquiries": [{"child": "1", "started": _OLD, "ended": _OLD}, {"child": "1", "started": _NOW}],
    "conferences": [{"child": "1", "enquiry": "enquiries0", "held": day("2017-03-20")}],
    "involvements": [{"child": str(one), **_HELD} for one in range(1, 7)],
    "teams": [{"team": "T1", "team_name": "North"}],
    "professionals": [{"worker": "W1", "full_name": "Ann Example"}],
    "protection_plans": [
        {"child": "3", "started": _OLD, "ended": _LATELY},
        {"child": "4", "started": _OLD, "ended": _OLD},
        {"child": "4", "started": _NOW},
        {"child": "5", "started": _NOW, "referral": "referrals3"},
    ],
    "protection_visits": [{"child": "5", "visited": day("2018-01-09"), "seen": None}],
    "legal_statuses": [
        {"child": "4", "started": _LATELY, "ended": _LATELY, "status": "L2"},
        {"child": "6", **_LEGAL}, {"child": "7", **_SHORT}, {"child": "8", **_LEGAL},
    ],
    "care_episodes": [
        {"child": "6", "care_period": "C6a", "started": _OLD, "ended": _OLD},
        {"child": "6", "care_period": "C6", **_CARE, "ended": AS_AT, "end_reason": "E4A"},
        {"child": "7", "care_period": "C7", **_CARE, "legal_status": "V4"},
        {"child": "8", "care_period": "C8", **_CARE},
        {"child": "9", "care_period": "C9", **_ADOPTED},
    ],
    "care_plans": [{"child": "8", "started": _LATELY, "permanence_plan": "ADOPTION"}],
    "placements": [
        {"child": child, "started": one, "kind": "K2", "provider": "PR1", "postcode": "AA1 1AA",
         "urn": "SC1"}
        for child in ("7", "8") for one in (_LATELY, _NOW)
    ],
    "missing_episodes": [
        {"child": "8", "started": _NOW, "kind": kind, "interview_offered": True,
         "interview_accepted": True}
        for kind in ("missing", "away")
    ],
    "care_leavers": [{"child": "8", "eligibility": "eligible"}],
    "immigration_statuses": [
        {"child": "8", "kind": "UASC", "ended": day("2016-01-01")}
    ],
    "need_visits": [{"child": "5", "visited": day("2018-01-04"), "seen": True}],
    "permanence": [{"child": "9", "care_period": "C9", "decided": _OLD}],
}  # fmt: skip


def with_all_that_is_lost() -> Tables:
    return tables(
        **{
            table: [{TABLE_KEYS[table]: f"{table}{at}", **row} for at, row in enumerate(rows)]
            for table, rows in _LOST.items()
        }
    )


LONG = "Long. " * 5_000 + "End"
NAMES = ("Zoë O’Brien-Şahin", "Anne-Marie d'Arcy", "李小龍", "=1+1", "+44 1452", "@duty")
_BORN: tuple[Row, ...] = (
    {}, {"born": day("1900-03-01")}, {"born": day("2010-02-28")}, {"born": AS_AT},
    {"expected": day("2018-04-01")},
)  # fmt: skip
_BY: tuple[Row, ...] = ({}, {"team": "T1", "worker": "W1"})


def _lot(*codes: str) -> st.SearchStrategy[str | None]:
    """One of the codes, one that no list has, or none."""
    return st.sampled_from([None, "a code of our own", *codes])


_days = st.integers(0, 170).map(lambda back: date.fromordinal(AS_AT.toordinal() - back))
_flags = st.sampled_from([None, True, False])
_just = st.just


def _rows_of_a_child(
    number: int, began: date, later: date | None
) -> dict[str, st.SearchStrategy[Row]]:
    """What a row of each table may hold of a child whose service ran from one day to another."""
    start, end, reason = _just(began), _just(later), _just(None)
    ended = _lot("E4A") if later else reason
    reversed_ = _lot("RD1") if later else reason
    told: dict[str, dict[str, st.SearchStrategy[object]]] = {
        "contacts": {"received": _days, "source": _lot("6", "5D")},
        "early_help_episodes": {
            "started": _days, "assessed": end,
            "organisation": st.sampled_from([None, LONG, *NAMES]),
        },
        "disabilities": {"kind": st.sampled_from(["NONE", "MOB"])},
        "referrals": {
            "received": start, "source": _lot("1A"), "closed": end, "primary_need": _lot("N1"),
            "no_further_action": _flags,
        },
        "assessments": {
            "started": _days, "authorised": st.sampled_from([None, AS_AT]), "child_seen": _flags,
            "referral": _just(f"referrals{number}"),
        },
        "enquiries": {"started": _days, "conference_needed": _flags},
        "involvements": {"role": _just("CW"), "started": start},
        "protection_plans": {
            "started": start, "ended": end, "initial_category": _lot("NEG"),
            "latest_category": _just("MUL"),
        },
        "protection_visits": {"visited": _just(AS_AT), "seen": _just(True), "seen_alone": _flags},
        "care_episodes": {
            "started": start, "ended": end, "care_period": _just(f"C{number}"),
            "end_reason": ended, "legal_status": _just("C2"),
        },
        "care_leavers": {
            "eligibility": _just("former_relevant"), "activity": _lot("F1"),
            "in_touch": _lot("YES"), "accommodation": _lot("B"),
        },
        "permanence": {"decided": start, "reversed_on": end, "reversed_reason": reversed_},
    }  # fmt: skip
    return {table: st.fixed_dictionaries(row) for table, row in told.items()}


_WORKED = {"referrals", "assessments", "enquiries", "involvements"}


@st.composite
def councils(draw: st.DrawFn) -> Tables:
    """A few children with a row or none in each table, and whatever a row may hold."""
    held: dict[str, list[Row]] = defaultdict(list)
    held["teams"] = [{"team": "T1", "team_name": draw(st.sampled_from(NAMES))}]
    held["professionals"] = [{"worker": "W1", "full_name": draw(st.sampled_from(NAMES))}]
    for number in range(draw(st.integers(1, 3))):
        child = {"child": f"={number}"}
        by = draw(st.sampled_from(_BY))
        person = {"gender": draw(_lot("M", "F", "U", "I")), "ethnicity": draw(_lot("WBRI", "REFU"))}
        held["persons"].append(child | person | draw(st.sampled_from(_BORN)))
        began = draw(_days)
        later = draw(st.sampled_from([None, began, AS_AT]))
        for table, rows in _rows_of_a_child(number, began, later).items():
            if table == "contacts" or draw(st.booleans()):
                worked = by if table in _WORKED else {}
                key = {TABLE_KEYS[table]: f"{table}{number}"}
                held[table].append(child | worked | draw(rows) | key)
    return tables(**held)
