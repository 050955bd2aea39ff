"""What a council's own feed leaves unsaid: no duty is overdue, and none is met, for silence.

Small tables in the dataset's shape, and lists of Annex A, each with one thing unsaid. Everybody in
them is made up.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from holdfast.clocks.duty import Status
from tests.property.law_of_doubt import Told, breaches
from tests.property.law_of_doubt import told as how_all_stand
from tests.sources.annex_a_made import Given, made, page
from tests.sources.ssd_made import notes
from tests.sources.unsaid_made import (
    AS_AT,
    OF_ANOTHER,
    UNTOLD,
    Tables,
    assessment,
    care,
    care_review,
    check,
    conference,
    enquiry,
    imported,
    looked_after,
    person,
    plan,
    referral,
    review,
    score,
    tables,
    told,
    visit,
    worker,
)


@dataclass(frozen=True)
class Unsaid:
    """A feed, and the clocks of which every duty cannot be determined."""

    name: str
    feed: Tables
    untold: tuple[str, ...]


BEGUN_TO_END = [
    Unsaid(
        f"authorised {said}",
        tables(cin_assessments=[assessment(cina_assessment_auth_date=said)]),
        ("assessment_45_statistical",),
    )
    for said in ("Not known", "Unknown", "N/A", "not applicable", "n/k", "NK", "unknown.", "TBC")
]
DAY_NOT_KNOWN = [
    *BEGUN_TO_END,
    Unsaid(
        "plan ended Unknown",
        tables(cp_plans=[plan(cppl_cp_plan_end_date="Unknown")], cp_reviews=[review()]),
        ("rcpc_first",),
    ),
    Unsaid(
        "review held Unknown",
        tables(cp_plans=[plan()], cp_reviews=[review(cppr_cp_review_date="Unknown")]),
        ("rcpc_first",),
    ),
    Unsaid(
        "enquiry ended Not known",
        tables(s47_enquiry=[enquiry(s47e_s47_end_date="Not known", s47e_s47_nfa="Y")]),
        ("s47_duration",),
    ),
    Unsaid(
        "conference held N/A",
        tables(
            s47_enquiry=[enquiry()],
            initial_cp_conference=[conference(icpc_icpc_date="N/A", icpc_icpc_outcome_cp_flag="N")],
        ),
        ("s47_icpc_15", "s47_icpc_15_statistical"),
    ),
    Unsaid(
        "check held Unknown",
        looked_after(cla_health=[check(clah_health_check_date="Unknown")]),
        ("ha_initial",),
    ),
    Unsaid(
        "care ceased Unknown",
        looked_after(
            cla_episodes=[care(clae_cla_episode_ceased_date="Unknown")], cla_health=[check()]
        ),
        ("ha_initial",),
    ),
    Unsaid(
        "worker since Unknown",
        tables(
            cin_episodes=[referral()],
            involvements=[worker(invo_involvement_start_date="Unknown")],
        ),
        ("allocation",),
    ),
    Unsaid(
        "died Unknown",
        {
            **tables(cin_episodes=[referral()], cin_assessments=[assessment()]),
            "ssd_person": [person(pers_death_date="Unknown")],
        },
        ("assessment_45",),
    ),
    Unsaid(
        "scored N/A",
        looked_after(sdq_scores=[score(csdq_sdq_completed_date="N/A", csdq_sdq_score="12")]),
        ("sdq",),
    ),
]
SIGN_WITHOUT_DAY = [
    *(
        Unsaid(
            f"conference outcome {said}, day blank",
            tables(
                s47_enquiry=[enquiry()],
                initial_cp_conference=[conference(icpc_icpc_outcome_cp_flag=said)],
            ),
            ("s47_icpc_15", "s47_icpc_15_statistical"),
        )
        for said in ("Y", "N")
    ),
    Unsaid(
        "review continued the plan, day blank",
        tables(cp_plans=[plan()], cp_reviews=[review(cppr_cp_review_outcome_continue_cp="Y")]),
        ("rcpc_first",),
    ),
    Unsaid("check completed, day blank", looked_after(cla_health=[check()]), ("ha_initial",)),
    Unsaid(
        "case closed for a reason, day blank",
        tables(cin_episodes=[referral(cine_close_reason="RC7")], cin_assessments=[assessment()]),
        ("assessment_45",),
    ),
    Unsaid(
        "care ceased for a reason, day blank",
        looked_after(
            cla_episodes=[care(clae_cla_episode_ceased_reason="E4A")],
            cla_reviews=[care_review(clar_cla_review_date="2023-06-20")],
            cla_health=[check(clah_health_check_status="Planned")],
        ),
        ("ha_initial",),
    ),
    *(
        Unsaid(
            f"worker since {said or 'blank'}",
            tables(
                cin_episodes=[referral()],
                involvements=[worker(invo_involvement_start_date=said)],
            ),
            ("allocation",),
        )
        for said in ("", "1900-01-01")
    ),
    Unsaid("scored, day blank", looked_after(sdq_scores=[score(csdq_sdq_score="12")]), ("sdq",)),
]
NOT_ANSWERED = [
    *(
        Unsaid(
            f"role {said or 'blank'}",
            tables(
                cin_episodes=[referral()],
                involvements=[worker(invo_professional_role_id=said), OF_ANOTHER],
            ),
            ("allocation",),
        )
        for said in ("", "-1", "NULL", "Unknown")
    ),
    *(
        Unsaid(
            f"kind of check {said or 'blank'}",
            looked_after(
                cla_health=[check(clah_health_check_type=said, clah_health_check_date="2023-06-20")]
            ),
            ("ha_initial",),
        )
        for said in ("", "-1", "NULL")
    ),
    Unsaid(
        "review cancelled Unknown",
        looked_after(
            cla_reviews=[
                care_review(clar_cla_review_date="2023-06-20", clar_cla_review_cancelled="Unknown")
            ]
        ),
        ("cla_review_1",),
    ),
    Unsaid(
        "no further action Unknown among the outcomes",
        tables(
            cin_episodes=[
                referral(
                    cine_referral_nfa="",
                    cine_referral_outcome_json='{"OUTCOME_NFA_FLAG": "Unknown"}',
                )
            ],
            cin_assessments=[assessment()],
        ),
        ("assessment_45",),
    ),
    Unsaid(
        "no further action Unknown",
        tables(
            cin_episodes=[referral(cine_referral_nfa="Unknown")], cin_assessments=[assessment()]
        ),
        ("assessment_45",),
    ),
]
SSD = [*DAY_NOT_KNOWN, *SIGN_WITHOUT_DAY, *NOT_ANSWERED]


@pytest.mark.parametrize("case", [pytest.param(one, id=one.name) for one in SSD])
def test_what_the_dataset_leaves_unsaid_cannot_be_determined(tmp_path: Path, case: Unsaid) -> None:
    found = told(imported(tmp_path, case.feed), *case.untold)
    assert {c: found["K1", c] for c in case.untold} == dict.fromkeys(case.untold, UNTOLD)


OPEN = [
    *(
        pytest.param(
            tables(cin_assessments=[assessment(cina_assessment_auth_date=said)]),
            "assessment_45_statistical",
            id=f"authorised {said or 'blank'}",
        )
        for said in ("", "-", "NULL", "Not recorded", "1900-01-01")
    ),
    pytest.param(
        tables(s47_enquiry=[enquiry()], initial_cp_conference=[conference()]),
        "s47_icpc_15",
        id="conference planned, no outcome",
    ),
    pytest.param(
        tables(cp_plans=[plan()], cp_reviews=[review()]), "rcpc_first", id="review planned"
    ),
    pytest.param(
        looked_after(cla_health=[check(clah_health_check_status="Refused")]),
        "ha_initial",
        id="check refused, no day",
    ),
    pytest.param(
        tables(cin_episodes=[referral(cine_close_reason="N/A")], cin_assessments=[assessment()]),
        "assessment_45",
        id="closed for no reason",
    ),
    pytest.param(
        tables(
            cin_episodes=[referral()],
            involvements=[worker(invo_professional_id="", invo_involvement_start_date="")],
        ),
        "allocation",
        id="no worker and no day",
    ),
]


@pytest.mark.parametrize(("feed", "clock"), OPEN)
def test_what_is_blank_is_open_still(tmp_path: Path, feed: Tables, clock: str) -> None:
    assert told(imported(tmp_path, feed), clock)["K1", clock] == {Status.OVERDUE}


def test_a_column_that_says_not_applicable_for_every_blank_is_open(tmp_path: Path) -> None:
    rows = [
        assessment(
            cina_assessment_id=f"A{n}",
            cina_person_id=f"K{n}",
            cina_assessment_auth_date="N/A" if n < 120 else "2023-10-20",
        )
        for n in range(150)
    ]
    people = [person(pers_person_id=f"K{n}") for n in range(150)]
    snapshot = imported(tmp_path, {"ssd_person": people, "ssd_cin_assessments": rows})
    assert told(snapshot)["K1", "assessment_45_statistical"] == {Status.OVERDUE}
    assert notes(snapshot, "every cell without a day")


# --- Annex A ------------------------------------------------------------------------------

BORN: Given = {"Date of Birth": date(2013, 3, 4), "Age of Child (Years)": 11}
ON_PLAN: Given = {**BORN, "Child Protection Plan Start Date": date(2023, 11, 6)}
IN_CARE: Given = {
    **BORN,
    "Date Started to be Looked After": date(2023, 5, 8),
    "Start date of current legal status": date(2023, 5, 8),
    "Child's Legal Status": "C2",
    "Start Date of Most Recent Placement": date(2023, 5, 8),
    "Placement Type": "U6",
}
ENQUIRED: Given = {
    **BORN,
    "Strategy discussion initiating Section 47 Enquiry Start Date": date(2023, 12, 4),
    "Was an Initial Child Protection Conference deemed unnecessary?": "b) No",
}
ASSESSED: Given = {**BORN, "Continuous Assessment Start Date": date(2023, 11, 6)}
LAST_VISIT = "Date of the Last Statutory Visit"
CONFERENCE = "Date of Initial Child Protection Conference"
MADE_PLAN = "Did the Initial Child Protection Conference Result in a Child Protection Plan"

LISTS = [
    *((7, {**ON_PLAN, LAST_VISIT: said}, "cp_visit") for said in ("N/A", "Not known", "Unknown")),
    (7, {**ON_PLAN, "Child Protection Plan End Date": "Unknown"}, "cp_visit"),
    (7, {**ON_PLAN, "Date of latest review conference": "Unknown"}, "rcpc_first"),
    (7, {**ON_PLAN, "Was the Child Seen Alone?": "a) Yes"}, "cp_visit"),
    (7, {**ON_PLAN, "Date of Birth": None, "Age of Child (Years)": "Unborn"}, "cp_visit"),
    (8, {**IN_CARE, "Date of Last Social Work Visit": "Not known"}, "cla_visit_first"),
    (8, {**IN_CARE, "Date of Latest Statutory Review": "N/A"}, "cla_review_1"),
    (8, {**IN_CARE, "Date of Last Health Assessment": "Unknown"}, "ha_initial"),
    (8, {**IN_CARE, "Date Ceased to be Looked After": "Unknown"}, "ha_initial"),
    (8, {**IN_CARE, "Reason Ceased to be Looked After": "E4A"}, "ha_initial"),
    (4, {**ASSESSED, "Continuous Assessment Date of Authorisation": "Unknown"},
     "assessment_45_statistical"),
    (5, {**ENQUIRED, CONFERENCE: "N/A", MADE_PLAN: "b) No"}, "s47_icpc_15"),
    (5, {**ENQUIRED, MADE_PLAN: "b) No"}, "s47_icpc_15"),
    (5, {**ENQUIRED, MADE_PLAN: "a) Yes"}, "s47_icpc_15"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "row", "clock"), LISTS)
def test_what_annex_a_leaves_unsaid_cannot_be_determined(
    tmp_path: Path, number: int, row: Given, clock: str
) -> None:
    found = told(made(tmp_path, page(number, row), as_at=AS_AT), clock)
    assert found["made-1", clock] == UNTOLD


@pytest.mark.parametrize(
    "said", [{"Reason for Closure": "RC7"}, {"Case status": "e) Closed episode"}]
)
def test_a_case_that_is_closed_on_no_day_cannot_be_determined(tmp_path: Path, said: Given) -> None:
    row = {**BORN, "CIN Start Date": date(2023, 12, 4)}
    assessed = {**ASSESSED, "Continuous Assessment Start Date": date(2023, 12, 5)}
    book = made(tmp_path, page(6, {**row, **said}), page(4, assessed), as_at=AS_AT)
    assert told(book)["made-1", "assessment_45_statistical"] == UNTOLD


@pytest.mark.parametrize("expected", ["2023-11-24", "2023-12-09"])
def test_a_birth_that_cannot_be_read_beside_one_expected_makes_no_duty_go(
    tmp_path: Path, expected: str
) -> None:
    def stood(name: str, born: str) -> Told:
        child = person(pers_dob=born, pers_expected_dob=expected)
        feed = tables(cin_episodes=[referral()], cp_plans=[plan()], cp_visits=[visit("2023-12-05")])
        feed |= {"ssd_person": [child]}
        return how_all_stand(imported(tmp_path / name, feed), AS_AT)

    whole, spoilt = stood("whole", "2023-12-01"), stood("spoilt", "31/02/2024")
    assert any(one.started == date(2023, 12, 1) for one in whole.duties)
    assert breaches(whole, spoilt) == []
