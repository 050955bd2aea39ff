"""Small census files, made to meet the rules that look at a return as a whole."""

import re
from collections.abc import Callable
from itertools import cycle
from random import Random
from xml.etree.ElementTree import Element, SubElement

from tests.returns.cin_census.file_values import CODES, Values
from tests.returns.cin_census.files import Maker, put, written
from tests.returns.cin_census.mutations import mutate


class SmallMaker:
    """Makes small files of the census that ends in ``year``, by a seed."""

    def __init__(self, seed: int, year: int) -> None:
        self.maker, self.year = Maker(seed, year), year
        self.chance = Random(f"small {seed} {year}")
        makers = [self._few, self._hundred, self._alike, self._codes, self._odd]
        self._makers = cycle([*makers, self._blocks, self._blocks] if year >= 2027 else makers)

    def file(self) -> bytes:
        """The next file: the kinds of files follow one another."""
        return next(self._makers)()

    def odd_head(self) -> bytes:
        """A few children under a head that does not say when the census ends, or says it wrong."""
        return written(self.maker.odd_head(), self.maker.children(self.chance.randint(0, 12)))

    def _few(self) -> bytes:
        return self.maker.file(self.maker.children(self.chance.randint(0, 6)))

    def _proper(self, count: int) -> list[Element]:
        return [self.maker.proper() for _ in range(count)]

    def _hundred(self) -> bytes:
        """About fifty or a hundred children, of whom some have no sex recorded, and few a plan."""
        children = self._proper(self.chance.choice((49, 50, 51, 99, 100, 101)))
        for child in self.chance.sample(children, self.chance.randint(0, 3)):
            for one in [*child.iter("Sex"), *child.iter("GenderCurrent")]:
                one.text = self.chance.choice(("U", "0", "9", "", "X"))
        return self.maker.file(children)

    def _alike(self) -> bytes:
        """Children in order, but for one of whom something is changed: a plan more, or one less."""
        children = self._proper(self.chance.randint(1, 4))
        mutate(children[-1], Values(self.chance, self.year))
        twice = children[:1] if self.chance.random() < 0.3 else []
        return self.maker.file(children + twice)

    def _codes(self) -> bytes:
        """Children with one disability each, some with one more, or with one that is none."""
        every = self.chance.sample(CODES["Disability"], self.chance.randint(6, 10))
        more = (["NONE"], ["none"], [every[0]], ["MOB", "LD"], ["ZZ"], ["mob"], ["PC", "PC"], [""])
        lists = [[code] for code in every] + self.chance.sample(more, self.chance.randint(0, 3))
        if self.chance.random() < 0.2:
            lists = [["NONE"], ["NONE"]]
        children = self._proper(len(lists))
        for child, codes in zip(children, lists, strict=True):
            for group in [one for one in child.iter() if one.tag == "Disabilities"]:
                group.clear()
            _first(child, "Disabilities").extend(_leaf("Disability", code) for code in codes)
        return self.maker.file(children)

    def _blocks(self) -> bytes:
        """No pre-proceedings at all, or some of which few or none have a beginning."""
        children = self._proper(3)
        for child in children[: self.chance.choice((0, 1, 1, 2))]:
            block = SubElement(_first(child, "CINdetails"), "PreProceedingsandFGDM")
            if self.chance.random() < 0.5:
                put(block, "PPStartDate", self.chance.choice(("", "ten", f"{self.year}-01-01")))
        return self.maker.file(children)

    def _odd(self) -> bytes:
        """The same facts, written in another way: a namespace, another encoding, a comment."""
        text = self.maker.file(self.maker.children(self.chance.randint(1, 8))).decode()
        head, body = text.split("\n", 1)
        ways: tuple[Callable[[], bytes], ...] = (
            lambda: body.encode(),
            lambda: b"\xef\xbb\xbf" + text.encode(),
            lambda: text.replace("<Message>", '<Message xmlns="urn:made-up">').encode(),
            lambda: f"{head}\n{_prefixed(body)}".encode(),
            lambda: f'<?xml version="1.0" encoding="utf-16"?>\n{body}'.encode("utf-16"),
            lambda: text.replace("<Children>", "<Children><!-- <Child><UPN/></Child> -->").encode(),
            lambda: body.replace("><", ">\r\n  <").encode(),
        )
        return self.chance.choice(ways)()


def _prefixed(body: str) -> str:
    named = re.sub(r"<(/?)(?=[A-Za-z])", r"<\1c:", body)
    return named.replace("<c:Message>", '<c:Message xmlns:c="urn:made-up">')


def _first(child: Element, name: str) -> Element:
    return next(child.iter(name))


def _leaf(name: str, text: str) -> Element:
    element = Element(name)
    element.text = text
    return element
