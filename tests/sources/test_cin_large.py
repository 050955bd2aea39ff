"""Files of any size: lines are counted to the last, and memory does not grow with the file."""

from collections.abc import Iterator

import pyarrow as pa
import pytest

from holdfast.sources.cin_census.parsing import xml_trees as trees
from holdfast.sources.cin_census.parsing.reading import read_blocks
from tests.sources.cin_made import child, lines_of, read, rich, small

MEGABYTE = 1 << 20


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("odd", ["", "<Unknown/>"])
def test_lines_are_right_far_beyond_what_the_parser_counts(end: str, odd: str) -> None:
    text = small(*(child(f"MU{n}", f"{odd}\n\n\n") for n in range(10_000)), child("MU", "&"))
    lines = lines_of(text, "<Child>")
    assert lines[-1] > 100_000
    found = read(text.replace("\n", end), block=MEGABYTE // 3)
    assert [row["line"] for row in found.tables["Child"]] == lines[:-1]
    assert [one.line for one in found.oddments] == (lines_of(text, odd) if odd else [])
    [refused] = found.refused
    assert (refused.first, refused.last) == (lines[-1], lines_of(text, "</Child>")[-1])


@pytest.mark.parametrize("odd", ["", "<Unknown/>"])
def test_lines_are_right_within_one_child_of_very_many(odd: str) -> None:
    blank = "\n" * 70_000
    text = small(child("MU1", f"{blank}<Assessments>\n</Assessments>{odd}\n"), child("MU2"))
    found = read(text)
    assert found.tables["Assessments"][0]["line"] == lines_of(text, "<Assessments>")[0]
    assert found.tables["Child"][1]["line"] == lines_of(text, "<Child>")[1]


@pytest.mark.parametrize("odd", ["<Unknown\n a='>'\n b=\">\"/>", "<UPN/>\r\n\r\n", "text\n"])
def test_both_ways_to_count_lines_agree(odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = rich(2).replace("<CINdetails>", f"<CINdetails>\n{odd}")
    counted = read(text).told()
    monkeypatch.setattr(trees, "MOST_LINES", 0)
    assert read(text).told() == counted


def stream(megabytes: int, given: list[int]) -> Iterator[bytes]:
    """A census of so many megabytes, made as it is read; how many children, told at each."""
    head, rest = rich().split("<Children>\n", 1)
    children, foot = rest.split("</Children>", 1)
    copies = MEGABYTE // len(children)
    yield f"{head}<Children>\n".encode()
    for _ in range(megabytes):
        given.append(4 * copies)
        yield (children * copies).encode()
    yield f"</Children>{foot}".encode()


def held(megabytes: int) -> tuple[int, int]:
    """The most children read ahead of those given on, and the most bytes their rows take."""
    given: list[int] = []
    ahead, most, before = 0, 0, pa.total_allocated_bytes()
    reading = read_blocks(stream(megabytes, given))
    for batch in reading.batches(2_000):
        ahead = max(ahead, sum(given) - reading.children)
        most = max(most, pa.total_allocated_bytes() - before)
        assert (batch.refused, batch.unreadable, batch.oddments) == ((), (), ())
    assert (reading.children, reading.closed) == (sum(given), True)
    return ahead, most


@pytest.mark.slow
def test_of_a_hundred_megabytes_no_more_is_held_than_of_ten() -> None:
    (of_ten, _), (of_hundred, rows) = held(10), held(100)
    assert of_hundred <= of_ten + 1_300
    assert rows < 20 * MEGABYTE


def test_a_file_of_nothing_but_broken_children_is_not_held() -> None:
    def blocks() -> Iterator[bytes]:
        yield b"<Message><Children>"
        for _ in range(20):
            yield child("MU", "& " * 50_000).encode()

    reading = read_blocks(blocks())
    kept = [sum(len(one.kept) for one in batch.refused) for batch in reading.batches(1)]
    assert sum(kept) > 2_000_000
    assert len(reading.refused) == 20
    assert not any(one.kept for one in reading.refused)
