"""Each list of a made-up Annex A: whom it is of, its headings, and its columns worked out."""

from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from holdfast.errors import BadSetting
from holdfast.record.schema.table import Column, ColumnKind
from holdfast.sources.annex_a.layout import fold
from holdfast.sources.annex_a.register import LISTS as READ_LISTS
from holdfast.sources.annex_a_workbook import ofsted_words, ofsted_words_care
from holdfast.sources.annex_a_workbook.layout import LAYOUTS
from holdfast.sources.annex_a_workbook.ofsted_words import Words
from holdfast.sources.annex_a_workbook.register import LISTS
from holdfast.sources.intake.reading import read_code
from holdfast.sources.made_up import write_annex_a
from tests.sources.annex_a_lists import AS_AT, Row, day, sheet, tables, written

# ------------------------------------------------------------------------ headings and words


def test_the_layouts_differ_where_ofsted_changed_them(tmp_path: Path) -> None:
    def headings(layout: str) -> list[list[Any]]:
        path = write_annex_a(tables(), AS_AT, tmp_path / f"{layout}.xlsx", layout)
        book = CalamineWorkbook.from_path(path)
        return [book.get_sheet_by_name(f"List_{one.number}").to_python()[0] for one in LISTS]

    earlier, later = headings("2019"), headings("2024")
    assert [len(one) for one in earlier] == [7, 8, 11, 12, 14, 14, 17, 34, 13, 16, 19]
    assert [len(one) for one in later] == [7, 8, 11, 12, 14, 14, 17, 34, 17, 16, 19]
    assert earlier[7][19] == "Date Ceased to be Looked After "
    assert (earlier[0][4], later[0][4]) == ("Age of Child (Years)", "Age")


def test_every_heading_is_one_that_the_reader_knows() -> None:
    for one, known in zip(LISTS, READ_LISTS, strict=True):
        words = {fold(word) for h in known.headings for word in (h.name, *h.also)}
        for layout in LAYOUTS:
            assert {fold(c.named(layout)) for c in one.within(layout)} <= words, one.title


EVERY_WORD = [
    (one, code, said)
    for module in (ofsted_words, ofsted_words_care)
    for one in vars(module).values()
    if isinstance(one, Words) and one is not ofsted_words_care.PERMANENCE_PLAN
    for code, said in one.words.items()
]


@pytest.mark.parametrize(("words", "code", "said"), EVERY_WORD)
def test_each_code_is_read_back(words: Words, code: str, said: str) -> None:
    column = Column(ColumnKind.CODE, "A code.", codes=words.codes)
    assert read_code(said, column).value == code


def test_a_code_younger_than_the_lists_is_written_with_its_meaning() -> None:
    assert ofsted_words.CLOSE_REASON.said("RC9") == "RC9: passed to early help after assessment"
    assert ofsted_words.CLOSE_REASON.said("something else") == "something else"
    assert ofsted_words.CLOSE_REASON.said(None) is None


def test_another_layout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="2019 or 2024"):
        write_annex_a(tables(), AS_AT, tmp_path / "a.xlsx", "2031")


# ------------------------------------------------------------------------- whom a list is of


def test_six_months_reach_back_to_the_same_day(tmp_path: Path) -> None:
    told = written(
        tmp_path,
        1,
        contacts=[
            {"contact": "1", "child": "MU1", "received": day("2017-07-30"), "source": "6"},
            {"contact": "2", "child": "MU1", "received": day("2017-07-31"), "source": "6"},
        ],
    )
    assert [row["Date of Contact"] for row in told] == [day("2017-07-31")]
    assert told[0]["Contact Source"] == "q) 6: Police"


@pytest.mark.parametrize(
    ("person", "age"),
    [
        ({"born": "2010-01-31"}, 8),
        ({"born": "2010-02-01"}, 7),
        ({"born": "2018-01-31"}, 0),
        ({"expected": "2018-02-01"}, -1),
        ({"expected": "2001-01-31"}, 17),
    ],
)
def test_age_is_in_whole_years(tmp_path: Path, person: dict[str, str], age: int) -> None:
    known = {name: day(text) for name, text in person.items()}
    told = written(
        tmp_path,
        1,
        persons=[{"child": "MU1", **known}],
        contacts=[{"contact": "1", "child": "MU1", "received": AS_AT}],
    )
    assert [row["Age"] for row in told] == [age]


def referral(number: str, received: str, closed: str | None = None, **more: Any) -> Row:
    ended = day(closed) if closed else None
    return {"referral": number, "child": "MU1", "received": day(received), "closed": ended, **more}


def test_earlier_referrals_are_counted_from_the_latest(tmp_path: Path) -> None:
    days = ("2016-12-09", "2016-12-10", "2017-09-01", "2017-12-10")
    told = written(tmp_path, 3, referrals=[referral(str(n), d) for n, d in enumerate(days)])
    assert [row["Number of Referrals in Last 12 Months"] for row in told] == [2, 2]


@pytest.mark.parametrize(
    ("more", "status"),
    [
        # A referral alone puts no child on the list.
        ({"assessments": []}, None),
        ({"referrals": [referral("R1", "2017-09-01", "2018-01-05", close_reason="RC8")]}, None),
        ({"referrals": [referral("R1", "2016-09-01", "2017-07-30")]}, None),
        ({"referrals": [referral("R1", "2016-09-01", "2017-07-31")]}, "e) Closed episode"),
        ({}, "d) Open assessment"),
        ({"need_plans": [{}]}, "c) Child in need plan"),
        ({"need_plans": [{}], "protection_plans": [{}]}, "b) Child Protection plan"),
        ({"protection_plans": [{"other_authority": True}]}, "d) Open assessment"),
        ({"protection_plans": [{}], "care_episodes": [{}]}, "a) Looked after child"),
        ({"care_episodes": [{"ended": day("2018-01-01")}]}, "d) Open assessment"),
    ],
)
def test_case_status(tmp_path: Path, more: dict[str, list[Row]], status: str | None) -> None:
    usual: dict[str, list[Row]] = {
        "referrals": [referral("R1", "2017-09-01")],
        "assessments": [{}],
    }
    common = {"child": "MU1", "referral": "R1", "started": day("2017-09-04")}
    given = {name: [common | row for row in held] for name, held in (usual | more).items()}
    told = sheet(write_annex_a(tables(**given), AS_AT, tmp_path / "a.xlsx"), 6)
    assert [row["Case Status"] for row in told] == ([status] if status else [])


def test_the_latest_visit_is_of_the_plan_and_to_the_child(tmp_path: Path) -> None:
    def visit(on: str, seen: bool | None) -> Row:
        return {"child": "MU1", "visited": day(on), "seen": seen, "seen_alone": seen}

    plan = {"plan": "P2", "child": "MU1", "started": day("2017-06-01")}
    earlier = {"plan": "P1", "child": "MU1", "started": day("2014-01-01"),
               "ended": day("2014-09-01")}  # fmt: skip
    told = written(
        tmp_path,
        7,
        protection_plans=[plan, earlier],
        protection_visits=[
            visit("2014-03-01", True),
            visit("2018-01-08", True),
            visit("2018-01-15", None),
            visit("2018-01-22", False),
        ],
        protection_reviews=[{"child": "MU1", "held": day("2014-03-20")}],
    )
    assert len(told) == 1
    assert told[0]["Date of the Last Statutory Visit"] == day("2018-01-15")
    assert told[0]["Was the Child Seen Alone?"] == "c) Unknown"
    assert told[0]["Date of latest review conference"] == ""
    assert told[0]["Number of Previous Child Protection Plans"] == 1


def test_an_enquiry_that_needs_no_conference_says_so(tmp_path: Path) -> None:
    def enquiry(number: str, needed: bool | None, nfa: bool | None = None) -> Row:
        row = {"enquiry": number, "child": f"MU{number}", "started": day("2018-01-02")}
        return row | {"conference_needed": needed, "no_further_action": nfa}

    told = written(
        tmp_path,
        5,
        enquiries=[enquiry("1", True), enquiry("2", False), enquiry("3", None, True),
                   enquiry("4", None)],
        conferences=[{"enquiry": "1", "child": "MU1", "held": day("2018-01-20"),
                      "plan_made": True}],
    )  # fmt: skip
    unnecessary = [
        row["Was an Initial Child Protection Conference deemed unnecessary?"] for row in told
    ]
    assert unnecessary == ["b) No", "a) Yes", "a) Yes", ""]
    assert told[0]["Date of Initial Child Protection Conference"] == day("2018-01-20")
    # The enquiry's own conference is not one of those before it.
    assert told[0]["Number of ICPCs in the last 12 months"] == 0


def episode(period: str, started: str, ended: str | None = None, **more: Any) -> Row:
    last = day(ended) if ended else None
    return {"child": "MU1", "care_period": period, "started": day(started), "ended": last, **more}


def test_a_period_of_care_is_one_row(tmp_path: Path) -> None:
    told = written(
        tmp_path,
        8,
        care_episodes=[
            episode("C2", "2017-11-01", None, legal_status="C2", primary_need="N5"),
            episode("C2", "2017-09-01", "2017-11-01", end_reason="X1", primary_need="N1"),
            episode("C1", "2016-01-01", "2017-03-01", end_reason="E4A"),
        ],
        placements=[episode("C2", "2017-09-01", kind="K2", provider="PR4")],
        care_reviews=[
            {"child": "MU1", "held": day("2017-09-20")},
            {"child": "MU1", "held": day("2017-12-20"), "cancelled": True},
        ],
        health_checks=[
            {"child": "MU1", "kind": "dental", "held": day("2017-10-02"), "status": "completed"},
            {"child": "MU1", "kind": "dental", "held": day("2017-12-02"), "status": "refused"},
        ],
    )
    assert len(told) == 1
    row = told[0]
    assert row["Date Started to be Looked After"] == day("2017-09-01")
    assert row["Child's Category of Need"] == "N1 - Abuse or neglect"
    assert row["Child's Legal Status"] == "C2: FCO"
    assert row["Date Ceased to be Looked After"] == ""
    assert row["Date of Latest Statutory Review"] == day("2017-09-20")
    assert row["Date of Last Dental Check"] == day("2017-10-02")
    assert row["Placement Type"] == "p) K2: Children’s Homes"
    again = [value for name, value in row.items() if name.startswith("Is this a second")]
    assert again == ["a) Yes"]


def test_the_later_layout_has_young_people_still_in_care(tmp_path: Path) -> None:
    leavers: list[Row] = [
        {"child": "MU1", "eligibility": "eligible"},
        {"child": "MU2", "eligibility": "former_relevant", "in_touch": "YES"},
        {"child": "MU3", "eligibility": "none"},
    ]
    later = written(tmp_path, 9, care_leavers=leavers)
    earlier = written(tmp_path, 9, "2019", care_leavers=leavers)
    assert [row["Child Unique ID"] for row in later] == ["MU1", "MU2"]
    assert [row["Child Unique ID"] for row in earlier] == ["MU2"]
    assert earlier[0]["LA In Touch "] == "a) Yes"


def test_adoption_looks_back_a_year(tmp_path: Path) -> None:
    def way(number: int, **days: str) -> Row:
        told = {name: day(text) for name, text in days.items()}
        return {"child": f"MU{number}", "decided": day("2015-01-05"), **told}

    told = written(
        tmp_path,
        10,
        permanence=[
            way(1),
            way(2, ordered="2017-01-30"),
            way(3, ordered="2017-01-31"),
            way(4, reversed_on="2016-05-05"),
            {"child": "MU5", "ordered": day("2017-12-01"), "order_type": "Special guardianship"},
        ],
    )
    assert [row["Child Unique ID"] for row in told] == ["MU1", "MU3"]
    assert [row["Date of Adoption Order"] for row in told] == ["", day("2017-01-31")]


def test_the_worker_is_the_one_who_holds_the_child_now(tmp_path: Path) -> None:
    def hold(worker: str, started: str, ended: str | None) -> Row:
        last = day(ended) if ended else None
        return {"child": "MU1", "worker": worker, "team": "T1", "role": "CW",
                "started": day(started), "ended": last}  # fmt: skip

    told = written(
        tmp_path,
        7,
        protection_plans=[{"plan": "P1", "child": "MU1", "started": day("2017-06-01")}],
        involvements=[hold("W1", "2017-06-01", "2018-01-10"), hold("W2", "2018-01-10", None)],
        professionals=[{"worker": "W1", "full_name": "Ann Example"},
                       {"worker": "W2", "full_name": "Ben Example"}],
        teams=[{"team": "T1", "team_name": "North team"}],
    )  # fmt: skip
    assert (told[0]["Allocated Team"], told[0]["Allocated Worker"]) == ("North team", "Ben Example")
