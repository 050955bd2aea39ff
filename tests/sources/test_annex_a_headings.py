"""Headings as councils write them: run together, in capitals, and as the public SSD script does."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.sources.annex_a.layout import fold
from holdfast.sources.annex_a.register import LISTS
from tests.sources.annex_a_made import (
    count,
    headings,
    imported,
    listed,
    notes,
    page,
    rows,
    workbook,
)

WHO = ("ChildUniqueID", "Gender", "Ethnicity", "DateOfBirth", "Age")
STAFF = ("AllocatedTeam", "AllocatedWorker")

# The column names of the script that makes Annex A out of the Standard Safeguarding Dataset,
# list by list, and the names of its tables. Beside our headings: what it alone has.
SCRIPT: dict[int, tuple[str, tuple[str, ...]]] = {
    1: ("AA_1_contacts", (*WHO, "DateOfContact", "ContactSource")),
    2: (
        "AA_2_early_help_assessments",
        (*WHO, "AssessmentStartDate", "AssessmentCompletionDate",
         "OrganisationCompletingAssessment"),
    ),
    3: (
        "AA_3_referrals",
        (*WHO, "ReferralDate", "ReferralSource", "ReferralNFA", "ReferralsLast12Months", *STAFF),
    ),
    4: (
        "AA_4_assessments",
        (*WHO, "HasDisability", "ContinuousAssessmentStart", "ContinuousAssessmentChildSeen",
         "ContinuousAssessmentAuthDate", "CSCSupportRequired", *STAFF),
    ),
    5: (
        "AA_5_s47_enquiries",
        (*WHO, "HasDisability", "StratDiscussionDate", "InitialCPConfUnnecessary",
         "InitialCPConfDate", "CPConfResultInCPPlan", "NumberS47s12m", "NumberICPCs12m", *STAFF),
    ),
    6: (
        "AA_6_children_in_need",
        (*WHO, "HasDisability", "CINStartDate", "PrimaryNeedCode", "DateChildLastSeen",
         "CINClosureDate", "ReasonForClosure", "CaseStatus", *STAFF),
    ),
    7: (
        "AA_7_child_protection",
        (*WHO, "HasDisability", "ChildProtectionPlanStartDate", "InitialCategoryOfAbuse",
         "LatestCategoryOfAbuse", "DateOfLastStatutoryVisit", "ChildSeenAlone",
         "DateOfLatestReviewConf", "ChildProtectionPlanEndDate", "ProtectionLastSixMonths",
         "NumberOfPreviousChildProtectionPlans", *STAFF),
    ),
    8: (
        "AA_8_children_in_care",
        (*WHO, "UASC", "HasDisability", "LoookedAfterStartDate", "ChildCategoryOfNeed",
         "SubsequentLACEpisodeLast12Months", "MostRecentLegalStatusStart", "LegalStatus",
         "LatestStatutoryReviewDate", "LastSocialWorkVisitDate", "PermanencePlan",
         "LastIROVisitDate", "LastHealthAssessmentDate", "LastDentalCheckDate",
         "PlacementsLast12Months", "CeasedLookedAfterDate", "ReasonCeasedLookedAfter",
         "MostRecentPlacementStartDate", "PlacementType", "PlacementProvider",
         "PlacementPostcode", "PlacementURN", "PlacementLocation", "PlacementLA",
         "EpisodesChildMissingFromPlacement", "EpisodesChildAbsentFromPlacement",
         "ChildOfferedReturnInterviewAfterLastMFH", "ChildAcceptedReturnInterviewAfterLastMFH",
         *STAFF),
    ),
    9: (
        "AA_9_care_leavers",
        (*WHO, "UASC", "HasDisability", *STAFF, "AllocatedPersonalAdvisor",
         "EligibilityCategory", "LatestPathwayPlan", "LAInTouch", "LatestContact",
         "TypeOfAccommodation", "SuitabilityOfAccommodation", "ActivityStatus"),
    ),
    10: (
        "AA_10_adoption",
        (WHO[0], "FamilyID", *WHO[1:], "HasDisability", "EnteredCareDate",
         "ADMSHOBPADecisionDate", "PlacementOrderDate", "MatchedForAdoptionDate",
         "PlacedForAdoptionDate", "AdoptionOrderDate", "DecisionReversedDate",
         "DecisionReversedReason", "DateFFAConsurrencyPlacement"),
    ),
    11: (
        "AA_11_adopters",
        ("AdopterID", "Gender", "Ethnicity", "HasDisability", "AdoptedByCarer", "EnquiryDate",
         "Stage1StartDate", "Stage1EndDate", "Stage2StartDate", "Stage2EndDate",
         "ApplicationDate", "ApplicationApprDate", "MatchedDate", "PlacedDate",
         "NumSiblingsPlaced", "AdoptionOrderDate", "AdoptionLeaveDate", "AdoptingLeaveReason"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("number", range(1, 12))
def test_no_two_headings_of_a_list_are_spelled_alike(number: int) -> None:
    spelled = [{fold(words) for words in (one.name, *one.also)} for one in listed(number).headings]
    counted = Counter(words for one in spelled for words in one)
    assert [words for words, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("number", range(1, 12))
@pytest.mark.parametrize(
    "spell",
    [
        lambda name: name.title().replace(" ", ""),
        lambda name: name.upper().replace(" ", "_"),
        lambda name: f"  {name}:".replace(" ", "  "),
    ],
    ids=["run together", "underlined", "spaced"],
)
def test_a_list_whose_headings_are_spelled_otherwise(
    tmp_path: Path, number: int, spell: Callable[[str], str]
) -> None:
    sheet = page(number, {one.name: "02/01/2018" for one in listed(number).headings if one.day})
    sheet.headings = [spell(name) for name in sheet.headings]
    sheet.rows = [{spell(name): cell for name, cell in row.items()} for row in sheet.rows]
    snapshot = imported(workbook(tmp_path / "a.xlsx", sheet))
    assert (count(snapshot, number).given, count(snapshot, number).read) == (1, 1)
    told = notes(snapshot)
    assert "has no column" not in told
    assert "not the list's" not in told


@pytest.mark.parametrize("number", range(1, 12))
def test_the_script_has_every_heading_of_a_list(number: int) -> None:
    known = listed(number).known
    assert len({known[fold(name)] for name in SCRIPT[number][1]}) == len(SCRIPT[number][1])
    absent = set(headings(number)) - {known[fold(name)] for name in SCRIPT[number][1]}
    assert absent == ({"Family identifier"} if number == 11 else set())


def test_the_files_of_the_script_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    for one in LISTS:
        name, columns = SCRIPT[one.number]
        days = {heading.name for heading in one.headings if heading.day}
        cells = ["02/01/2018" if one.known[fold(column)] in days else "NULL" for column in columns]
        text = "\n".join([",".join(columns), ",".join(["made-1", *cells[1:]])])
        (folder / f"{name}.csv").write_text(text)
    snapshot = imported(folder)
    assert {one.table: (one.given, one.read) for one in snapshot.manifest.counts} == {
        one.name: (1, 1) for one in LISTS
    }
    told = notes(snapshot)
    assert "not the list's" not in told
    assert "List 7: Child protection | cells with the word for a missing value" in told
    for table in ("contacts", "protection_visits", "care_reviews", "permanence", "enquiries"):
        assert [row["child"] for row in rows(snapshot, table)] == ["made-1"], table


def test_a_missing_day_that_is_written_as_null_ends_nothing_and_refuses_nothing(
    tmp_path: Path,
) -> None:
    snapshot = imported(
        workbook(
            tmp_path / "a.xlsx",
            page(7, {"Child Protection Plan Start Date": "2017-06-01 00:00:00.000",
                     "Child Protection Plan End Date": "NULL",
                     "Date of the Last Statutory Visit": "2018-01-15 00:00:00.000"}),
        )
    )  # fmt: skip
    (plan,) = rows(snapshot, "protection_plans")
    assert (plan["ended"], count(snapshot, 7).refused) == (None, 0)
