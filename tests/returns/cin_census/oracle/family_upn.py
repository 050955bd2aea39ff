"""The unique pupil number, and the reason why there is none."""

import re
from collections.abc import Iterator
from datetime import date

from tests.returns.cin_census.oracle.family import goes_on, shared
from tests.returns.cin_census.oracle.rows import At, Census
from tests.returns.cin_census.oracle.rule import rule

CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_AUTHORITIES = (
    "001-005 201-213 301-320 330-336 340-344 350-359 370-373 380-384 390-394 420 660-681 701-708"
    " 800-803 805-808 810-813 815 816 820-823 825 826 830 831 835-841 845 846 850-852 855-857 860"
    " 861 865-896 908 909 916 919 921 925 926 928 929 931 933 935-938 940-943"
)
AUTHORITIES = {
    f"{one:03d}"
    for span in _AUTHORITIES.split()
    for one in range(int(span.split("-")[0]), int(span.split("-")[-1]) + 1)
}


def worth(character: str) -> int:
    """What a character adds to the check; the letter that ends a temporary number counts too."""
    return int(character) if character.isdigit() else CHECK_LETTERS.index(character)


@rule("1510")
def check_letter(census: Census) -> Iterator[At]:
    for child in census.children:
        upn = child.upn.text or ""
        if re.fullmatch(rf".[0-9]{{11}}[0-9{CHECK_LETTERS}]", upn):
            total = sum(worth(upn[place - 1]) * place for place in range(2, 14))
            if upn[0] != CHECK_LETTERS[total % 23]:
                yield child.at


@rule("1520")
def same_upn(census: Census) -> Iterator[At]:
    yield from shared(census, "upn")


@rule("1530")
def upn_authority(census: Census) -> Iterator[At]:
    known = AUTHORITIES - ({"942", "943"} if census.asked_year == 2023 else set())
    for child in census.children:
        upn = child.upn.text or ""
        if len(upn) == 13 and upn[1:4] not in known:
            yield child.at


@rule("1540")
def upn_figures(census: Census) -> Iterator[At]:
    for child in census.children:
        if child.upn.given and not re.fullmatch("[0-9]+", (child.upn.text or "")[4:12]):
            yield child.at


@rule("1550")
def upn_last(census: Census) -> Iterator[At]:
    for child in census.children:
        upn = child.upn.text or ""
        if len(upn) == 13 and not re.fullmatch("[0-9A-HJ-NP-RT-Z]", upn[12]):
            yield child.at


@rule("1560Q")
def former_upn(census: Census) -> Iterator[At]:
    for child in census.children:
        if child.former_upn.given and not re.fullmatch(
            "[A-Za-z][0-9]{11}[0-9A-Za-z]", child.former_upn.text or ""
        ):
            yield child.at


@rule("8770Q")
def school_age_without_upn(census: Census) -> Iterator[At]:
    born = date(census.days.last.year - 6, 8, 31)
    first = 2 if census.asked_year >= 2025 else 1
    reasons = {f"UN{one}" for one in range(first, 8)}
    for child in census.children:
        old = child.birth.value is not None and child.birth.value <= born
        if goes_on(child) and old and child.upn.missing and child.upn_unknown.text not in reasons:
            yield child.at


@rule("8772")
def reason_for_no_action(census: Census) -> Iterator[At]:
    for child in census.children:
        if child.upn_unknown.text == "UN7" and goes_on(child):
            yield child.at
