"""Census files of several years, made one record: what is taken from which, and what is refused."""

from datetime import date
from pathlib import Path

import pytest

from holdfast.clocks.duty import Status
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.answers import Answer, answers
from holdfast.record.store.snapshot import Snapshot
from holdfast.sources.cin_census.declared import LATER
from holdfast.sources.cin_census.merging_years import LEFT_OPEN, REPEATED
from tests.returns.cin_census.building import Row, census
from tests.sources.cin_imported import (
    Tables,
    counts,
    given,
    imported,
    noted,
    only,
    overdue,
    refused,
    rows,
    statuses,
)

EPISODE: Row = {"CINreferralDate": "2024-06-03"}
# Each begun in the first year and open at its end; and how the next file would tell it.
OPEN: dict[str, Row] = {
    "Assessments": {"AssessmentActualStartDate": "2025-03-03"},
    "CINPlanDates": {"CINPlanStartDate": "2025-03-04"},
    "Section47": {"S47ActualStartDate": "2025-03-05", "ICPCnotRequired": "0"},
    "ChildProtectionPlans": {"CPPstartDate": "2025-03-06", "LatestCategoryOfAbuse": "NEG"},
}
ENDED: dict[str, Row] = {
    "Assessments": {"AssessmentAuthorisationDate": "2025-04-07"},
    "CINPlanDates": {"CINPlanEndDate": "2025-07-01"},
    "Section47": {"DateOfInitialCPC": "2025-04-02"},
    "ChildProtectionPlans": {"CPPendDate": "2025-12-01", "LatestCategoryOfAbuse": "EMO"},
}
ENDS = {
    "assessments": ("authorised", date(2025, 4, 7)),
    "need_plans": ("ended", date(2025, 7, 1)),
    "conferences": ("held", date(2025, 4, 2)),
    "protection_plans": ("ended", date(2025, 12, 1)),
}


def told(number: str = "MU1", /, **modules: Row) -> dict[str, list[Row]]:
    """One child, with one episode unless another is given, and a row of each module."""
    made: dict[str, list[Row]] = {"Child": [{"LAchildID": number}], "CINdetails": [EPISODE]}
    return made | {name: [row] for name, row in modules.items()}


def taken(folder: Path, **years: Tables | str) -> Snapshot:
    """The files imported; of every module rows given are rows read and rows refused."""
    made = imported(folder / "in", **years)
    counted = counts(made)
    for module, count in given(*(folder / "in").glob("*.xml")).items():
        assert counted.get(module, (0, 0, 0))[0] == count, module
    assert all(one == read + bad for one, read, bad in counted.values())
    assert sum(bad for _, _, bad in counted.values()) == len(refused(made))
    return made


def test_what_stands_in_two_files_is_one_row_and_the_later_s(tmp_path: Path) -> None:
    later = {name: {**row, **ENDED[name]} for name, row in OPEN.items()}
    made = taken(tmp_path, y2025=told(**OPEN), y2026=told(**later))
    for table, (column, day) in ENDS.items():
        row = only(made, table)
        assert (row[column], row["source_file"]) == (day, "2026.xml"), table
    assert only(made, "enquiries")["source_file"] == "2026.xml"
    assert only(made, "referrals")["received"] == date(2024, 6, 3)
    assert only(made, "protection_plans")["latest_category"] == "EMO"
    assert noted(made, LATER) == dict.fromkeys(["Child", "Disabilities", "CINdetails", *OPEN], 1)
    assert refused(made) == []


def test_files_are_put_in_order_whatever_they_are_called(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    closed: Row = {**EPISODE, "CINclosureDate": "2025-09-01"}
    (tmp_path / "in" / "a.xml").write_text(census(told(CINdetails=closed), 2026))
    made = imported(tmp_path / "in", y2025=told())
    assert only(made, "referrals")["closed"] == date(2025, 9, 1)


def test_what_was_open_and_stands_in_no_later_file_is_refused(tmp_path: Path) -> None:
    made = taken(tmp_path, y2025=told(**OPEN), y2026=told("MU2"))
    assert sorted(refused(made)) == sorted(
        ("2025.xml", module, LEFT_OPEN.what) for module in ("CINdetails", *OPEN)
    )
    assert [row["child"] for row in rows(made, "referrals")] == ["MU2"]
    assert {row["child"] for row in rows(made, "persons")} == {"MU1", "MU2"}
    assert not any(child == "MU1" for _, child in overdue(made))


@pytest.mark.parametrize("module", OPEN)
def test_one_thing_that_a_later_file_leaves_out_is_refused_alone(
    module: str, tmp_path: Path
) -> None:
    made = taken(tmp_path, y2025=told(**{module: OPEN[module]}), y2026=told())
    assert refused(made) == [("2025.xml", module, LEFT_OPEN.what)]


def test_what_was_over_is_looked_for_in_no_later_file(tmp_path: Path) -> None:
    ended: dict[str, Row] = {
        "CINdetails": {**EPISODE, "CINclosureDate": "2025-03-28"},
        "Assessments": {**OPEN["Assessments"], "AssessmentAuthorisationDate": "2025-03-10"},
        "Section47": {**OPEN["Section47"], "ICPCnotRequired": "1"},
        "ChildProtectionPlans": {**OPEN["ChildProtectionPlans"], "CPPendDate": "2025-03-20"},
    }
    made = taken(tmp_path, y2025=told(**ended), y2026=told("MU2"))
    assert refused(made) == []
    assert {row["child"] for row in rows(made, "referrals")} == {"MU1", "MU2"}
    assert statuses(made, "assessment_45_statistical") == {"MU1": Status.MET}


def test_word_for_word_repeats_are_counted_and_taken_once(tmp_path: Path) -> None:
    twice = dict(told()) | {"ChildProtectionPlans": [OPEN["ChildProtectionPlans"]] * 2}
    made = taken(tmp_path, y2025=twice)
    assert noted(made, REPEATED) == {"ChildProtectionPlans": 1}
    assert len(rows(made, "protection_plans")) == 1
    assert counts(made)["ChildProtectionPlans"] == (2, 2, 0)


def test_two_begun_on_one_day_stay_two_through_the_years(tmp_path: Path) -> None:
    second: Row = {**OPEN["ChildProtectionPlans"], "InitialCategoryOfAbuse": "SAB"}
    two: Tables = {**told(), "ChildProtectionPlans": [OPEN["ChildProtectionPlans"], second]}
    made = taken(tmp_path, y2025=two, y2026=two)
    assert len({row["plan"] for row in rows(made, "protection_plans")}) == 2
    assert noted(made, LATER)["ChildProtectionPlans"] == 2


def test_the_disabilities_of_the_later_file_hold(tmp_path: Path) -> None:
    def able(disability: str) -> Tables:
        return {**told(), "Child": [{"LAchildID": "MU1", "Disability": disability}]}

    for place, (before, after, held) in enumerate(
        (
            ("LD, AUT", "LD, HAND", {"LD", "HAND"}),
            ("LD", "NONE", {"NONE"}),
            # A file that says nothing of them leaves what was told before.
            ("LD", "(none)", {"LD"}),
        )
    ):
        made = taken(tmp_path / str(place), y2025=able(before), y2026=able(after))
        assert {row["kind"] for row in rows(made, "disabilities")} == held


def test_reviews_that_the_later_file_no_longer_tells_are_kept(tmp_path: Path) -> None:
    plan: Row = {"CPPstartDate": "2024-06-20"}
    made = taken(
        tmp_path,
        y2025=told(ChildProtectionPlans={**plan, "CPPreviewDate": "2024-09-10, 2025-02-20"}),
        y2026=told(ChildProtectionPlans={**plan, "CPPreviewDate": "2025-02-20, 2025-08-05"}),
    )
    reviews = rows(made, "protection_reviews")
    assert {row["held"].isoformat() for row in reviews} == {
        "2024-09-10",
        "2025-02-20",
        "2025-08-05",
    }
    assert {row["plan"] for row in reviews} == {only(made, "protection_plans")["plan"]}
    assert len(reviews) == 3


def test_a_conference_after_a_move_that_an_earlier_file_alone_tells_is_kept(tmp_path: Path) -> None:
    """A file gives the first of its own year: the later one holds the referral and not that day."""
    day = {"DateOfInitialCPC": "2024-07-01"}
    moved: Tables = {**told(), "CINdetails": [{**EPISODE, **day}]}
    for name, years in (
        ("earlier", {"y2025": moved, "y2026": told()}),
        ("both", {"y2025": moved, "y2026": moved}),
    ):
        made = taken(tmp_path / name, **years)
        assert only(made, "conferences")["held"] == date(2024, 7, 1)
        assert only(made, "conferences")["transfer_in"] is True


def test_a_manifest_says_since_when_each_table_is_told(tmp_path: Path) -> None:
    """From the earliest of the years without a gap; of what an earlier year did not ask, later."""
    recent = told(PreProceedingsandFGDM={"PPStartDate": "2026-05-01"})
    made = imported(tmp_path, y2023=told(), y2025=told(), y2026=told(), y2027=recent)
    assert made.manifest.begins["referrals"] == date(2024, 4, 1)
    assert made.manifest.begins["pre_proceedings"] == date(2026, 4, 1)


def test_a_missing_year_is_told_and_what_lies_before_it_is_not_believed(tmp_path: Path) -> None:
    authorised: Row = {
        "AssessmentActualStartDate": "2023-06-06",
        "AssessmentAuthorisationDate": "2023-07-03",
    }
    early: Row = {"CINreferralDate": "2023-06-05"}
    made = taken(
        tmp_path,
        y2024=told(CINdetails=early, Assessments=authorised),
        y2026=told(CINdetails=early),
    )
    assert noted(made, "a year between is missing") == {"years": 1}
    assert statuses(made, "assessment_45") == {"MU1": Status.CANNOT_TELL}
    unbroken = taken(tmp_path / "b", y2025=told(), y2026=told())
    assert noted(unbroken, "a year between is missing") == {}


def test_a_referral_that_a_later_file_dates_otherwise_is_not_called_unassessed(
    tmp_path: Path,
) -> None:
    authorised: Row = {**OPEN["Assessments"], "AssessmentAuthorisationDate": "2025-03-10"}
    made = taken(
        tmp_path,
        y2025=told(CINdetails=EPISODE, Assessments=authorised),
        y2026=told(CINdetails={"CINreferralDate": "2024-06-04"}),
    )
    assert refused(made) == [("2025.xml", "CINdetails", LEFT_OPEN.what)]
    assert statuses(made, "assessment_45") == {"MU1": Status.CANNOT_TELL}


# The shapes of five years: GenderCurrent until 2024, Sex from 2025, pre-proceedings in 2027.
YEARS = {
    f"y{year}": told(
        CINdetails={"CINreferralDate": "2022-06-01"},
        ChildProtectionPlans={"CPPstartDate": "2022-06-20", "CPPreviewDate": reviews},
    )
    for year, reviews in {
        2023: "2022-09-12, 2023-03-01",
        2024: "2022-09-12, 2023-03-01, 2023-08-15, 2024-02-01",
        2025: "2024-07-10, 2025-01-08",
        2026: "2024-07-10, 2025-01-08, 2025-06-20, 2025-12-10",
        2027: "2026-06-01, 2026-11-20",
    }.items()
}


def test_five_years_in_their_shapes_are_one_record(tmp_path: Path) -> None:
    letter: list[Row] = [{"PPStartDate": "2026-09-01", "LBPSentDate": "2026-09-08"}]
    last = {**YEARS["y2027"], "PreProceedingsandFGDM": letter}
    made = taken(tmp_path, **{**YEARS, "y2027": last})
    assert len(rows(made, "protection_reviews")) == 10
    assert only(made, "protection_plans")["source_file"] == "2027.xml"
    person = only(made, "persons")
    assert (person["sex"], person["gender"]) == ("F", "F")
    assert only(made, "pre_proceedings")["letter_sent"] == date(2026, 9, 8)
    assert noted(made, LATER)["CINdetails"] == 4
    assert refused(made) == []


def test_reviews_each_in_a_list_of_its_own_are_the_same(tmp_path: Path) -> None:
    """Some systems write one list for each review, where the schema has one for all."""
    texts = {name: census(tables, int(name[1:])) for name, tables in YEARS.items()}
    apart = {
        name: text.replace(
            "</CPPreviewDate>\n<CPPreviewDate>",
            "</CPPreviewDate>\n</Reviews>\n<Reviews>\n<CPPreviewDate>",
        )
        if name in ("y2024", "y2026")
        else text
        for name, text in texts.items()
    }
    assert apart["y2024"].count("<Reviews>") == 4
    one, other = taken(tmp_path / "a", **texts), taken(tmp_path / "b", **apart)
    ids = [{row["review"] for row in rows(made, "protection_reviews")} for made in (one, other)]
    assert ids[0] == ids[1]
    assert len(ids[0]) == 10


def test_gender_alone_is_kept_as_gender(tmp_path: Path) -> None:
    made = taken(tmp_path, y2023=YEARS["y2023"], y2024=YEARS["y2024"])
    person = only(made, "persons")
    assert (person["sex"], person["gender"]) == (None, "F")


def test_a_year_that_did_not_ask_is_silent_of_nothing(tmp_path: Path) -> None:
    made = taken(tmp_path, **YEARS)
    answered = {one.clock.key: one.answer for one in answers(CLOCKS, made.manifest.feeds)}
    assert answered["plo_preproc"] is Answer.HISTORY
    before = taken(tmp_path / "before", y2025=YEARS["y2025"], y2026=YEARS["y2026"])
    answered = {one.clock.key: one.answer for one in answers(CLOCKS, before.manifest.feeds)}
    assert answered["plo_preproc"] is Answer.CANNOT_TELL
    assert "pre_proceedings" not in before.manifest.rows
