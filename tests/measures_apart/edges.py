"""A record made by hand of nothing but edges, as at 28 February 2018: a month's last day.

Two referrals of one day, one exactly twelve months after another or on the day of closing, plans
and times in care that end on the day, birthdays on it, a leap-day birth, a death, two assessments
of one child, one without an end, an enquiry with two conferences, brothers and sisters under one
number, what is exactly as old as a limit and a day older.
"""

from datetime import date
from typing import Any

from holdfast.record.register import TABLES

LAST = date(2018, 2, 28)
Rows = dict[str, list[dict[str, Any]]]


def _table(heads: str, *lines: str) -> list[dict[str, Any]]:
    """Rows from lines of cells; a bare dash is an empty cell."""
    names = heads.split()
    return [dict(zip(names, map(_cell, line.split()), strict=True)) for line in lines]


def _cell(text: str) -> Any:
    if text in ("-", "yes", "no"):
        return {"-": None, "yes": True, "no": False}[text]
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    return float(text) if "." in text else text


_PEOPLE = {
    "persons": _table(
        "child born expected died sex ethnicity",
        "Amal 2010-05-01 - - F WBRI",
        "Bryn 2012-05-01 - - M MWBC",
        "Carys 2000-02-28 - - F AIND",  # 18 on the day
        "Dewi 2000-02-29 - - M BCRB",  # by the calendar 18 on the day, too
        "Ewan 2008-02-28 - 2018-02-28 M OOTH",  # 10 on the day, on which the child died
        "Ffion - 2018-03-20 - - REFU",
        "Gwen - - - - -",
        "Hari 2017-02-28 - - M CHNE",  # 1 on the day
        "Idris 2000-03-01 - - M WIRI",  # 18 the day after
        "Jac 2013-02-28 - - M BOTH",  # 5 on the day
        "Kit 2013-03-01 - - F WBRI",  # 5 the day after
        "Lowri 2016-02-29 - - F WIRT",
    ),
    "teams": _table("team parent", "T0 -", "T1 T0", "T2 T0", "T3 T1"),
    "involvements": _table(
        "child worker role team started ended named",
        "Amal W1 CW T1 2017-02-28 2017-02-28 yes",
        "Amal W2 CW T1 2017-03-01 2017-09-01 yes",
        "Amal W3 CW T3 2017-09-01 - yes",
        "Bryn W1 CW T1 2016-05-01 2017-03-01 yes",
        "Bryn W2 CW T1 2017-03-01 2017-09-01 yes",
        "Bryn W3 CW T2 2017-09-01 2018-02-28 yes",
        "Carys W2 CW T2 2016-02-29 - yes",
        "Carys W1 LP T2 2017-09-01 - yes",
        "Carys W3 CW T2 2017-09-01 2017-10-01 yes",
        "Dewi I1 CW T2 2016-02-29 - no",
        "Ewan W2 CW - 2016-02-29 2018-02-27 yes",
        "Hari W1 CW T1 2017-03-01 - yes",
        "Hari W2 CW T1 2017-05-01 2017-06-01 no",
        "Idris W4 CW T3 2018-02-28 - yes",
        "Jac - CW T3 2017-03-01 - yes",
    ),
    "professionals": _table(
        "worker registration agency full_time_equivalent kind job_title",
        "W1 SW1 no 1.0 worker worker",
        "W2 SW2 yes 0.5 worker worker",
        "W3 SW3 no 1.0 worker worker",
        "W4 SW4 no 0.8 worker worker",
        "W5 SW5 no 1.0 worker worker",
        "W6 SW6 no 1.0 manager head",
        "W7 - no 1.0 worker clerk",
        "W8 SW8 no 1.0 worker worker",
        "I1 - - - inbox -",
    ),
    "employments": _table(
        "worker started ended team role full_time_equivalent agency",
        "W1 2015-01-05 2018-01-15 T1 worker 1.0 no",
        "W1 2018-01-16 - T2 worker 0.6 no",
        "W2 2017-03-01 2018-02-28 T1 worker - -",
        "W3 2016-05-02 2018-01-15 T1 worker 1.0 no",
        "W3 2018-01-17 - T1 worker 1.0 no",
        "W4 2017-02-28 2018-02-27 T3 worker 0.8 no",
        "W5 2016-02-01 2017-02-28 T3 worker 1.0 no",
        "W6 2014-01-06 2017-02-27 T0 head 1.0 no",
        "W7 2014-01-06 - T1 clerk 1.0 no",
        "W8 2017-02-28 - T2 worker 0.5 no",
        "W8 2017-06-01 2017-09-29 T1 worker 0.5 no",
    ),
    "posts": _table(
        "post team role started ended full_time_equivalent",
        "P1 T1 worker 2014-01-01 - 1.0",
        "P2 T1 worker 2014-01-01 2018-02-28 1.0",
        "P3 T2 worker 2014-01-01 - -",
        "P4 T3 clerk 2014-01-01 - 1.0",
        "P5 T1 worker 2018-02-28 - 1.5",
        "P6 T2 worker 2014-01-01 - 1.0",
    ),
    "absences": _table(
        "worker started ended kind",
        "W1 2018-01-12 2018-01-17 sickness",
        "W3 2018-02-28 - sickness",
        "W3 2018-02-01 2018-02-02 leave",
        "W4 2017-12-22 2018-01-02 sickness",
    ),
}
_CASES = {
    "contacts": _table(
        "contact child received decided outcome",
        "C1 Amal 2017-02-28 2017-03-01 referral",
        "C2 Bryn 2018-02-27 2018-02-28 -",
        "C3 Carys 2018-02-27 - existing",
        "C4 Hari 2018-02-28 - nfa",
        "C5 Jac 2018-01-29 - -",
        "C6 Gwen 2017-11-27 - -",
    ),
    "referrals": _table(
        "referral child received decided closed no_further_action primary_need",
        "R1 Amal 2016-02-28 2016-02-29 2017-02-28 no N1",
        "R2 Amal 2017-02-28 2017-03-01 - no N2",
        "R3 Amal 2017-02-28 2017-03-01 2017-03-01 yes N5",
        "R4 Bryn 2015-06-01 2015-06-01 2016-02-29 no N1",
        "R5 Bryn 2017-02-28 2017-02-28 - - -",
        "R2 Carys 2016-02-28 2016-02-28 - no N1",
        "R6 Dewi 2016-02-29 2016-02-29 2018-02-28 no N3",
        "R7 Ewan 2016-02-29 2016-02-29 - no N4",
        "R8 Ffion 2017-11-27 2017-11-28 - no -",
        "R9 Gwen 2017-11-28 2017-11-28 2017-11-28 yes N1",
        "R10 Gwen 2018-02-28 - - - N1",
        "R11 Hari 2017-03-01 2017-03-01 - no N8",
        "R12 Idris 2018-02-28 2018-02-28 - no N6",
        "R13 Jac 2015-02-28 2015-02-28 2016-02-28 no N1",
        "R14 Jac 2017-03-01 2017-03-01 2017-05-30 no N1",
        "R15 Jac 2017-08-30 2017-08-30 - no N1",
    ),
    "assessments": _table(
        "assessment child referral started authorised child_seen no_further_action late_reason",
        "S1 Amal R2 2017-02-28 2017-05-05 yes no -",  # 45 working days
        "S1 Bryn R5 2017-02-28 2017-05-08 no yes Illness",  # 46
        "S2 Carys R2 2017-12-01 2018-02-28 - yes -",
        "S3 Amal R2 2017-12-01 - - - -",
        "S4 Amal R2 2018-02-28 2018-02-28 yes no -",
        "S5 Hari R11 2017-12-20 2017-12-19 yes no -",
        "S6 Jac R15 - 2018-02-28 yes no -",
        "S7 Kit - 2017-12-15 2018-02-24 yes no -",  # a Saturday, after 47 working days
        "S8 Lowri - 2017-12-19 2018-02-24 yes no Snow",  # after 45
        "S9 Lowri - 2017-12-20 2018-02-24 yes no -",  # after 44
    ),
    "assessment_factors": _table(
        "assessment child factor",
        "S1 Amal 16A",
        "S1 Bryn 3B",
        "S2 Carys 11A",
        "S4 Amal 24A",
        "S4 Amal 21",
        "S5 Hari 21",
    ),
    "supervisions": _table(
        "child held challenge actions_set",
        "Amal 2018-02-28 yes -",
        "Bryn 2018-02-28 no yes",
        "Carys 2018-01-31 no no",
        "Dewi 2017-04-01 - no",
        "Hari 2017-03-31 - -",
    ),
    "actions": _table(
        "child set_on due evidenced",
        "Amal 2017-03-01 2018-02-28 -",
        "Amal 2017-02-28 2017-12-01 2017-12-01",
        "Bryn 2018-02-28 2018-02-27 -",
        "Bryn 2017-06-01 2017-09-01 2017-09-02",
        "Carys 2017-06-01 2018-02-27 2018-02-28",
        "Dewi 2017-06-01 2018-02-01 -",
        "Hari 2017-06-01 - -",
        "Hari 2017-06-01 2017-07-01 2017-05-31",
    ),
}
_PROTECTION = {
    "enquiries": _table(
        "enquiry child started ended conference_needed",
        "E1 Amal 2018-01-02 2018-01-05 yes",
        "E1 Bryn 2018-01-03 2018-01-05 yes",
        "E2 Carys 2018-02-07 2018-02-09 yes",  # due on the last day
        "E3 Hari 2018-02-28 - -",
        "E4 Jac 2017-04-01 2017-04-05 no",
        "E5 Kit 2018-02-02 - yes",
        "E6 Lowri 2018-02-05 - yes",
    ),
    "conferences": _table(
        "conference child enquiry held transfer_in late_reason",
        "F1 Amal E1 2018-01-23 no -",  # 15 working days
        "F2 Amal E1 2018-01-24 no Snow",
        "F3 Bryn E1 2018-01-24 - -",
        "F4 Carys E2 2018-02-20 no -",
        "F5 Hari E3 2018-02-27 no -",
        "F6 Jac - 2018-02-28 no -",
        "F7 Gwen E9 2018-02-28 yes -",
        "F8 Kit E5 2018-02-24 no -",  # a Saturday, after 15 working days
        "F9 Lowri E6 2018-02-24 no -",  # after 14
    ),
    "protection_plans": _table(
        "plan child started ended other_authority initial_category latest_category",
        "N1 Amal 2016-02-28 - no NEG EMO",
        "N2 Amal 2017-06-01 - no NEG NEG",
        "N3 Bryn 2017-11-28 2018-02-28 no NEG NEG",
        "N4 Carys 2017-06-01 - no SAB SAB",
        "N5 Dewi 2014-03-01 2016-02-27 no PHY PHY",  # 729 days, the first and the last counted
        "N6 Dewi 2016-02-29 2018-02-27 no PHY PHY",  # 730
        "N16 Kit 2016-03-01 - no NEG NEG",  # 730 on the day
        "N17 Lowri 2016-03-02 - no NEG NEG",  # 729
        "N7 Ewan 2017-06-01 - no PHY PHY",
        "N8 Hari 2017-11-28 - no - -",
        "N9 Jac 2017-06-01 - yes MUL MUL",
        "N10 Ffion 2018-01-24 - - MUL MUL",
        "N11 Idris 2018-01-24 - no PHY PHY",
        "N12 Gwen - 2017-06-01 no EMO EMO",
        "N13 Hari 2017-05-05 2017-05-05 no SAB SAB",
        "N14 Hari 2015-01-05 - yes NEG NEG",  # another council's, beside one of this
        "N15 Idris 2016-01-04 2018-02-28 no NEG NEG",  # ends on the day, beside one that stands
    ),
    "protection_reviews": _table(
        "child held",
        "Amal 2016-05-28",
        "Amal 2016-11-28",
        "Amal 2017-05-28",
        "Amal 2017-11-28",
        "Hari 2017-11-28",
        "Hari 2018-02-28",
        "Carys 2017-09-02",
    ),
    "protection_visits": _table(
        "child visited seen",
        "Amal 2018-02-28 yes",
        "Hari 2018-02-28 -",
        "Idris 2018-01-31 yes",
    ),
}
_CARE = {
    "care_episodes": _table(
        "child started ended legal_status",
        "Amal 2015-08-28 2016-02-28 V2",
        "Amal 2016-02-28 - C2",
        "Bryn 2017-02-28 2018-02-28 C2",
        "Carys 2015-08-28 - C2",  # until 18
        "Dewi 2017-02-28 - V4",
        "Ewan 2016-02-28 - C2",
        "Gwen 2017-02-28 - C1",
        "Hari 2017-03-01 - C1",
        "Idris 2015-08-29 2015-12-01 C1",
        "Idris 2015-12-02 - C1",
        "Jac 2015-08-28 - J1",
        "Kit 2017-03-01 - C1",  # on each day of the 12 months
        "Lowri 2017-03-02 - C1",  # on all but one
    ),
    "placements": _table(
        "child started ended distance",
        "Amal 2015-08-28 2016-02-28 4.0",
        "Amal 2016-02-28 - 20.0",
        "Jac 2015-08-28 2016-02-29 3.0",
        "Jac 2016-02-29 2017-02-28 3.0",
        "Jac 2017-02-28 2017-03-01 3.0",
        "Jac 2017-03-01 2018-02-28 3.0",
        "Jac 2018-02-28 - 20.5",
        "Gwen 2017-02-28 - -",
        "Hari 2017-03-01 2017-03-02 50.0",
    ),
    "care_reviews": _table(
        "child due held cancelled late_reason",
        "Amal 2017-09-01 2017-09-01 no -",
        "Amal 2018-02-27 2018-02-28 no -",
        "Jac 2018-02-27 2018-02-28 yes -",
        "Gwen 2018-01-01 2018-02-28 - Snow",
        "Hari - 2018-02-28 no -",
    ),
    "health_checks": _table(
        "child kind held status",
        "Amal health_assessment 2017-02-28 completed",
        "Amal dental 2017-03-01 completed",
        "Gwen health_assessment 2018-02-28 completed",
        "Gwen dental 2017-05-01 -",
        "Jac health_assessment 2017-05-01 refused",
        "Jac dental 2018-02-28 refused",
        "Kit health_assessment 2017-03-01 completed",
        "Kit health_assessment 2018-02-28 -",
        "Hari health_assessment 2017-03-01 completed",
        "Hari health_assessment 2017-09-01 completed",
        "Ewan health_assessment 2017-09-01 completed",
    ),
    "immunisations": _table("child up_to_date", "Amal yes", "Gwen no", "Jac -", "Bryn yes"),
    "strengths_questionnaires": [
        {"child": child, "completed": day, "score": score}
        for child, day, score in (
            ("Amal", date(2017, 2, 28), 20),
            ("Amal", date(2017, 5, 1), None),
            ("Gwen", date(2017, 5, 1), 30),
            ("Gwen", date(2018, 2, 28), 17),
            ("Jac", date(2018, 1, 1), 16),
            ("Jac", date(2018, 1, 1), 17),
            ("Idris", date(2018, 1, 1), 20),
            ("Idris", date(2018, 1, 2), 16),
        )
    ],
}
_LATER = {
    "missing_episodes": _table(
        "child started ended kind interviewed",
        "Amal 2017-02-28 2017-02-28 missing 2017-02-28",
        "Jac 2017-03-01 2017-03-02 missing 2017-03-01",
        "Gwen 2018-02-27 2018-02-28 absent -",
        "Hari 2018-02-28 - missing -",
    ),
    "exploitation_concerns": _table(
        "child identified ended",
        "Amal 2017-06-01 -",
        "Amal 2018-02-28 -",
        "Bryn 2017-06-01 2018-02-28",
        "Carys 2018-02-28 -",
        "Jac 2017-06-01 -",
        "Gwen 2017-06-01 -",
    ),
    "exploitation_assessments": _table(
        "child completed",
        "Amal 2017-11-28",
        "Bryn 2018-02-01",
        "Carys 2018-02-28",
        "Jac 2017-11-29",
        "Gwen 2017-11-27",
    ),
    "proceedings": _table(
        "court_case child issued concluded",
        "K1 Amal 2017-08-31 2018-02-28",  # the last day of 26 weeks
        "K2 Bryn 2017-08-30 2018-02-28",
        "K3 Jac 2018-02-28 -",
        "K4 Jac 2017-12-01 -",
        "K5 Gwen - 2018-02-28",
        "K6 Hari 2018-02-28 2018-02-27",
    ),
    "care_leavers": [
        {
            "child": f"L{place}",
            "activity": activity,
            "in_touch": ("YES", "NO", None)[place % 3],
            "accommodation_suitable": ("1", "2", None)[place % 3],
        }
        for place, activity in enumerate(
            (*("F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5"), "G4", "G5", "G6", None)
        )
    ],
}


def edge_rows() -> Rows:
    """The tables of the record, with every column that a table has."""
    given = {**_PEOPLE, **_CASES, **_PROTECTION, **_CARE, **_LATER}
    columns = {table.name: [column.name for column in table.columns] for table in TABLES}
    return {
        name: [{column: row.get(column) for column in columns[name]} for row in rows]
        for name, rows in given.items()
    }
