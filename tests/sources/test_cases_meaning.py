"""What councils write that says less, or other, than it seems to: each with the right answers.

A status that cannot be read, a visit of a child in short breaks, an answer that its own
explanation takes back, days that contradict one another. The inputs are made here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from holdfast.clocks.duty import Status
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.query.outlook import open_outlook
from holdfast.record.store.doubts import DOUBTS_FILE, DoubtKind
from holdfast.record.store.snapshot import Snapshot
from tests.records import outlook_on
from tests.sources.answered import answers
from tests.sources.ssd_made import rows, take

AS_AT = date(2024, 3, 31)
MET, OVERDUE = {Status.MET}, {Status.OVERDUE}
UNTOLD = {Status.CANNOT_TELL}
GONE: set[Status] = set()

Right = Mapping[str, set[Status]]

PERSON = "pers_person_id,pers_dob,pers_death_date\nK1,2012-03-04,\nK2,2011-05-06,"


@dataclass(frozen=True)
class Case:
    """Tables of the dataset as text, and the answers of which each clock's duties have one.

    An empty set: there is no duty.
    """

    name: str
    tables: Mapping[str, str]
    right: Right


def table(headings: str, *lines: str) -> str:
    return "\n".join([headings, *lines, ""])


# --- care ------------------------------------------------------------------------------------


def care(*statuses: str, kind: str = "U6", episode: str = "", placed: str = "") -> dict[str, str]:
    """A child in care since September 2023 whom nobody visits, with these legal statuses."""
    return {
        "ssd_cla_episodes": table(
            "clae_cla_episode_id,clae_person_id,clae_cla_id,clae_cla_placement_id,"
            "clae_cla_episode_start_date,clae_cla_episode_ceased_date",
            episode or "1,K1,c1,p1,2023-09-04,",
        ),
        "ssd_legal_status": table(
            "lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date,"
            "lega_legal_status_end_date",
            # Another child's, so that the table is there.
            "90,K2,C2,2020-01-01,2020-02-01",
            *statuses,
        ),
        "ssd_cla_placement": table(
            "clap_cla_placement_id,clap_cla_id,clap_person_id,clap_cla_placement_start_date,"
            "clap_cla_placement_end_date,clap_cla_placement_type",
            placed or f"p1,c1,K1,2023-09-04,,{kind}",
        ),
        "ssd_cla_reviews": table(
            "clar_cla_review_id,clar_cla_id,clar_cla_person_id,clar_cla_review_due_date,"
            "clar_cla_review_date,clar_cla_review_cancelled",
            "90,c9,K2,,2020-01-20,N",
        ),
        "ssd_cla_visits": table(
            "clav_cla_visit_id,clav_cla_id,clav_person_id,clav_cla_visit_date,clav_cla_visit_seen",
            "90,c9,K2,2020-01-08,Y",
        ),
    }


CARE_UNTOLD = {"cla_review_1": UNTOLD, "cla_visit_first": UNTOLD}
CARE_OWED = {"cla_review_1": OVERDUE, "cla_visit_first": OVERDUE}
NOT_OWED = {"cla_review_1": GONE, "cla_visit_first": GONE}

CARE = [
    Case("short break, day unreadable", care("1,K1,V4,31/09/2023,"), CARE_UNTOLD),
    Case("short break in words", care("1,K1,Short break series,2023-09-04,"), CARE_UNTOLD),
    Case("a section's number", care("1,K1,Section 20,2023-09-04,"), CARE_UNTOLD),
    Case("a blank status", care("1,K1,,2023-09-04,"), CARE_UNTOLD),
    Case("a blank day", care("1,K1,V4,,"), CARE_UNTOLD),
    Case("nobody named", care("1,N/A,V4,2023-09-04,"), CARE_UNTOLD),
    Case("more cells than headings", care("1,K1,V4,2023-09-04,,,x"), CARE_UNTOLD),
    Case(
        "two on one day", care("1,K1,V4,2023-09-04,", "2,K1,C2,2023-09-04,"), CARE_UNTOLD
    ),
    Case("short break from the next day", care("1,K1,V4,2023-09-05,"), CARE_UNTOLD),
    Case("no row of the child", care(), CARE_UNTOLD),
    Case("ended before it began", care("1,K1,V4,2023-09-04,2013-09-04"), CARE_UNTOLD),
    Case("an unknown one that was over",
         care("1,K1,Old,2020-01-01,2021-01-01", "2,K1,C2,2023-09-04,"), CARE_OWED),
    Case("care orders on one day", care("1,K1,E1,2023-09-04,", "2,K1,C2,2023-09-04,"), CARE_OWED),
    Case("a care order, and another whose day is unreadable",
         care("1,K1,C2,2023-09-04,", "2,K1,E1,31/09/2023,"), CARE_OWED),
    Case("a short break", care("1,K1,V4,2023-09-04,"), NOT_OWED),
    Case("two kinds of short break", care("1,K1,V4,2023-09-04,", "2,K1,V3,2023-09-04,"), NOT_OWED),
    Case("a short break that has ended since",
         care("1,K1,V3,2023-09-04,2023-10-01", "2,K1,C2,2023-10-01,",
              episode="1,K1,c1,p1,2023-09-04,2023-10-01\n2,K1,c1,p1,2023-10-01,"), CARE_OWED),
    Case("no legal statuses at all",
         {name: rows for name, rows in care().items() if name != "ssd_legal_status"}, CARE_OWED),
    Case("a care order", care("1,K1,C2,2023-09-04,"), CARE_OWED),
    Case("in hospital for half a year", care("1,K1,C2,2023-09-04,", kind="T1"),
         {"cla_review_1": OVERDUE, "cla_visit_first": UNTOLD}),
    Case("a carer on holiday for a week",
         care("1,K1,C2,2023-09-04,", placed="p1,c1,K1,2023-09-04,2023-09-10,T3"),
         {"cla_review_1": OVERDUE, "cla_visit_first": GONE}),
    Case("placed until before it began",
         care("1,K1,C2,2023-09-04,", placed="p1,c1,K1,2023-09-04,2013-09-10,U6"),
         {"cla_review_1": OVERDUE, "cla_visit_first": UNTOLD}),
    Case("in care until before it began",
         care("1,K1,C2,2023-09-04,", episode="1,K1,c1,p1,2023-09-04,2013-09-10"),
         {"cla_review_1": UNTOLD}),
]  # fmt: skip

# --- protection, and who holds a child ----------------------------------------------------------


def plan(
    *, ends: str = "", seen: str = "Y", reviews: tuple[str, ...] = (), more: tuple[str, ...] = ()
) -> dict[str, str]:
    """A child on a plan since October 2023, last visited on 25 March 2024."""
    return {
        "ssd_cp_plans": table(
            "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date",
            f"P1,K1,2023-10-05,{ends}",
            *more,
        ),
        "ssd_cp_visits": table(
            "cppv_cp_visit_id,cppv_person_id,cppv_cp_plan_id,cppv_cp_visit_date,cppv_cp_visit_seen",
            f"V1,K1,P1,2023-10-12,{seen}",
        ),
        "ssd_cp_reviews": table(
            "cppr_cp_review_id,cppr_person_id,cppr_cp_plan_id,cppr_cp_review_due,"
            "cppr_cp_review_date",
            "R90,K2,P90,,2020-01-20",
            *reviews,
        ),
    }


VISITED = {"cp_visit": {Status.MET, Status.OVERDUE}}
HARMLESS = ("Yes", "a) Yes", "Yes - step down", "Y - Yes", "1 - Yes", "Yes - child seen")
TAKEN_BACK = (
    "Yes - attempted, nobody in", "Yes (cancelled)", "Yes, DNA", "Yes - planned", "Yes - WNB",
    "Yes - abandoned", "Yes - aborted", "Yes (missed)", "Yes - cancelled by family",
    "Y - sibling only", "Y - pending", "Yes - as far as known",
)  # fmt: skip

PROTECTED = [
    *(Case(f"seen: {one}", plan(seen=f'"{one}"'), VISITED) for one in HARMLESS),
    *(Case(f"seen: {one}", plan(seen=f'"{one}"'), {"cp_visit": UNTOLD}) for one in TAKEN_BACK),
    Case(
        "ended ten years before it began",
        plan(ends="2014-03-01"),
        {"cp_visit": UNTOLD, "rcpc_first": UNTOLD},
    ),
    Case(
        "one plan, ended and open",
        plan(ends="2023-11-01", more=("P1,K1,2023-10-05,",)),
        {"cp_visit": UNTOLD, "rcpc_first": UNTOLD},
    ),
    Case(
        "a review on the day that the plan began",
        plan(reviews=("R1,K1,P1,,2023-10-05",)),
        {"rcpc_first": OVERDUE, "rcpc_repeat": GONE},
    ),
    Case(
        "such a review, and one after it",
        plan(reviews=("R1,K1,P1,,2023-10-05", "R2,K1,P1,,2023-12-20")),
        {"rcpc_first": MET, "rcpc_repeat": {Status.RUNNING}},
    ),
]


def held(role: str = "CW", days: str = "2023-10-02,", closed: str = "") -> dict[str, str]:
    """A referral of October 2023, and a worker."""
    return {
        "ssd_cin_episodes": table(
            "cine_referral_id,cine_person_id,cine_referral_date,cine_referral_nfa,cine_close_date",
            f"R1,K1,2023-10-01,N,{closed}",
        ),
        "ssd_involvements": table(
            "invo_involvements_id,invo_professional_id,invo_professional_role_id,"
            "invo_professional_team,invo_person_id,invo_involvement_start_date,"
            "invo_involvement_end_date,invo_referral_id",
            f"I1,W1,{role},T1,K1,{days},R1",
            "I2,W2,CW,T1,K2,2023-10-02,,R2",
        ),
    }


DIED = "pers_person_id,pers_dob,pers_death_date\nK1,{born},{died}\nK2,2011-05-06,"
HELD = [
    *(Case(f"role: {one}", held(f'"{one}"'), {"allocation": MET})
      for one in ("CW", "CW - Allocated worker", "Allocated worker (CW)")),
    *(Case(f"role: {one}", held(f'"{one}"'), {"allocation": UNTOLD})
      for one in ("CW (ended)", "CW - closed", "CW - pending", "CW - Duty")),
    Case("a worker until before the start", held(days="2023-10-02,2013-10-02"),
         {"allocation": UNTOLD}),
    Case("closed before it was received", held(closed="2022-10-01"), {"allocation": UNTOLD}),
    Case("died before birth",
         held() | {"ssd_person": DIED.format(born="2012-03-04", died="2010-01-01")},
         {"allocation": UNTOLD}),
    Case("died before the referral",
         held() | {"ssd_person": DIED.format(born="2012-03-04", died="2013-01-01")},
         {"allocation": UNTOLD}),
    Case("died since", held() | {"ssd_person": DIED.format(born="2012-03-04", died="2024-01-01")},
         {"allocation": MET}),
]  # fmt: skip

# --- health checks and reviews of care ------------------------------------------------------------


def checked(status: str) -> dict[str, str]:
    """A child in care whose health was assessed in September, with this status."""
    return care("1,K1,C2,2023-09-04,") | {
        "ssd_cla_health": table(
            "clah_health_check_id,clah_person_id,clah_health_check_type,clah_health_check_date,"
            "clah_health_check_status",
            f'H1,K1,HEALTH,2023-09-12,"{status}"',
        )
    }


def reviewed(cancelled: str) -> dict[str, str]:
    """A child in care whose case was reviewed in September, unless that was cancelled."""
    whole = care("1,K1,C2,2023-09-04,")
    return whole | {
        "ssd_cla_reviews": whole["ssd_cla_reviews"] + f'1,c1,K1,,2023-09-20,"{cancelled}"\n'
    }


CHECKED = [
    *(Case(f"health: {one}", checked(one), {"ha_initial": MET})
      for one in ("Completed", "COMPLETE", "Done", "Completed - completed")),
    *(Case(f"health: {one}", checked(one), {"ha_initial": UNTOLD})
      for one in ("Completed - DNA", "Complete - aborted", "Completed - WNB",
                  "Completed - part 1 only")),
    Case("cancelled: No", reviewed("No"), {"cla_review_1": MET}),
    Case("cancelled: Yes", reviewed("Yes"), {"cla_review_1": OVERDUE}),
    *(Case(f"cancelled: {one}", reviewed(one), {"cla_review_1": UNTOLD})
      for one in ("No - abandoned", "No - but inquorate")),
]  # fmt: skip

# --- assessments in two steps -------------------------------------------------------------------


def assessed(*assessments: str) -> dict[str, str]:
    """A referral of 1 September 2023, and these assessments."""
    return {
        "ssd_cin_episodes": table(
            "cine_referral_id,cine_person_id,cine_referral_date,cine_referral_nfa,cine_close_date",
            "R1,K1,2023-09-01,N,",
        ),
        "ssd_cin_assessments": table(
            "cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,"
            "cina_assessment_auth_date,cina_assessment_outcome_json,cina_assessment_outcome_nfa",
            *assessments,
        ),
    }


TO_FOLLOW = '"{""OUTCOME_SINGLE_ASSESSMENT_FLAG"":""Y""}"'
STEPS = [
    Case("one step", assessed("A1,K1,R1,2023-09-04,2023-09-15,,N"), {"assessment_45": MET}),
    Case("a second begun after a weekend",
         assessed("A1,K1,R1,2023-09-04,2023-09-15,,N", "A2,K1,R1,2023-09-18,,,N"),
         {"assessment_45": UNTOLD}),
    Case("a second is to follow",
         assessed(f"A1,K1,R1,2023-09-04,2023-09-15,{TO_FOLLOW},N"), {"assessment_45": UNTOLD}),
    Case("a new one months later",
         assessed("A1,K1,R1,2023-09-04,2023-09-15,,N", "A2,K1,R1,2024-02-01,,,N"),
         {"assessment_45": MET}),
]  # fmt: skip


@pytest.mark.parametrize(
    "case", [*CARE, *PROTECTED, *HELD, *CHECKED, *STEPS], ids=lambda one: one.name
)
def test_every_duty_of_a_case_has_a_right_answer(tmp_path: Path, case: Case) -> None:
    found = answers(_imported(tmp_path, case.tables), case.right)
    wrong = {
        clock: found["K1", clock]
        for clock, right in case.right.items()
        if set(found["K1", clock]) - right or (right and not found["K1", clock])
    }
    assert wrong == {}


def test_an_end_before_its_beginning_is_emptied_kept_and_counted(tmp_path: Path) -> None:
    snapshot = _imported(tmp_path, plan(ends="2014-03-01"))
    assert [one["ended"] for one in rows(snapshot, "protection_plans")] == [None]
    told = pq.read_table(snapshot.folder / DOUBTS_FILE).to_pylist()
    doubts = [(one["record_column"], one["kind"], one["child"]) for one in told]
    kind = DoubtKind.CONTRADICTS.value
    assert sorted(doubts) == [("ended", kind, "K1"), ("started", kind, "K1")]
    [emptied] = pq.read_table(snapshot.unreadable).to_pylist()
    assert (emptied["column"], emptied["kept"]) == ("cppl_cp_plan_end_date", "2014-03-01")


def _imported(home: Path, tables: Mapping[str, str]) -> Snapshot:
    folder = home / "in"
    folder.mkdir()
    for name, text in ({"ssd_person": PERSON} | dict(tables)).items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return take(home, folder, as_at=AS_AT)


def test_what_is_kept_beside_a_snapshot_is_what_is_answered_here(tmp_path: Path) -> None:
    snapshot = _imported(tmp_path, care("1,K1,C2,2023-09-04,") | plan() | held())
    asked = "select clock, subject, started, due, status, why from standing order by all"
    kept, here = open_outlook(snapshot, Book(CLOCKS)), outlook_on(snapshot)
    found, same = kept.rows(asked), here.rows(asked)
    assert len({one["clock"] for one in found}) > 5
    assert found == same
    for one in (kept, here):
        one.close()
