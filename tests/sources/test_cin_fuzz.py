"""Ten thousand faults, each in one child: nothing falls over, and no other child is touched."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from holdfast.errors import HoldfastError
from tests.sources.cin_made import Read, begun, read, rich, small

CHILDREN, FAULTS, FILES, ROUNDS = 40, 20, 50, 10

OPENING = (b"<!--", b"<![CDATA[", b"<?x ")
CLOSING = (b"-->", b"]]>", b"?>")
ANY = (
    b"<Child>", b"</Child>", b"<Child/>", b"<Children>", b"</Children>", b"</Message>", b"&", b"<",
    b">", b"</", b"/>", b"\x00", b"\x0b", b"\xe9", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b" ",
    b"text", b"&lt;", b"&#65;", b"&#0;", b"&a;", b"<!DOCTYPE a>", b"<!ENTITY a 'b'>", b'="', b"x:",
    b"<UPN/>", b"<Sex>F</Sex>", b"<Reviews>", b"<a b='c'>", b" xmlns='urn:a'", b"2018-02-30",
)  # fmt: skip

Mutation = Callable[[random.Random, bytearray], None]


def change_byte(chance: random.Random, text: bytearray) -> None:
    text[chance.randrange(len(text))] = chance.randrange(256)


def take_out(chance: random.Random, text: bytearray) -> None:
    at = chance.randrange(len(text))
    del text[at : at + chance.choice((1, 2, 8, 60, 400))]


def double(chance: random.Random, text: bytearray) -> None:
    at, of = chance.randrange(len(text)), chance.randrange(len(text))
    text[at:at] = text[of : of + chance.choice((5, 50, 500))]


def cut_off(chance: random.Random, text: bytearray) -> None:
    del text[chance.randrange(len(text)) :]


def element_out(chance: random.Random, text: bytearray) -> None:
    at = text.find(b"<", chance.randrange(len(text)))
    end = text.find(b">", at)
    if 0 <= at < end:
        del text[at : end + 1]


def element_moved(chance: random.Random, text: bytearray) -> None:
    at = text.find(b"<", chance.randrange(len(text)))
    end = text.find(b">", at)
    if 0 <= at < end:
        tag = text[at : end + 1]
        del text[at : end + 1]
        to = text.find(b"\n", chance.randrange(max(len(text), 1))) + 1
        text[to:to] = tag


def put_in(tokens: tuple[bytes, ...]) -> Mutation:
    def put(chance: random.Random, text: bytearray) -> None:
        at = chance.randrange(len(text))
        text[at:at] = chance.choice(tokens)

    return put


MUTATIONS = (change_byte, take_out, double, cut_off, element_out, element_moved, put_in(ANY))


def children(copies: int) -> list[bytes]:
    """Children who have every module, each with a number of its own."""
    body = rich(copies).split("<Children>\n", 1)[1].split("</Children>", 1)[0]
    parts = [f"{part}</Child>\n" for part in body.split("</Child>")[:-1]]
    marked = (part.replace(">MU", f">MU{n}x") for n, part in enumerate(parts))
    return [part.lstrip("\n").encode() for part in marked]


def by_child(found: Read) -> dict[str | None, list[Any]]:
    """All rows of each child, by the child's number: values, and lines from the child's own."""
    first = {row["row"]: (row["LAchildID"], row["line"]) for row in found.tables["Child"]}
    told: dict[str | None, list[Any]] = defaultdict(list)
    numbers = ("row", "child", "episode", "inside")
    for module, rows in found.tables.items():
        for row in rows:
            number, line = first[row["child"]]
            values = {k: v for k, v in row.items() if k not in numbers}
            told[number].append((module, {**values, "line": row["line"] - line}))
    return told


def broken(chance: random.Random, parts: list[bytes]) -> Iterator[tuple[int, bytes]]:
    """Some of the children, each with one fault in it."""
    # A mark that opens in one child and closes in another does touch those between them.
    marks = put_in(chance.choice((OPENING, CLOSING)))
    for which in chance.sample(range(len(parts)), FAULTS):
        text = bytearray(parts[which])
        chance.choice((*MUTATIONS, marks))(chance, text)
        yield which, bytes(text)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_fault_in_one_child_leaves_every_other_as_it_is(seed: int) -> None:
    chance = random.Random(seed)
    parts = children(CHILDREN // 4)
    expected = by_child(read(small(*(part.decode() for part in parts))))
    assert len(expected) == CHILDREN
    head, foot = (one.encode() for one in small("#").split("#"))
    for _ in range(FILES):
        given = dict(broken(chance, parts))
        text = head + b"".join(given.get(n, part) for n, part in enumerate(parts)) + foot
        found = read(text, size=chance.choice((500, 5_000, 1 << 20)))
        assert begun(text) == found.reading.children + sum(one.child for one in found.refused)
        told = by_child(found)
        for number, (name, rows) in enumerate(expected.items()):
            assert number in given or told[name] == rows


def test_faults_anywhere_in_a_file_end_in_words_or_in_rows() -> None:
    chance = random.Random(2026)
    proper = rich().encode()
    for _ in range(250):
        text = bytearray(proper)
        for _ in range(chance.choice((1, 1, 2, 5))):
            chance.choice((*MUTATIONS, put_in(OPENING), put_in(CLOSING)))(chance, text)
        assert said(bytes(text), 1 << 20) == said(bytes(text), 997)


def said(text: bytes, block: int) -> Any:
    try:
        return read(text, block).told()
    except HoldfastError as error:
        return error.what, error.next_step
