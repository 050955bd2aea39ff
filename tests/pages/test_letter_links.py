"""Each figure that the modelled letter's walk says stands on the page that its line opens."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from holdfast.web.actions.made_up_plan import install_made_up_plan

pytestmark = pytest.mark.usefixtures("council")

_STEP = re.compile(r"<h2[^>]*>([^<]*)</h2>.*?holdfast-walk__figure\">([^<]*)<.*?</li>", re.S)
_LINK = re.compile(r'href="([^"]*)">See it')
_NUMBER = re.compile(r"£?\d[\d,]*(?:\.\d+)?%?")


class _Words(HTMLParser):
    """The words of a page, without its styles and addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def words_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    reader = _Words()
    reader.feed(answer.content.decode())
    return " ".join(" ".join(reader.words).split())


def numbers_in(text: str) -> set[tuple[float, bool]]:
    """Every number of a text, and whether it is a percentage."""
    found = _NUMBER.findall(text)
    return {(float(one.strip("£%").replace(",", "")), one.endswith("%")) for one in found}


def steps(client: Client) -> list[tuple[str, str, str]]:
    """Of each step what the letter says, its figure, and where its line leads."""
    page = client.get("/improvement/letter/").content.decode().replace("&amp;", "&")
    return [
        (said[1].strip(), said[2].strip(), _LINK.findall(said[0])[0])
        for said in _STEP.finditer(page)
    ]


def test_every_figure_of_the_letter_stands_on_the_page_it_leads_to(manager: Client) -> None:
    assert install_made_up_plan(by="a test")
    told = steps(manager)
    assert told
    lacking = {
        said: address
        for said, figure, address in told
        if not numbers_in(figure) <= numbers_in(words_of(manager, address))
    }
    assert not lacking


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/measures/not_held/", "Unallocated cases: open, with no named worker"),
        ("/measures/not_held/", "A worker who has left, is away or is a manager counts as long as"),
        ("/concerns/nobody_can_act/", "the measure Unallocated cases counts those children alone"),
        ("/today/", "a wider rule than the measure Unallocated cases"),
    ],
)
def test_each_count_of_children_nobody_holds_says_who_is_in_it(
    address: str, said: str, manager: Client
) -> None:
    assert said in words_of(manager, address)
