"""What clocks may say from the census: never a step undone that the files only leave unsaid."""

from datetime import date
from pathlib import Path

import pytest

from docs.building.sources import cin_census_feeds
from holdfast.clocks.duty import Status
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.answers import Answer, answers
from holdfast.errors import BadSetting
from tests.returns.cin_census.building import Row
from tests.sources.cin_imported import Tables, imported, overdue, refused, statuses

BEGUN: Row = {"AssessmentActualStartDate": "2025-05-20"}
ENQUIRED: Row = {"S47ActualStartDate": "2025-06-02", "ICPCnotRequired": "0"}
PLAN: Row = {"CPPstartDate": "2025-06-02"}
LETTER: Row = {"PPStartDate": "2026-05-20", "LBPSentDate": "2026-06-01"}


def told(tables: Tables, folder: Path) -> set[tuple[str, str]]:
    """What is overdue by a census of 2026 alone."""
    return overdue(imported(folder / "in", y2026=tables))


def child(**tables: list[Row]) -> Tables:
    # The same birth in every year's file: two would leave all that hangs on age in doubt.
    return {"Child": [{"LAchildID": "MU1", "PersonBirthDate": "2015-06-15"}], **tables}


def test_the_document_takes_for_given_what_files_of_every_module_give(tmp_path: Path) -> None:
    made = imported(tmp_path / "in", y2026=child(), y2027=child())
    found = answers(CLOCKS, made.manifest.feeds)
    declared = answers(CLOCKS, cin_census_feeds())
    assert [(one.clock.key, one.answer) for one in found] == [
        (one.clock.key, one.answer) for one in declared
    ]
    assert not [one for one in found if one.answer is Answer.CURRENT]


def test_pre_proceedings_are_told_only_from_the_year_that_asks_for_them(tmp_path: Path) -> None:
    made = imported(tmp_path / "in", y2026=child())
    lost = {
        before.clock.key
        for before, now in zip(
            answers(CLOCKS, cin_census_feeds()), answers(CLOCKS, made.manifest.feeds), strict=True
        )
        if before.answer is not now.answer
    }
    assert lost == {"plo_preproc"}


@pytest.mark.parametrize(
    ("tables", "clock"),
    [
        (child(Assessments=[BEGUN]), "assessment_45_statistical"),
        (child(Section47=[ENQUIRED]), "s47_icpc_15"),
        (child(ChildProtectionPlans=[PLAN]), "rcpc_first"),
        (child(ChildProtectionPlans=[{**PLAN, "CPPreviewDate": "2025-08-01"}]), "rcpc_repeat"),
        (child(ChildProtectionPlans=[{"CPPstartDate": "2024-03-01",
                                      "CPPreviewDate": "2024-05-01, 2025-11-01"}]), "cp_2yr"),
    ],
)  # fmt: skip
def test_what_the_census_shows_undone_is_overdue(
    tables: Tables, clock: str, tmp_path: Path
) -> None:
    assert told(tables, tmp_path) == {(clock, "MU1")}


def test_pre_proceedings_without_an_outcome_are_overdue(tmp_path: Path) -> None:
    made = imported(tmp_path / "in", y2027=child(PreProceedingsandFGDM=[LETTER]))
    assert overdue(made) == {("plo_preproc", "MU1")}


@pytest.mark.parametrize("column", ["PPOutcome", "CourtAppDate", "LetterInitCPDate"])
def test_pre_proceedings_that_are_over_are_not_overdue(column: str, tmp_path: Path) -> None:
    text = "A" if column == "PPOutcome" else "2026-11-02"
    row: Row = {**LETTER, column: text}
    made = imported(tmp_path / "in", y2027=child(PreProceedingsandFGDM=[row]))
    assert overdue(made) == set()
    [(_, part, what)] = refused(made)
    assert (part, what) == ("PreProceedingsandFGDM", f"{column} shows that it is over; "
                            "StepDecisionDate, the day, is empty.")  # fmt: skip


# An episode that may have ended, and what else would be overdue in it.
UNENDED: dict[str, list[Row]] = {
    "Assessments": [BEGUN],
    "Section47": [ENQUIRED],
    "ChildProtectionPlans": [PLAN],
}


@pytest.mark.parametrize(
    "episode",
    [
        {"CINclosureDate": "31/08/2025"},
        {"CINclosureDate": "1900-01-01"},
        {"CINreferralDate": "2025-05-32"},
        {"CINreferralDate": "(none)"},
        {"ReferralNFA": "perhaps"},
        {"ReasonForClosure": "RC8"},
    ],
)
def test_what_may_have_ended_with_its_case_is_not_overdue(episode: Row, tmp_path: Path) -> None:
    tables = child(CINdetails=[episode], **UNENDED)
    made = imported(tmp_path / "in", y2026=tables)
    assert overdue(made) == set()
    inside = [what for _, part, what in refused(made) if part != "CINdetails"]
    assert inside == ["What it lies in is refused: whether it has ended cannot be determined."] * 3


def test_what_is_over_stands_though_its_case_cannot_be_read(tmp_path: Path) -> None:
    episode: Row = {"CINclosureDate": "31/08/2025"}
    authorised: Row = {**BEGUN, "AssessmentAuthorisationDate": "2025-06-20"}
    made = imported(tmp_path / "in", y2026=child(CINdetails=[episode], Assessments=[authorised]))
    assert [part for _, part, _ in refused(made)] == ["CINdetails"]
    assert statuses(made, "assessment_45_statistical") == {"MU1": Status.MET}


def test_nothing_is_overdue_of_a_child_who_may_have_died(tmp_path: Path) -> None:
    dead: Row = {"LAchildID": "MU1", "PersonDeathDate": "in July"}
    assert told({**child(**UNENDED), "Child": [dead]}, tmp_path) == set()


def test_nobody_can_tell_whether_a_conference_was_needed_that_no_one_wrote_of(
    tmp_path: Path,
) -> None:
    made = imported(tmp_path / "in", y2026=child(Section47=[{"S47ActualStartDate": "2025-06-02"}]))
    assert statuses(made, "s47_icpc_15") == {"MU1": Status.CANNOT_TELL}


def assessed(received: str, *, closed: str = "", authorised: str = "") -> Tables:
    """A referral, and an assessment that began on its day."""
    begun = {"AssessmentActualStartDate": received, "AssessmentAuthorisationDate": authorised}
    return child(
        CINdetails=[{"CINreferralDate": received, "CINclosureDate": closed}],
        Assessments=[begun],
    )


def test_a_referral_nobody_assessed_may_be_a_child_in_care(tmp_path: Path) -> None:
    """The record has a child's care count as a sign of the assessment; the census knows none."""
    received = "2025-05-12"
    for place, (tables, status) in enumerate(
        (
            (assessed(received), Status.CANNOT_TELL),
            (assessed(received, closed="2025-12-01"), Status.CANNOT_TELL),
            (assessed(received, closed="2025-06-30"), Status.LAPSED),
            (assessed(received, authorised="2025-12-01"), Status.LATE),
            (assessed("2026-03-02"), Status.RUNNING),
            (assessed("2026-01-27"), Status.DUE_SOON),
        )
    ):
        made = imported(tmp_path / str(place), y2026=tables)
        assert statuses(made, "assessment_45") == {"MU1": status}


def test_one_of_two_referrals_on_one_day_is_not_assessed_by_the_other(tmp_path: Path) -> None:
    two: list[Row] = [{}, {"ReferralSource": "5A"}]
    authorised: Row = {**BEGUN, "AssessmentAuthorisationDate": "2025-06-20"}
    assert told(child(CINdetails=two, Assessments=[authorised]), tmp_path) == set()


def test_an_assessment_of_an_earlier_year_s_file_counts(tmp_path: Path) -> None:
    episode: Row = {"CINreferralDate": "2024-06-03"}
    before: Row = {"AssessmentActualStartDate": "2024-06-04",
                   "AssessmentAuthorisationDate": "2024-07-01"}  # fmt: skip
    made = imported(
        tmp_path / "in",
        y2025=child(CINdetails=[episode], Assessments=[before]),
        y2026=child(CINdetails=[episode]),
    )
    assert statuses(made, "assessment_45") == {"MU1": Status.MET}


def test_a_referral_from_before_the_files_cannot_be_told(tmp_path: Path) -> None:
    authorised: Row = {**BEGUN, "AssessmentAuthorisationDate": "2025-06-20"}
    made = imported(
        tmp_path / "in",
        y2026=child(CINdetails=[{"CINreferralDate": "2024-06-03"}], Assessments=[authorised]),
    )
    assert statuses(made, "assessment_45") == {"MU1": Status.CANNOT_TELL}


# Plans of which a file that held all reviews would show the first before its year began.
OLD: list[Row] = [
    {"child": str(number), "CPPstartDate": "2024-06-03", "CPPreviewDate": review}
    for number, review in enumerate(("2025-11-03", "2025-12-01", ""), 1)
]


def test_a_file_of_its_year_s_reviews_alone_tells_no_first_one(tmp_path: Path) -> None:
    tables: Tables = {
        "Child": [{"LAchildID": f"MU{number}"} for number in (1, 2, 3)],
        "CINdetails": [{"child": str(n), "CINreferralDate": "2024-05-01"} for n in (1, 2, 3)],
        "ChildProtectionPlans": OLD,
    }
    made = imported(tmp_path / "in", y2026=tables)
    told = {one.clock.key: one.answer for one in answers(CLOCKS, made.manifest.feeds)}
    assert told["rcpc_repeat"] is Answer.CURRENT
    assert {one for one in overdue(made) if one[0] != "cp_2yr"} == set()
    assert [part for _, part, _ in refused(made)] == ["ChildProtectionPlans"]


def test_what_a_later_file_no_longer_holds_is_not_overdue(tmp_path: Path) -> None:
    open_then = child(CINdetails=[{"CINreferralDate": "2024-05-12"}], Assessments=[
        {"AssessmentActualStartDate": "2024-05-20"}
    ], Section47=[{**ENQUIRED, "S47ActualStartDate": "2024-06-02"}],
       ChildProtectionPlans=[{"CPPstartDate": "2024-06-02"}])  # fmt: skip
    other: Tables = {"Child": [{"LAchildID": "MU2"}], "CINdetails": []}
    made = imported(tmp_path / "in", y2025=open_then, y2026=other)
    assert overdue(made) == set()
    assert len(refused(made)) == 4


def test_a_census_tells_nothing_after_its_reference_date(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="2026-03-31"):
        imported(tmp_path / "in", date(2026, 5, 1), y2026=child())


def test_a_census_made_within_its_year_tells_nothing_after_that_day(tmp_path: Path) -> None:
    begun: Tables = child(Assessments=[{"AssessmentActualStartDate": "2025-10-01"}])
    early = {**begun, "Header": [{"DateTime": "2025-11-03T09:00:00"}]}
    made = imported(tmp_path / "a", y2026=early)
    assert (made.manifest.as_at, overdue(made)) == (date(2025, 11, 3), set())
    # The moment of the import: nobody knows what has not happened yet.
    made = imported(tmp_path / "b", y2028=begun)
    assert made.manifest.as_at == date(2027, 5, 5)
