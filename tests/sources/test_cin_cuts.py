"""Where blocks, slices and batches end changes nothing; both ways of reading say the same."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.sources.cin_census.parsing import slices as parsing
from holdfast.sources.cin_census.parsing import slicing
from holdfast.sources.cin_census.parsing import strip_comments as marks
from holdfast.sources.cin_census.parsing.fast_parser import plain
from holdfast.sources.cin_census.parsing.parsed_rows import ParsedRows
from holdfast.sources.cin_census.parsing.xml_rows import Walk
from holdfast.sources.cin_census.parsing.xml_trees import lines, tree
from tests.sources.cin_made import child, read, rich, small

# All that may stand in a file, good and bad, each a part between two children or around them.
PIECES = (
    rich().split("<Children>\n", 1)[1].split("</Children>", 1)[0],
    child("MU5"),
    child("MU6", "R & D"),
    child("MU7", "<Unknown>\nx</Unknown>"),
    child("MU8", "text"),
    child("MU9", "<UPN>A</UPN><!-- <Child> -->"),
    child("MU10", "<![CDATA[</Child>]]>"),
    child("MU11", child("MU12")),
    child("MU13").replace("</Child>", ""),
    child("MU14", "<!-- open "),
    child("\u00e9\u2019"),
    "<Child/>",
    "</Children>",
    "<Children>",
    "\n\n\ttext\n",
    "<Summary>\n<a/></Summary>",
    "<?editor <Child> ?>",
    "<!-- \n<Child>\n -->",
    "\r\n",
)


@given(
    st.lists(st.sampled_from(PIECES), max_size=5),
    st.integers(20, 2000),
    st.integers(50, 5000),
    st.integers(1, 9),
)
@settings(max_examples=100)
def test_blocks_slices_and_batches_change_nothing(
    pieces: list[str], block: int, size: int, batch: int
) -> None:
    text = small(*pieces)
    assert read(text, block, size, batch).told() == read(text).told()


@pytest.mark.parametrize("line", ["\n", "\r\n", ""])
def test_every_length_of_a_block_gives_the_same(line: str) -> None:
    text = small(PIECES[2], PIECES[5], PIECES[6], PIECES[-2]).replace("\n", line)
    whole = read(text).told()
    for block in range(1, 60):
        assert read(text, block, 50).told() == whole


def test_a_part_too_long_for_a_child_is_cut_where_it_would_be_anyhow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (slicing, parsing):
        monkeypatch.setattr(module, "LONGEST", 600)
    text = small(child("MU1"), child("MU2", "<a>" + "x" * 2000), child("MU3"))
    found = read(text, 100, 200)
    assert found.children == ["MU1", "MU3"]
    assert "MB stand in this child's part" in found.refused[0].what
    assert sum(len(one.kept) for one in found.refused) > 2000
    for block, size in ((1 << 20, 1 << 20), (37, 1), (700, 900)):
        assert read(text, block, size).told() == found.told()


def test_a_comment_too_long_for_one_swallows_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks, "LONGEST", 300)
    text = small(child("MU1", "<!--"), child("MU2"), child("MU3"), child("MU4", "-->"))
    found = read(text)
    assert found.children == ["MU2", "MU3", "MU4"]
    assert [one.kept for one in found.oddments] == ["-->"]
    for block in (1, 50, 299, 301):
        assert read(text, block).told() == found.told()


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        ("<!-- a <!-- b -->", "c -->"),
        ("<!-- a", "<!-->"),
        ("<![CDATA[", "<![CDATA[ c ]]>"),
        ("<?xml", "<?c c ?>"),
        ("<?>", "?>"),
    ],
)
def test_what_was_not_closed_is_not_closed_by_another(opened: str, closed: str) -> None:
    text = small(child("MU1", opened), child("MU2"), child("MU3", closed), child("MU4"))
    found = read(text)
    assert {"MU2", "MU4"} <= set(found.children)
    assert "MU1" not in found.children
    for block in (1, 2, 3, 50):
        assert read(text, block).told() == found.told()


def same(one: ParsedRows, other: ParsedRows) -> bool:
    if one.oddments != other.oddments:
        return False
    return all(rows_as_they_are(one, name) == rows_as_they_are(other, name) for name in other.rows)


def rows_as_they_are(stretch: ParsedRows, name: str) -> Any:
    rows = stretch.rows[name]
    places = (rows.child, rows.episode, rows.inside, rows.line)
    texts = {field: (at.tolist(), held.to_pylist()) for field, (at, held) in rows.texts.items()}
    # An element with nothing in it is nothing either way.
    plain_texts = {
        field: (at, [text or "" for text in held]) for field, (at, held) in texts.items()
    }
    return [np.asarray(place).tolist() for place in places], plain_texts


def parsed(text: str) -> ParsedRows:
    root = tree(b"<Children>", text.encode())
    return Walk(root, lines(text.encode(), root), 6).stretch()


def body(text: str) -> str:
    return text.split("<Children>", 1)[1].split("</Children>", 1)[0]


PLAIN = {
    "as it is": lambda text: text,
    "twice": lambda text: text * 2,
    "in one line": lambda text: text.replace("\n", ""),
    "with the line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "empty elements closed at once": lambda text: text.replace(
        "<UPNunknown></UPNunknown>", "<UPN/>"
    ),
    "... after a space": lambda text: text.replace("<UPNunknown></UPNunknown>", "<UPN />"),
    "with spaces around values": lambda text: text.replace("<Sex>F", "<Sex>\n   F "),
    "with empty children": lambda text: f"<Child/>{text}<Child></Child>",
    "with empty lists": lambda text: text.replace("<CINdetails>", "<CINdetails><Assessments/>"),
}


@pytest.mark.parametrize("name", PLAIN)
def test_what_is_plain_is_read_as_a_parser_reads_it(name: str) -> None:
    text = PLAIN[name](body(rich()))
    found = plain(text.encode(), 7)
    assert found is not None
    assert same(found, parsed(text))


NOT_PLAIN = {
    "a reference": lambda text: text.replace("WBRI", "WB&#82;I"),
    "another letter": lambda text: text.replace("WBRI", "WBRé"),
    "a control character": lambda text: text.replace("WBRI", "WBR\x02"),
    "an attribute": lambda text: text.replace("<Sex>", '<Sex a="1">', 1),
    "an unknown element": lambda text: text.replace("Sex>", "Gender>"),
    "a misplaced element": lambda text: text.replace("<Sex>", "<CINdetails></CINdetails><Sex>", 1),
    "a field of another module": lambda text: text.replace(
        "<CINdetails>", "<CINdetails><UPN>A</UPN>"
    ),
    "a field given twice": lambda text: text.replace("<Sex>F</Sex>", "<Sex>F</Sex><Sex>M</Sex>"),
    "an element in a field": lambda text: text.replace("<Sex>F", "<Sex>F<Sex>M</Sex>"),
    "text beside elements": lambda text: text.replace("<CINdetails>", "<CINdetails>text"),
    "text between children": lambda text: text.replace("</Child>", "</Child>text"),
    "a list of text": lambda text: text.replace("<Disabilities>\n</", "<Disabilities>LD</"),
    "tags that cross": lambda text: text.replace(
        "</Sex>\n</ChildIdentifiers>", "</ChildIdentifiers></Sex>"
    ),
    "an element not closed": lambda text: text.replace("</Sex>", "", 1),
    "an end too many": lambda text: text.replace("</Sex>", "</Sex></Sex>", 1),
    "a child not closed": lambda text: text[: text.rindex("</Child>")],
    "a child in a child": lambda text: text.replace("</CINdetails>", "</CINdetails><Child/>", 1),
    "another element outside": lambda text: text.replace("</Child>", "</Child><UPN/>", 1),
    "a > in a value": lambda text: text.replace("WBRI", "W>BRI"),
    "a < in a value": lambda text: text.replace("WBRI", "W<BRI"),
    "a tag of nothing": lambda text: text.replace("<Sex>", "<><Sex>", 1),
    "an end of nothing": lambda text: text.replace("<Sex>", "</><Sex>", 1),
    "an end that is empty": lambda text: text.replace("</Sex>", "</Sex/>", 1),
    "a prefix": lambda text: text.replace("Child>", "c:Child>"),
    "a \\r in a value": lambda text: text.replace("WBRI", "WB\r\nRI"),
    "ends in the wrong order": lambda text: "</Child><Child>" + text,
    "a tag cut off": lambda text: text.rstrip()[:-1],
}


@pytest.mark.parametrize("name", NOT_PLAIN)
def test_what_is_not_plain_is_left_to_the_parser(name: str) -> None:
    text = NOT_PLAIN[name](body(rich()))
    assert text != body(rich())
    assert plain(text.encode(), 1) is None


def test_a_prefix_that_all_share_is_plain() -> None:
    text = body(rich()).replace("</", "</c:").replace("<", "<c:").replace("<c:/c:", "</c:")
    found = plain(text.encode(), 7, b"c:")
    assert found is not None
    assert same(found, parsed(body(rich())))
