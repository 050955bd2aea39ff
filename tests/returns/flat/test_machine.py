"""The machine of returns, over a form of flat tables that has nothing of the census."""

from collections.abc import Mapping
from datetime import date

import pyarrow as pa
import pytest

from holdfast.cli.showing.report import as_json
from holdfast.errors import CannotRead
from holdfast.limits import ReadLimit
from holdfast.returns import run_rules
from holdfast.returns.assignees import NOT_KNOWN, RETURN, Assignee
from holdfast.returns.checking import Check, Lacking
from holdfast.returns.compiling import BadRule, breach_sql, places
from holdfast.returns.outcome import Outcome, State
from holdfast.returns.report import Report, report
from holdfast.returns.rule import Breach, Other, Within
from holdfast.returns.worklist import FindingsWanted
from tests.returns.flat import form as flat
from tests.returns.flat.form import FORM, HOMES, REVIEWS, STAYS, STAYS_LAST, rows

YEAR_END = date(2026, 3, 31)
MAY, JUNE, JULY = date(2025, 5, 1), date(2025, 6, 1), date(2025, 7, 1)
EARLIER, LONG_AGO = date(2025, 1, 1), date(2020, 1, 1)

HOMES_KNOWN = rows(HOMES, ("H1", None), ("H2", EARLIER))
LAST = rows(
    STAYS_LAST,
    ("C1", EARLIER, None, "F"),
    ("C2", EARLIER, None, "F"),
    ("C8", EARLIER, None, "F"),
    ("C9", EARLIER, MAY, "F"),
)
GIVEN = {STAYS_LAST.name: LAST, HOMES.name: HOMES_KNOWN}
# Three children whose rows come in two batches.
FIRST = {
    STAYS.name: rows(
        STAYS,
        ("C1", EARLIER, MAY, "R", "H1"),
        ("C1", MAY, JULY, "F", None),
        ("C1", JUNE, None, "X", "H9"),
        ("C2", MAY, None, None, "H2"),
    ),
    REVIEWS.name: rows(REVIEWS, ("C1", JUNE), ("C2", LONG_AGO)),
}
SECOND = {
    STAYS.name: rows(
        STAYS,
        ("C3", EARLIER, MAY, "F", "H1"),
        ("C3", MAY, "no day", "F", "H1"),
        ("CH3", None, None, "F"),
        before=4,
    ),
}


def check(
    *batches: Mapping[str, pa.Table],
    given: Mapping[str, pa.Table] = GIVEN,
    lacking: Lacking | None = None,
    reference: date | None = YEAR_END,
) -> Outcome:
    checked = Check(FORM, 2026, reference, given, lacking)
    for batch in batches:
        checked.take(batch)
    return checked.finish()


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return check(FIRST, SECOND)


def found(outcome: Outcome) -> dict[str, list[tuple[str, int | None]]]:
    """The table and number of each row that a rule finds."""
    told: dict[str, list[tuple[str, int | None]]] = {}
    for row in sorted(outcome.findings.to_pylist(), key=lambda row: (row["code"], row["row"] or 0)):
        told.setdefault(row["code"], []).append((row["table"], row["row"]))
    return told


def states(outcome: Outcome) -> dict[str, tuple[State, str]]:
    ran = [one for one in outcome.rules if one.state is not State.RAN]
    return {one.rule.code: (one.state, one.why) for one in ran}


# ----------------------------------------------------------------------------- what is found


def test_every_kind_of_rule_finds_its_rows_and_no_other(outcome: Outcome) -> None:
    assert states(outcome) == {}
    assert found(outcome) == {
        "101": [("Stays", 3), ("Stays", 4)],  # by the row alone
        "102": [("Reviews", 2)],  # by all stays of the child
        "103Q": [("Stays", 1)],  # against last year
        "104Q": [("Stays_last", 3)],  # a row of last year, against all of this
        "105": [("Stays", 3)],  # against a list
        "106": [("Stays", 4)],  # against a day in a list
        "107": [("Stays", 3)],  # against the row before
        "108Q": [("Reviews", 1)],  # by a figure of the child
        "109": [("Stays", 1), ("Stays", 5)],  # across children, of two batches
        "111": [("Stays", 7)],  # by a column called as a key of ours is, but for capitals
    }


def test_a_finding_has_its_line_and_that_of_the_other_row(outcome: Outcome) -> None:
    lines = {row["code"]: (row["line"], row["beside"]) for row in outcome.findings.to_pylist()}
    assert lines["103Q"] == (2, 2)
    assert lines["106"] == (5, None)  # a list has no lines
    assert lines["104Q"] == (4, None)


def test_it_counts_the_children_of_this_year_and_knows_those_of_last(outcome: Outcome) -> None:
    assert outcome.children == 3
    assert outcome.numbers == {number: f"C{number}" for number in (1, 2, 3, 8, 9)}


def test_what_a_rule_looks_at_is_told_by_the_tables_that_people_fill_in() -> None:
    assert places(FORM, flat.OVERLAPS) == (("Stays", "DECOM"), ("Stays", "DEC"))
    assert places(FORM, flat.MANY) == (("Stays", "DECOM"), ("Reviews", "HELD"))
    assert places(FORM, flat.UNKNOWN_HOME) == (("Stays", "HOME"), ("Homes", "HOME"))


def test_a_rule_about_the_whole_return(outcome: Outcome) -> None:
    nobody = check({STAYS.name: FIRST[STAYS.name]}, SECOND)
    assert [place for place, _ in found(nobody)["110"]] == ["Reviews"]
    (row,) = report(nobody, {}, {}).worklist.rows(FindingsWanted(rule="110"))
    assert (row["child"], row["line"], row["team"]) == (None, None, RETURN)


# ----------------------------------------------------------------------------- what is not there


def test_without_last_year_and_lists_the_rules_that_need_them_are_not_run(
    outcome: Outcome,
) -> None:
    bare = check(FIRST, SECOND, given={})
    last = (State.NOT_RUN, "last year's return of stays was not given (Stays_last)")
    homes = (State.NOT_RUN, "the list Homes was not given")
    assert states(bare) == {"103Q": last, "104Q": last, "105": homes, "106": homes}
    run = {code: at for code, at in found(outcome).items() if code not in states(bare)}
    assert found(bare) == run


def test_a_file_that_was_not_sent_and_a_field_that_is_lacking_keep_rules_from_being_run() -> None:
    lacking = {("Reviews", ""): "there is no file of reviews", ("Stays", "DEC"): "not carried"}
    found = {code: why for code, (_, why) in states(check(FIRST, lacking=lacking)).items()}
    assert found == {
        "102": "not carried",
        "107": "not carried",  # by the table that is worked out from it
        "108Q": "there is no file of reviews",
        "110": "there is no file of reviews",
    }


def test_without_a_reference_date_what_names_a_day_is_not_run() -> None:
    why = "the header gives no reference date that can be read"
    assert states(check(FIRST, reference=None)) == {"108Q": (State.NOT_RUN, why)}


def test_what_was_not_run_is_counted_and_told_in_the_report_and_for_machines() -> None:
    told = report(check(FIRST, SECOND, given={}), {}, {})
    rules = {row["code"]: row for row in told.rules()}
    assert rules["105"] == rules["105"] | {"state": "not run", "findings": 0}
    for_machines = {row["code"]: row for row in as_json(told)["rules"]}
    assert for_machines["105"]["state"] == "not run"
    assert for_machines["105"]["why"] == "the list Homes was not given"
    assert as_json(told)["children"] == 3


# ----------------------------------------------------------------------------- the worklist

HELD_BY = {"C1": Assignee("North", "Ann"), "C8": Assignee("South", "Bo")}


@pytest.fixture
def printed(outcome: Outcome) -> Report:
    return report(outcome, HELD_BY, {})


def test_each_finding_goes_to_whoever_holds_the_child(printed: Report) -> None:
    figures = ("errors", "queries", "children")
    teams = {row["team"]: tuple(row[name] for name in figures) for row in printed.teams()}
    assert teams == {"North": (4, 2, 1), "South": (0, 1, 1), NOT_KNOWN: (5, 0, 2)}
    (row,) = printed.worklist.rows(FindingsWanted(rule="104Q"))
    assert (row["child"], row["worker"], row["table"]) == ("C8", "Bo", "Stays_last")
    assert row["fields"] == ["DEC"]


class Given:
    reason, year = "It was so.", 2026


def test_an_answer_holds_until_the_row_is_changed(printed: Report) -> None:
    (row,) = printed.worklist.rows(FindingsWanted(rule="103Q"))
    answers = {(row["code"], row["mark"]): Given()}
    (again,) = report(check(FIRST, SECOND), HELD_BY, answers).worklist.rows(
        FindingsWanted(rule="103Q")
    )
    assert again["answer"] == "It was so."
    moved = rows(STAYS, ("C1", EARLIER, JUNE, "R", "H1"))
    (other,) = report(check({STAYS.name: moved}), HELD_BY, answers).worklist.rows(
        FindingsWanted(rule="103Q")
    )
    assert other["answer"] is None


def test_a_row_of_last_year_has_a_key_of_its_own() -> None:
    """Of three children with open stays last year, none of whom is there this year."""
    marks = [row["mark"] for row in check({}).findings.to_pylist() if row["code"] == "104Q"]
    assert len(set(marks)) == len(marks) == 3


# ----------------------------------------------------------------------------- mistakes of ours


def test_a_name_that_the_form_has_not_is_caught_before_anything_runs() -> None:
    def sql(breach: Breach) -> str:
        return breach_sql(FORM, breach, flat.days_of(YEAR_END))

    with pytest.raises(BadRule, match="no field called ENDS near"):
        sql(Breach(STAYS, "", "missing(ENDS)"))
    with pytest.raises(BadRule, match="lies in no row of Stays"):
        sql(Breach(STAYS, "", another=Other(REVIEWS, Within.INSIDE)))
    with pytest.raises(BadRule, match="cannot be about Homes"):
        sql(Breach(HOMES, ""))
    with pytest.raises(BadRule, match="has no codes"):
        sql(Breach(STAYS, "", "invalid(HOME)"))


def test_more_findings_than_are_kept_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    few = ReadLimit("findings", 3, "findings", "for a test")
    monkeypatch.setattr(run_rules, "CENSUS_FINDINGS", few)
    with pytest.raises(CannotRead, match="more than 3 findings"):
        check(FIRST, SECOND)
