"""The shapes in which a census may come, and what stands in them: all are read alike."""

import re
from datetime import date
from typing import Any

import pytest

from holdfast.sources.cin_census.parsing.parsed_rows import NESTED, REPEATED, STRAY, UNKNOWN
from tests.sources.cin_made import Read, child, lines_of, read, rich, small

PLAN = (
    "<ChildProtectionPlans>\n<CPPstartDate>2025-06-20</CPPstartDate>\n{}</ChildProtectionPlans>\n"
)
TWO_IN_ONE = (
    "<Reviews>\n<CPPreviewDate>2025-09-01</CPPreviewDate>\n"
    "<CPPreviewDate>2025-12-01</CPPreviewDate>\n</Reviews>\n"
)
ONE_EACH = (
    "<Reviews>\n<CPPreviewDate>2025-09-01</CPPreviewDate>\n</Reviews>"
    "<Reviews>\n<CPPreviewDate>2025-12-01</CPPreviewDate>\n</Reviews>\n"
)


def with_prefix(text: str, prefix: str) -> str:
    return re.sub(r"<(/?)(?=\w)", rf"<\1{prefix}:", text)


def without_lines(found: Read) -> dict[str, list[dict[str, Any]]]:
    return {name: [{**row, "line": None} for row in rows] for name, rows in found.tables.items()}


@pytest.mark.parametrize("reviews", [TWO_IN_ONE, ONE_EACH])
def test_both_shapes_of_reviews_give_the_same_rows(reviews: str) -> None:
    rows = read(small(child("MU1", PLAN.format(reviews)))).tables["Reviews"]
    days = [date(2025, 9, 1), date(2025, 12, 1)]
    assert [(row["row"], row["inside"], row["CPPreviewDate"]) for row in rows] == [
        (1, 1, days[0]),
        (2, 1, days[1]),
    ]


@pytest.mark.parametrize("empty", ["<Reviews/>", "<Reviews />", "<Reviews>\n</Reviews>"])
def test_a_list_of_nothing_is_a_row_of_nothing(empty: str) -> None:
    text = small(child("MU1", PLAN.format(empty)))
    [row] = read(text).tables["Reviews"]
    assert (row["CPPreviewDate"], row["line"]) == (None, lines_of(text, "<Reviews")[0])


def test_sex_and_gender_stand_beside_one_another() -> None:
    one = "<Child><ChildIdentifiers>{}</ChildIdentifiers></Child>"
    text = small(one.format("<GenderCurrent>2</GenderCurrent>"), one.format("<Sex>F</Sex>"))
    rows = read(text).tables["Child"]
    assert [(row["GenderCurrent"], row["Sex"]) for row in rows] == [("2", None), (None, "F")]


def test_the_block_of_pre_proceedings_is_read() -> None:
    block = (
        "<PreProceedingsandFGDM>\n<PPStartDate>2026-05-01</PPStartDate>\n"
        "<FGDMMeetingOffer>true</FGDMMeetingOffer>\n<ReviewMeetingsCount>2</ReviewMeetingsCount>\n"
        "<PPOutcome>A</PPOutcome>\n</PreProceedingsandFGDM>\n"
    )
    [row] = read(small(child("MU1", block))).tables["PreProceedingsandFGDM"]
    assert row["PPStartDate"] == date(2026, 5, 1)
    assert (row["FGDMMeetingOffer"], row["ReviewMeetingsCount"], row["PPOutcome"]) == (True, 2, "A")


def test_every_row_knows_where_it_lies() -> None:
    tables = read(rich(2)).tables
    episodes = {row["row"]: row for row in tables["CINdetails"]}
    assert [row["child"] for row in tables["CINdetails"]] == [1, 2, 2, 3, 4, 5, 6, 6, 7, 8]
    for name in ("Assessments", "Section47", "ChildProtectionPlans", "CINPlanDates"):
        for row in tables[name]:
            assert row["inside"] == row["episode"]
            assert episodes[row["episode"]]["child"] == row["child"]
    assessments = {row["row"]: row for row in tables["Assessments"]}
    for row in tables["FactorsIdentifiedAtAssessment"]:
        assert assessments[row["inside"]]["episode"] == row["episode"]
    assert all(row["episode"] is None for row in tables["Disabilities"])
    assert [row["inside"] for row in tables["Disabilities"]] == [1, 1, 2, 3, 4, 5, 5, 6, 7, 8]


NAMESPACES = {
    "default": lambda text: text.replace("<Message>", '<Message xmlns="urn:any">'),
    "prefixed": lambda text: with_prefix(text, "c").replace(
        "<c:Message>", '<c:Message xmlns:c="urn:any">'
    ),
    "on the children alone": lambda text: text.replace("<Children>", '<Children xmlns="urn:any">'),
    "on one child": lambda text: text.replace("<Child>", '<Child xmlns="urn:any">', 1),
    "beside": lambda text: text.replace(
        "<Message>", "<Message\n  xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'\n  a='>'>"
    ).replace("<UPN></UPN>", '<UPN xsi:nil="true"/>'),
    "another for each child": lambda text: text.replace(
        "<Child>", '<x:Child xmlns:x="urn:x">'
    ).replace("</Child>", "</x:Child>"),
}


@pytest.mark.parametrize("name", NAMESPACES)
def test_namespaces_change_nothing(name: str) -> None:
    found, proper = read(NAMESPACES[name](rich())), read(rich())
    assert without_lines(found) == without_lines(proper)
    assert found.reading.header == proper.reading.header
    assert (found.refused, found.oddments, found.notes) == ([], [], [])


def test_a_prefix_of_the_whole_that_nothing_explains_is_told_once() -> None:
    found = read(with_prefix(rich(), "c"))
    assert without_lines(found) == without_lines(read(rich()))
    assert found.reading.header == read(rich()).reading.header
    [one] = found.refused
    assert "A name with a prefix" in one.what
    assert not one.child


def test_a_prefix_that_nothing_explains_refuses_its_child() -> None:
    found = read(small(child("MU1", '<CINclosureDate xsi:nil="true"/>\n'), child("MU2")))
    assert found.children == ["MU2"]
    assert "prefix (as in xsi:nil)" in found.refused[0].what


WRITTEN = {
    "without line ends": lambda text: text.replace("\n", ""),
    "with those of Windows": lambda text: text.replace("\n", "\r\n"),
    "with spaces around values": lambda text: text.replace("MU1<", "\n MU1\t<").replace(
        ">LD", "> LD"
    ),
    "with references": lambda text: text.replace(">MU1", ">&#77;&#x55;1"),
    "with CDATA": lambda text: text.replace(">MU1<", "><![CDATA[MU1]]><"),
    "with comments": lambda text: text.replace(">MU1", ">M<!-- <Child> -->U1"),
    "with instructions": lambda text: text.replace(">MU1", ">M<?editor <Child> ?>U1"),
    "with attributes": lambda text: text.replace("<Child>", "<Child id='1' note=\"a > b\">"),
    "with spaces in tags": lambda text: text.replace("UPN>", "UPN >"),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_ways_of_writing_change_no_value(name: str) -> None:
    found, proper = read(WRITTEN[name](rich())), read(rich())
    assert without_lines(found) == without_lines(proper)
    assert (found.refused, found.oddments, found.notes) == ([], [], [])


def test_what_is_commented_out_is_not_there_and_counts_its_lines() -> None:
    hidden = f"<!--\n{child('MU2')}-->\n"
    text = small(child("MU1"), hidden, child("MU3"))
    found = read(text)
    assert found.children == ["MU1", "MU3"]
    assert [row["line"] for row in found.tables["Child"]] == [
        lines_of(text, "<Child>")[0],
        lines_of(text, "<Child>")[2],
    ]
    assert found.refused == []


def test_cdata_hides_what_looks_like_a_child() -> None:
    text = small(child("<![CDATA[</Child><Child>]]>"), child("MU2"))
    assert read(text).children == ["</Child><Child>", "MU2"]


@pytest.mark.parametrize(
    ("inside", "kind", "element", "kept"),
    [
        ("<CINcloseDate>2025-12-01</CINcloseDate>", UNKNOWN, "CINcloseDate", "2025-12-01"),
        ("<UPN>A</UPN>", UNKNOWN, "UPN", "A"),
        ("<Child>", None, "", ""),
        (
            "<PrimaryNeedCode>N1</PrimaryNeedCode><PrimaryNeedCode>N2</PrimaryNeedCode>",
            REPEATED,
            "PrimaryNeedCode",
            "N2",
        ),
        ("<PrimaryNeedCode><b>N1</b></PrimaryNeedCode>", NESTED, "PrimaryNeedCode", "<b>N1</b>"),
        ("closed by hand", STRAY, "CINdetails", "closed by hand"),
        ("<CINPlanDates>2025-06-30</CINPlanDates>", STRAY, "CINPlanDates", "2025-06-30"),
    ],
)
def test_what_no_row_can_hold_is_told_and_kept(
    inside: str, kind: str | None, element: str, kept: str
) -> None:
    text = small(child("MU1", f"\n{inside}\n"), child("MU2"))
    found = read(text)
    if kind is None:
        assert found.children == ["MU2"]
        return
    assert found.children == ["MU1", "MU2"]
    [one] = found.oddments
    assert (one.kind, one.child, one.element) == (kind, 1, element)
    assert kept in one.kept
    line = lines_of(text, "<CINdetails>" if element == "CINdetails" else f"<{element}")[0]
    assert one.line == line


def test_of_a_field_given_twice_the_first_is_read() -> None:
    twice = "<ReferralSource>1A</ReferralSource>\n<ReferralSource>6</ReferralSource>\n"
    assert read(small(child("MU1", twice))).tables["CINdetails"][0]["ReferralSource"] == "1A"
