"""An invalid child record is refused with its lines and the reason; every other is read."""

import pytest

from tests.sources.cin_made import FOOT, HEAD, Read, begun, child, lines_of, numbers, read, small

ABBREVIATION = (
    "An abbreviation (&...;) that nothing explains stands in this child's part of the file"
)
CDATA = "A CDATA section is opened and not closed in this child's part of the file"
TAGS = "An element is not closed, or closed out of turn, in this child's part of the file"
AND = "A bare & or < stands in this child's part of the file"
WORDS = {
    "<a><b></a></b>": TAGS,
    "<CINclosureDate>2025-12-01": TAGS,
    "</CINdetails></CINdetails>": TAGS,
    "R & D": AND,
    "1 < 2": AND,
    "R&D;": ABBREVIATION,
    "R&D ": "A bare & stands in this child's part of the file",
    "&nbsp;": ABBREVIATION,
    "\x01": "A character that no XML may hold stands in this child's part of the file",
    "\x00": "A character that no XML may hold stands in this child's part of the file",
    "&#0;": "A character that no XML may hold stands in this child's part of the file",
    "\uffff": "A character that no XML may hold stands in this child's part of the file",
    "<!-- never closed": "A comment is opened and not closed in this child's part of the file",
    "<![CDATA[never closed": CDATA,
    "<a b='1' b='2'/>": "What stands in this child's part of the file is not XML",
    "<a b=1/>": "What stands in this child's part of the file is not XML",
    "]]>": "What stands in this child's part of the file is not XML",
    "<a>" * 300 + "</a>" * 300: "What stands in this child's part of the file is not XML",
}


def accounted(text: str | bytes) -> Read:
    """A reading, held to the rule that every child given is read or refused."""
    whole = text if isinstance(text, bytes) else text.encode()
    found = read(whole)
    assert begun(whole) == len(found.children) + sum(one.child for one in found.refused)
    assert found.reading.children == len(found.children)
    return found


@pytest.mark.parametrize("inside", WORDS)
def test_what_is_no_xml_refuses_one_child_with_its_line_and_reason(inside: str) -> None:
    text = small(child("MU1"), child("MU2", f"\n\n{inside}\n"), child("MU3"))
    found = accounted(text)
    assert found.children == ["MU1", "MU3"]
    [one] = found.refused
    first = lines_of(text, "<Child>")[1]
    assert (one.first, one.last, one.child) == (first, lines_of(text, "</Child>")[1], True)
    assert one.what.startswith(WORDS[inside])
    line = int(one.what.rpartition("line ")[2].rstrip(")."))
    # Where an element was not closed shows only at the next that closes.
    assert first + 7 <= line <= one.last
    assert one.next_step
    assert found.reading.closed


def test_what_was_refused_is_kept_to_the_letter() -> None:
    broken = child("MU2", "R & D\n")
    found = accounted(small(child("MU1"), broken, child("MU3")))
    assert [one.kept.decode() for one in found.refused] == [broken.rstrip()]
    # ... with the rows, and not to the end of the reading.
    assert [one.kept for one in found.reading.refused] == [b""]


def test_every_child_may_be_broken() -> None:
    found = accounted(small(*(child(f"MU{n}", "&") for n in range(300))))
    assert (found.children, len(found.refused)) == ([], 300)
    assert found.notes == ["There is no child in the file that could be read."]


def test_children_without_their_parts_are_read() -> None:
    text = small(
        "<Child/>",
        "<Child>\n<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics></Child>",
        "<Child><ChildIdentifiers><LAchildID>MU3</LAchildID></ChildIdentifiers></Child>",
    )
    found = accounted(text)
    assert found.children == [None, None, "MU3"]
    assert [row["Ethnicity"] for row in found.tables["Child"]] == [None, "WBRI", None]


def test_a_child_inside_another_is_read_and_the_outer_refused() -> None:
    text = small(child("MU1", f"\n{child('MU2')}<Assessments/>\n"), child("MU3"))
    found = accounted(text)
    assert found.children == ["MU2", "MU3"]
    starts, ends = lines_of(text, "<Child>"), lines_of(text, "</Child>")
    outer, rest = found.refused
    assert (outer.first, outer.child) == (starts[0], True)
    assert (rest.first, rest.last, rest.child) == (ends[0] + 1, ends[1], False)
    assert "outside every child" in rest.what
    assert "<Assessments/>" in rest.kept.decode()


def test_a_child_whose_end_is_missing_takes_no_other_with_it() -> None:
    broken = child("MU2").replace("</Child>\n", "")
    found = accounted(small(child("MU1"), broken, child("MU3")))
    assert found.children == ["MU1", "MU3"]
    assert [one.kept.decode() for one in found.refused] == [broken]


@pytest.mark.parametrize(
    "outside",
    [
        "<Summary><Child2/></Summary>",
        "text",
        "</Child>",
        "<a>",
        "</Children>",
        "&",
        "<Header/>",
        "\x0b",
    ],
)
def test_what_stands_between_children_is_refused_and_they_are_read(outside: str) -> None:
    text = small(child("MU1"), f"\n{outside}\n", child("MU2"))
    found = accounted(text)
    assert found.children == ["MU1", "MU2"]
    [one] = found.refused
    line = text.split("\n").index("") + 2
    assert (one.first, one.last, one.child) == (line, line, False)
    assert one.kept.decode().strip("\n") == outside


def test_children_outside_their_element_are_read() -> None:
    text = f"{HEAD}<Children>\n{child('MU1')}</Children>\n{child('MU2')}{FOOT}"
    found = accounted(text)
    assert found.children == ["MU1", "MU2"]
    assert numbers(found.refused) == [(lines_of(text, "</Children>")[0],) * 2]


def test_two_files_in_one_are_read_both() -> None:
    text = small(child("MU1")) + small(child("MU2"))
    found = accounted(text)
    assert found.children == ["MU1", "MU2"]
    assert [one.child for one in found.refused] == [False]


def test_children_in_no_element_at_all_are_read_and_that_is_told() -> None:
    found = accounted(f"{HEAD}{child('MU1')}{child('MU2')}{FOOT}")
    assert found.children == ["MU1", "MU2"]
    assert (found.refused, found.reading.closed) == ([], True)
    assert found.notes == [
        "The children stand in no element called Children. They were read all the same."
    ]


@pytest.mark.parametrize("empty", ["<Children/>", "<Children />", "<Children></Children>"])
def test_a_census_of_no_children_is_one(empty: str) -> None:
    found = accounted(f"{HEAD}{empty}\n{FOOT}")
    assert (found.children, found.refused, found.reading.closed) == ([], [], True)
    assert found.notes == ["There is no child in the file that could be read."]


def test_what_follows_the_children_is_told() -> None:
    text = small(child("MU1"), foot=f"\n<Header/>\n{FOOT}")
    found = accounted(text)
    assert found.children == ["MU1"]
    assert "<Header/>" in found.refused[0].kept.decode()


def test_without_a_header_the_children_are_read_and_that_is_told() -> None:
    found = accounted(small(child("MU1"), head="<Message>"))
    assert found.children == ["MU1"]
    assert not found.reading.has_header
    assert "no header" in found.notes[0]


def test_a_header_that_is_no_xml_is_read_as_far_as_it_goes_and_told() -> None:
    head = "<Message>\n<Header><ReferenceDate>2026-03-31</RefDate>\n<Year>2026</Year></Header>\n"
    found = accounted(small(child("MU1"), head=head))
    assert found.children == ["MU1"]
    assert "before the children (line 2)" in found.refused[0].what
    assert str(found.reading.header.reference) == "2026-03-31"


def test_a_header_that_never_ends_is_told() -> None:
    found = accounted(small(child("MU1"), head="<Message><Header>\n<Year>2026</Year>\n"))
    assert (found.children, found.reading.header.year) == (["MU1"], 2026)
    assert "before the children" in found.refused[0].what


def test_what_the_header_says_unreadably_is_told_with_its_line() -> None:
    head = HEAD.replace("<ReferenceDate>2026-03-31", "\n<ReferenceDate>31/03/2026")
    found = accounted(small(child("MU1"), head=head))
    [one] = found.unreadable
    assert one._asdict() == {
        "module": "Header",
        "row": 1,
        "child": None,
        "line": 2,
        "field": "ReferenceDate",
        "text": "31/03/2026",
    }
    assert found.reading.header.reference is None
    assert found.reading.header.table()["unreadable"].to_pylist() == [["ReferenceDate"]]


def test_a_comment_that_is_never_closed_swallows_no_child() -> None:
    text = small(child("MU1"), child("MU2", "<!-- to do\n"), child("MU3"), "<!-- the end -->")
    assert accounted(text).children == ["MU1", "MU3"]


def test_a_comment_without_end_in_the_head_is_told_and_the_children_are_read() -> None:
    found = accounted(small(child("MU1"), head=f"{HEAD}<!-- "))
    assert (found.children, found.reading.header.year) == (["MU1"], 2026)
    assert found.refused[0].what.startswith(
        "A comment is opened and not closed before the children"
    )
