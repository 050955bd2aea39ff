"""What Annex A and the census write that says less, or other, than it seems to; made here."""

from datetime import date
from pathlib import Path

import pytest

from holdfast.clocks.duty import Status
from tests.sources import annex_a_made, cin_imported
from tests.sources.annex_a_made import page
from tests.sources.answered import Answers, answers

AS_AT = date(2024, 3, 31)
OVERDUE = {Status.OVERDUE}
UNTOLD = {Status.CANNOT_TELL}

# --- Annex A -------------------------------------------------------------------------------------

BORN = {"Date of Birth": date(2012, 3, 4)}
ON_PLAN = BORN | {
    "Child Protection Plan Start Date": date(2023, 11, 6),
    "Date of the Last Statutory Visit": date(2024, 1, 8),
    "Date of latest review conference": date(2024, 1, 30),
}
ENDED = {"Child Protection Plan End Date": date(2013, 11, 6)}


def test_annex_a_a_plan_ended_before_it_began(tmp_path: Path) -> None:
    found = _annex_a(tmp_path, page(7, ON_PLAN | ENDED))
    assert set(found["made-1", "cp_visit"]) == UNTOLD
    assert set(found["made-1", "rcpc_repeat"]) == UNTOLD


def test_annex_a_two_rows_of_one_plan_ended_and_open(tmp_path: Path) -> None:
    ended = ON_PLAN | {"Child Protection Plan End Date": date(2024, 2, 1)}
    same: dict[str, object] = {annex_a_made.listed(7).subject.name: "made-1"}
    both = page(7, ON_PLAN | same, ended | same)
    found = _annex_a(tmp_path, both)
    assert set(found["made-1", "cp_visit"]) == UNTOLD


def test_annex_a_a_review_on_the_day_that_the_plan_began(tmp_path: Path) -> None:
    reviewed = {"Date of latest review conference": date(2023, 11, 6)}
    found = _annex_a(tmp_path, page(7, ON_PLAN | reviewed))
    assert set(found["made-1", "rcpc_first"]) == OVERDUE
    assert found["made-1", "rcpc_repeat"] == []


STRATEGY = "Strategy discussion initiating Section 47 Enquiry Start Date"
UNNECESSARY = "Was an Initial Child Protection Conference deemed unnecessary?"


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("No", OVERDUE),
        ("b) No", OVERDUE),
        ("No - conference to be held", OVERDUE),
        ("No - not needed", UNTOLD),
        ("N - held", UNTOLD),
        ("No, cancelled", UNTOLD),
        ("Yes - step down", {Status.LAPSED}),
        ("a) Yes", {Status.LAPSED}),
    ],
)
def test_annex_a_an_answer_with_an_explanation(
    tmp_path: Path, said: str, right: set[Status]
) -> None:
    asked = BORN | {STRATEGY: date(2024, 1, 8), UNNECESSARY: said}
    found = _annex_a(tmp_path, page(5, asked))
    assert set(found["made-1", "s47_icpc_15"]) == right


def _annex_a(home: Path, *pages: annex_a_made.Page) -> Answers:
    return answers(annex_a_made.made(home, *pages, as_at=AS_AT))


# --- the census -----------------------------------------------------------------------------


def _census(home: Path, details: str, child: str = "") -> list[tuple[str, str]]:
    text = (
        "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2025</Year>"
        "<ReferenceDate>2025-03-31</ReferenceDate></CollectionDetails></Header><Children><Child>"
        "<ChildIdentifiers><LAchildID>K1</LAchildID><PersonBirthDate>2015-05-05</PersonBirthDate>"
        f"{child}</ChildIdentifiers><CINdetails>{details}</CINdetails></Child></Children></Message>"
    )
    snapshot = cin_imported.imported(home, y2025=text)
    return [(one["clock"], one["status"]) for one in cin_imported.standing(snapshot)]


REFERRED = "<CINreferralDate>2024-06-03</CINreferralDate><ReferralNFA>false</ReferralNFA>"
PLANNED = "<ChildProtectionPlans><CPPstartDate>2024-07-01</CPPstartDate>{}</ChildProtectionPlans>"
BEGUN = (
    "<Assessments><AssessmentActualStartDate>2024-06-04</AssessmentActualStartDate></Assessments>"
)


def test_census_a_plan_ended_before_it_began(tmp_path: Path) -> None:
    plan = PLANNED.format("<CPPendDate>2014-07-01</CPPendDate>")
    found = _census(tmp_path, REFERRED + plan)
    first = [status for clock, status in found if clock == "rcpc_first"]
    assert set(first) == {"cannot tell"}


def test_census_a_case_closed_before_it_was_received(tmp_path: Path) -> None:
    closed = "<CINclosureDate>2023-06-03</CINclosureDate>"
    found = _census(tmp_path, REFERRED + closed + BEGUN)
    assert ("assessment_45_statistical", "cannot tell") in found
    assert ("assessment_45_statistical", "lapsed in time") not in found


def test_census_a_death_before_birth(tmp_path: Path) -> None:
    died = "<PersonDeathDate>2010-01-01</PersonDeathDate>"
    found = _census(tmp_path, REFERRED + BEGUN, died)
    assert ("assessment_45_statistical", "cannot tell") in found


def test_census_a_review_on_the_day_that_the_plan_began(tmp_path: Path) -> None:
    review = "<Reviews><CPPreviewDate>2024-07-01</CPPreviewDate></Reviews>"
    found = _census(tmp_path, REFERRED + PLANNED.format(review))
    assert [status for clock, status in found if clock == "rcpc_first"] == ["overdue"]
