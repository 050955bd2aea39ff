"""The council's own limits: what a good file gives, and what a bad one is told."""

from datetime import date
from pathlib import Path

import pytest

from holdfast.clocks.clock import ClockRule
from holdfast.clocks.register import CLOCKS, clock
from holdfast.clocks.rules.book import Book, presets, read_book
from holdfast.errors import BadRules, CannotRead
from holdfast.periods import CalendarDays, Months, Weeks, WorkingDays

GOOD = """\
# Agreed by the senior leadership team
[authority]
cp_visit = "15 working days"
chronology = "6 months"

[team.T12]
cp_visit = { limit = "10 working days", counts_start_day = true }

[team."North & East"]
cin_visit = "14 calendar days"
"""


def book(tmp_path: Path, text: str | bytes) -> Book:
    path = tmp_path / "rules.toml"
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return read_book(CLOCKS, path)


def refusal(tmp_path: Path, text: str) -> BadRules:
    with pytest.raises(BadRules) as refused:
        book(tmp_path, text)
    assert "rules.toml" in refused.value.what
    assert "nothing of the file was used" in refused.value.next_step.lower()
    return refused.value


def test_without_a_file_the_shipped_limits_hold() -> None:
    shipped = read_book(CLOCKS, None)
    assert shipped == Book(CLOCKS)
    ruling = shipped.in_force(clock("cp_visit"), date(2018, 1, 31))
    assert ruling is not None
    assert (ruling.name, ruling.rule.limit) == ("cp_visit", WorkingDays(10))


def test_the_authority_and_its_teams(tmp_path: Path) -> None:
    own = book(tmp_path, GOOD)
    assert own.authority["cp_visit"].limit == WorkingDays(15)
    assert own.authority["chronology"].limit == Months(6)
    team = own.teams["cp_visit"]["T12"]
    assert (team.limit, team.counts_start_day) == (WorkingDays(10), True)
    assert own.teams["cin_visit"]["North & East"].limit == CalendarDays(14)
    assert own.authority["cp_visit"].cites.provision == "authority"


def test_the_nearest_rule_is_found_by_its_name(tmp_path: Path) -> None:
    own = book(tmp_path, GOOD)
    names = {
        "cp_visit/authority": WorkingDays(15),
        "cp_visit/team/T12": WorkingDays(10),
        "cp_visit/plan/5": WorkingDays(5),
        "supervision_case": Months(1),
        "cla_review_1/2004-09-27": Weeks(4),
        "cla_review_1/2011-04-01": WorkingDays(20),
    }
    for name, limit in names.items():
        ruling = own.named(name)
        assert ruling is not None, name
        assert (ruling.name, ruling.rule.limit) == (name, limit)
    for name in ("nothing", "cp_visit/team/T99", "cla_review_1/1999-01-01"):
        assert own.named(name) is None


def test_every_ruling_of_the_book_is_found_by_its_name() -> None:
    shipped = Book(CLOCKS)
    for one in CLOCKS:
        for ruling in shipped.rulings(one):
            assert shipped.named(ruling.name) == ruling


def test_no_rule_is_in_force_before_the_first() -> None:
    shipped = Book(CLOCKS)
    assert shipped.in_force(clock("assessment_45"), date(2013, 4, 14)) is None
    found = shipped.in_force(clock("assessment_45"), date(2013, 4, 15))
    assert found is not None
    assert isinstance(found.rule, ClockRule)
    assert found.rule.since == date(2013, 4, 15)


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert book(tmp_path, "") == Book(CLOCKS)
    assert book(tmp_path, "# nothing yet\n[authority]\n") == Book(CLOCKS)


def test_a_file_saved_with_a_byte_order_mark(tmp_path: Path) -> None:
    own = book(tmp_path, b"\xef\xbb\xbf" + GOOD.encode())
    assert own.authority["cp_visit"].limit == WorkingDays(15)


BAD = {
    "an unknown section": ('[authority]\n[teams]\nx = "1 week"\n', 2, "no section [teams]"),
    "an unknown part of a section": ('[council.T1]\ncp_visit = "1 week"\n', 1, "no section"),
    "an unknown clock": ('[authority]\ncp_visits = "1 week"\n', 2, "no clock cp_visits"),
    "statute": ('[authority]\ncla_review_1 = "40 working days"\n', 2, "set by"),
    "guidance": ('[authority]\n\nassessment_45 = "60 working days"\n', 3, "set by"),
    "a statistical definition": ('[team.T1]\ncp_2yr = "3 months"\n', 2, "set by"),
    "a limit without a unit": ("[authority]\ncp_visit = 10\n", 2, "cannot be read"),
    "a limit with an unclear unit": ('[authority]\ncp_visit = "10 days"\n', 2, "cannot be read"),
    "a limit of nothing": ('[authority]\ncp_visit = "0 weeks"\n', 2, "cannot be read"),
    "a list": ("[authority]\ncp_visit = [10]\n", 2, "cannot be read"),
    "a counting that is neither yes nor no": (
        '[authority]\ncp_visit = { limit = "1 week", counts_start_day = "yes" }\n',
        2,
        "cannot be read",
    ),
    "a word misspelt": (
        '[authority]\ncp_visit = { limit = "1 week", count_start_day = true }\n',
        2,
        "cannot be read",
    ),
    "the second team": (
        '[team.T1]\ncp_visit = "1 week"\n[team.T2]\ncp_visit = "soon"\n', 4, "cp_visit",
    ),
    "a team whose name begins like another's": (
        '[team.T12]\ncp_visit = "1 week"\n[team.T1]\ncp_visit = "soon"\n', 4, "cp_visit",
    ),
    "the authority, after a team": (
        '[team.T1]\ncp_visit = "1 week"\n[authority]\ncp_visit = "soon"\n', 4, "cp_visit",
    ),
    "a section that is no section": ('authority = "1 week"\n', 1, "authority must be a section"),
    "teams without names": ("\nteam = 3\n", 2, "team must be a section"),
    "a team that is no section": ('[team]\nT1 = "1 week"\n', 2, "team.T1 must be a section"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_with_the_line_and_the_reason(tmp_path: Path, what: str) -> None:
    text, line, reason = BAD[what]
    told = refusal(tmp_path, text).what
    assert f"line {line}:" in told
    assert reason in told


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    told = refusal(tmp_path, '[authority]\ncp_visit = "10 working days\n').what
    assert "not valid TOML" in told
    assert "line 2" in told


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(CannotRead) as refused:
        book(tmp_path, '[team."Caf\xe9"]\n'.encode("latin-1"))
    assert "not UTF-8" in refused.value.what
    assert refused.value.next_step


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CannotRead) as refused:
        read_book(CLOCKS, tmp_path / "none.toml")
    assert "none.toml is missing" in refused.value.what


def test_the_presets_are_a_file_that_reads_back_to_the_same_limits(tmp_path: Path) -> None:
    path = tmp_path / "local_rules.toml"
    path.write_text(presets(CLOCKS), encoding="utf-8")
    given = read_book(CLOCKS, path).authority
    local = [one for one in CLOCKS if one.local and one.rules[-1].limit]
    assert {one.key for one in local} == set(given)
    for one in local:
        assert given[one.key].limit == one.rules[-1].limit


def test_a_day_that_is_awaited_is_named_in_the_councils_file(tmp_path: Path) -> None:
    """Until then the clock has no rule in force on any day."""
    path = tmp_path / "rules.toml"
    path.write_text("[in_force]\nfgdm_offer = 2027-04-01\n", encoding="utf-8")
    book = read_book(CLOCKS, path)
    offer, held = book.clock("fgdm_offer"), book.clock("fgdm_held")
    assert offer is not None
    assert held is not None
    assert not offer.awaited
    assert held.awaited
    assert book.in_force(offer, date(2027, 3, 31)) is None
    assert book.in_force(offer, date(2027, 4, 1)) is not None
    assert book.in_force(held, date(2027, 4, 1)) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[in_force]\ncp_visit = 2027-04-01\n", "line 2: there is no clock cp_visit that awaits"),
        ('[in_force]\nfgdm_offer = "soon"\n', "line 2: fgdm_offer must be a day"),
        (
            '[authority]\nassessed_before_plan = "3 weeks"\n',
            "line 2: assessed_before_plan says what comes first",
        ),
    ],
)
def test_a_day_that_cannot_be_used_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadRules, match=told):
        read_book(CLOCKS, path)
