"""Who a child is from one import to the next: each way in which it may be told, by example."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from holdfast.errors import BadRules, BadSetting, NotFound
from holdfast.record.identity.births import Agreement, compared
from holdfast.record.identity.deciding import decide
from holdfast.record.identity.declaring import mapped
from holdfast.record.identity.entries import (
    DeclaredNumbers,
    Finding,
    IdentityDecision,
    Register,
    new_uids,
)
from holdfast.record.identity.evidence import ChildEvidence, Import
from holdfast.record.identity.matching import match, to_look_at
from holdfast.record.identity.relating import uids_of
from tests.property.identity_histories import FIRST, SECOND, SOURCE, THIRD, uids

BORN, OTHER_DAY = date(2012, 3, 14), date(2009, 11, 30)
REFERRED = frozenset({("referrals", date(2017, 5, 2))})


def child(number: str = "1", born: date | None = BORN, **more: Any) -> ChildEvidence:
    return replace(ChildEvidence(number, born), **more)


class Council:
    """Imports one after another, each against the last."""

    def __init__(self) -> None:
        self.ids = uids()
        self.register = Register()
        self.last: Mapping[str, ChildEvidence] = {}
        self.source = SOURCE

    def imports(self, *children: ChildEvidence, at: str = FIRST, source: str = SOURCE) -> "Council":
        now = {one.number: one for one in children}
        given = Import(at, source, now, self.last, self.source if self.last else "")
        self.register = match(self.register, given, self.ids)
        self.last, self.source = now, source
        return self

    def declares(self, *rows: tuple[str, str], by_matching: bool = False) -> "Council":
        self.register = self.register.declaring(DeclaredNumbers(rows, by_matching))
        return self

    def decides(self, same: bool, finding: int | None = None) -> "Council":
        given = IdentityDecision(same, "looked at both files", "A. Manager", "2024-01-15T09:00:00")
        which = finding or self.only.id
        self.register = decide(self.register, which, given, self.ids)
        return self

    def uid(self, number: str, at: str, source: str = SOURCE) -> str:
        return uids_of(self.register, source, at, [number])[number]

    def counts(self, at: str = SECOND) -> dict[str, int]:
        return {kind: n for kind, n in self.register.imports[at].counts.items() if n}

    @property
    def only(self) -> Finding:
        (found,) = self.register.findings
        return found


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        ((BORN, None), (BORN, None), Agreement.SAME),
        ((BORN, None), (date(2012, 3, 15), None), Agreement.CORRECTED),
        ((date(2012, 3, 4), None), (date(2012, 4, 3), None), Agreement.CORRECTED),
        ((BORN, None), (date(2013, 3, 15), None), Agreement.OTHER),
        ((BORN, None), (OTHER_DAY, None), Agreement.OTHER),
        ((None, date(2018, 2, 1)), (date(2018, 1, 9), None), Agreement.CORRECTED),
        ((None, date(2018, 2, 1)), (date(2018, 4, 9), None), Agreement.UNCLEAR),
        ((None, date(2003, 1, 1)), (date(2001, 6, 2), None), Agreement.UNCLEAR),
        ((BORN, None), (None, BORN), Agreement.CORRECTED),
        ((None, BORN), (None, BORN), Agreement.SAME),
        ((None, None), (BORN, None), Agreement.NOT_RECORDED),
        ((BORN, None), (None, None), Agreement.NOT_RECORDED),
    ],
)
def test_how_two_birth_dates_agree(
    was: tuple[date | None, date | None], now: tuple[date | None, date | None], found: Agreement
) -> None:
    assert compared(was, now).agreement is found


def test_the_same_number_and_birth_date_is_the_same_child() -> None:
    held = Council().imports(child()).imports(child(), at=SECOND)
    assert held.counts() == {"same": 1}
    assert held.uid("1", FIRST) == held.uid("1", SECOND)
    (entry,) = held.register.entries
    assert (entry.first_day, entry.last_day) == (date(2024, 1, 5), date(2024, 1, 12))


def test_a_number_used_again_is_another_child_and_is_listed() -> None:
    held = Council().imports(child()).imports(child(born=OTHER_DAY), at=SECOND)
    assert held.counts() == {"reused": 1, "gone": 1}
    assert held.uid("1", FIRST) != held.uid("1", SECOND)
    assert (held.only.kind, held.only.waits) == ("reused", False)


def test_a_corrected_birth_date_is_followed_and_listed() -> None:
    held = (
        Council().imports(child(sex="F")).imports(child(born=date(2012, 3, 24), sex="F"), at=SECOND)
    )
    assert held.uid("1", FIRST) == held.uid("1", SECOND)
    assert (held.only.kind, held.only.waits) == ("corrected", False)
    assert "24" not in held.only.why


@pytest.mark.parametrize("said", ["sex", "health_number", "upn"])
def test_a_correction_that_something_speaks_against_waits(said: str) -> None:
    def given(value: str) -> dict[str, Any]:
        return {said: value}

    held = (
        Council()
        .imports(replace(child(), **given("F")))
        .imports(replace(child(born=date(2012, 3, 24)), **given("M")), at=SECOND)
    )
    assert held.uid("1", FIRST) != held.uid("1", SECOND)
    assert held.only.is_waiting


def test_the_number_is_again_the_child_s_who_had_it_before() -> None:
    held = Council().imports(child()).imports(child(born=OTHER_DAY), at=SECOND)
    held.imports(child(), at=THIRD)
    assert held.uid("1", THIRD) == held.uid("1", FIRST) != held.uid("1", SECOND)
    assert held.counts(THIRD) == {"returned": 1, "gone": 1}


def test_a_mapping_is_followed_and_listed() -> None:
    held = Council().imports(child("1"), child("2", OTHER_DAY)).declares(("1", "2"), ("2", "1"))
    held.imports(child("2"), child("1", OTHER_DAY), at=SECOND)
    assert held.uid("1", FIRST) == held.uid("2", SECOND)
    assert held.uid("2", FIRST) == held.uid("1", SECOND)
    assert held.counts() == {"renumbered": 2}
    assert not held.register.declared


def test_a_mapping_is_not_followed_against_the_birth_date() -> None:
    held = Council().imports(child("1")).declares(("1", "2"))
    held.imports(child("2", OTHER_DAY), at=SECOND)
    assert held.uid("1", FIRST) != held.uid("2", SECOND)
    assert held.only.is_waiting


def test_a_mapping_lists_a_corrected_birth_date_as_well() -> None:
    held = Council().imports(child("1"), child("2")).declares(("1", "1"), ("2", "3"))
    corrected = date(2012, 3, 24)
    held.imports(child("1", corrected), child("3", corrected), at=SECOND)
    assert held.counts() == {"corrected": 1, "renumbered": 1}
    assert all("one figure" in one.why for one in held.register.findings)


def test_two_old_numbers_of_one_new_number_are_merged() -> None:
    held = Council().imports(child("1"), child("2")).declares(("1", "9"), ("2", "9"))
    held.imports(child("9"), at=SECOND)
    stays, gave_way = held.uid("1", SECOND), next(iter(held.register.successors))
    assert held.uid("9", SECOND) == stays == held.register.live(gave_way)
    assert held.counts() == {"renumbered": 1, "merged": 1}


def test_a_merge_into_a_number_that_stays() -> None:
    held = Council().imports(child("1"), child("2")).declares(("1", "2"))
    gave_way, stays = held.uid("1", FIRST), held.uid("2", FIRST)
    held.imports(child("2"), at=SECOND)
    assert held.uid("2", SECOND) == stays == held.register.live(gave_way)
    assert held.counts() == {"same": 1, "merged": 1}


def test_an_old_number_of_two_new_ones_follows_neither_of_equals() -> None:
    held = Council().imports(child("1")).declares(("1", "8"), ("1", "9"))
    held.imports(child("8"), child("9"), at=SECOND)
    assert len({held.uid("1", FIRST), held.uid("8", SECOND), held.uid("9", SECOND)}) == 3
    assert [one.kind for one in held.register.waiting] == ["split", "split"]


def test_a_new_number_of_a_child_who_is_gone_waits_for_a_person() -> None:
    held = Council().imports(child("1", health_number="N"))
    held.imports(child("2", health_number="N"), at=SECOND)
    assert held.only.is_waiting
    assert held.uid("1", FIRST) != held.uid("2", SECOND)
    held.decides(same=True)
    assert held.uid("1", FIRST) == held.uid("2", SECOND)
    held.decides(same=False, finding=1)
    assert held.uid("1", FIRST) != held.uid("2", SECOND)


@pytest.mark.parametrize(
    "known",
    [{"health_number": "N"}, {"upn": "U"}, {"days": REFERRED}, {"linked": frozenset({"1"})}],
)
def test_a_declared_change_is_matched_where_several_things_agree(known: dict[str, Any]) -> None:
    held = Council().imports(child("1", **{**known, "linked": frozenset()}))
    held.declares(by_matching=True).imports(child("2", **known), at=SECOND)
    assert held.uid("1", FIRST) == held.uid("2", SECOND)
    assert held.counts() == {"renumbered": 1}
    assert held.only.kind == "renumbered"


@pytest.mark.parametrize("born", [None, OTHER_DAY, date(2012, 3, 24)])
def test_a_declared_change_is_not_matched_without_the_birth_date(born: date | None) -> None:
    held = Council().imports(child("1", health_number="N", upn="U"))
    held.declares(by_matching=True)
    held.imports(child("2", born, health_number="N", upn="U"), at=SECOND)
    assert held.uid("1", FIRST) != held.uid("2", SECOND)
    assert held.only.is_waiting


def test_a_declared_change_is_not_matched_against_a_contradiction() -> None:
    held = Council().imports(child("1", health_number="N", upn="U")).declares(by_matching=True)
    held.imports(child("2", health_number="N", upn="V"), at=SECOND)
    assert held.only.is_waiting


def test_two_who_may_be_one_child_of_before_both_wait() -> None:
    held = Council().imports(child("1", upn="U")).declares(by_matching=True)
    held.imports(child("8", upn="U"), child("9", upn="U"), at=SECOND)
    assert held.counts() == {"undecided": 2, "gone": 1}
    assert len({held.uid("1", FIRST), held.uid("8", SECOND), held.uid("9", SECOND)}) == 3


def test_twins_are_told_apart_by_their_numbers() -> None:
    one: dict[str, Any] = {"upn": "U", "days": REFERRED}
    other: dict[str, Any] = {"days": REFERRED}
    held = Council().imports(child("1", **one), child("2", **other)).declares(by_matching=True)
    held.imports(child("8", **other), child("9", **one), at=SECOND)
    assert held.counts() == {"renumbered": 2}
    assert held.uid("1", FIRST) == held.uid("9", SECOND)


def test_twins_whom_nothing_tells_apart_wait() -> None:
    held = Council().imports(child("1", days=REFERRED), child("2", days=REFERRED))
    held.declares(by_matching=True)
    held.imports(child("8", days=REFERRED), child("9", days=REFERRED), at=SECOND)
    assert held.counts()["undecided"] == 2
    assert len(held.register.waiting) == 4
    first = next(one for one in held.register.waiting if one.before == "1" and one.number == "8")
    held.decides(same=True, finding=first.id)
    assert held.uid("8", SECOND) == held.uid("1", FIRST)
    # What it settles besides is the other half of the same question.
    assert {one.number for one in held.register.waiting} == {"9"}


def test_a_change_of_case_system_that_nobody_declared_follows_no_chance_agreement() -> None:
    held = Council().imports(*(child(f"{n}", date(2010, 1, n)) for n in range(1, 25)))
    held.imports(*(child(f"{n}", date(2003, 6, n)) for n in range(2, 25)), child(
        "1", date(2010, 1, 1)), at=SECOND)  # fmt: skip
    assert held.counts() == {"reused": 23, "undecided": 1, "gone": 24}
    assert [one.number for one in held.register.waiting] == ["1"]


def test_a_child_merged_in_the_source_waits() -> None:
    held = Council().imports(child("1", upn="U"), child("2", upn="U"))
    gone = held.uid("2", FIRST)
    held.imports(child("1", upn="U"), at=SECOND)
    assert held.only.is_waiting
    held.decides(same=True)
    assert held.register.live(gone) == held.uid("1", SECOND)


def test_a_double_of_a_child_who_is_there_is_listed() -> None:
    held = Council().imports(child("1", upn="U"))
    held.imports(child("1", upn="U"), child("2", upn="U"), at=SECOND)
    assert (held.only.kind, held.only.number, held.only.before) == ("split", "2", "1")
    with pytest.raises(BadSetting, match="holds both"):
        held.decides(same=True)


def test_two_kinds_of_source_that_share_numbers_share_children() -> None:
    several = [child(f"{n}", date(2010, 1, n)) for n in range(1, 6)]
    held = Council().imports(*several).imports(*several, at=SECOND, source="annex_a")
    assert held.counts() == {"other_source": 5}
    assert held.uid("3", FIRST) == held.uid("3", SECOND, "annex_a")


def test_two_kinds_of_source_with_other_numbers_share_none() -> None:
    held = Council().imports(*(child(f"{n}", date(2010, 1, n)) for n in range(1, 6)))
    others = [child(f"{n}", date(2010, 2, n)) for n in range(2, 6)]
    held.imports(child("1", date(2010, 1, 1)), *others, at=SECOND, source="annex_a")
    assert held.counts() == {"new": 5}


def test_what_was_followed_can_be_parted() -> None:
    held = Council().imports(child()).imports(child(born=date(2012, 3, 24)), at=SECOND)
    held.decides(same=False)
    assert held.uid("1", FIRST) != held.uid("1", SECOND)
    held.imports(child(born=date(2012, 3, 24)), at=THIRD)
    assert held.uid("1", THIRD) == held.uid("1", SECOND)


def test_a_decision_about_nothing_is_refused() -> None:
    with pytest.raises(NotFound):
        Council().imports(child()).decides(same=True, finding=7)


def test_only_whoever_is_in_doubt_is_looked_at_closely() -> None:
    held = Council().imports(child("1"), child("2"), child("3"))
    given = Import(
        SECOND,
        SOURCE,
        {"1": child("1"), "2": child("2", OTHER_DAY), "4": child("4")},
        held.last,
        SOURCE,
    )
    assert to_look_at(held.register, given) == ({"2", "3"}, {"2", "4"})


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], "two headings"),
        ([["old", "knew"], ["1", "2"]], "two headings"),
        ([["old", "new"]], "holds no number"),
        ([["old", "new"], ["1", "2", "3"]], "row 2 has 3 cells"),
        ([["old", "new"], ["1", " "]], "row 2 lacks the new number"),
        ([["old", "new"], ["7", "8"]], "row 2: no child was ever imported"),
        ([["old", "new"], ["1", "2"], ["1", "2"]], "row 3 says the same as row 2"),
    ],
)
def test_a_mapping_with_a_bad_row_is_refused(rows: list[list[str]], why: str) -> None:
    register = Council().imports(child("1"), child("2")).register
    with pytest.raises(BadRules, match=why):
        mapped(register, list(enumerate(rows, start=1)), "numbers.csv")


def test_a_mapping_says_what_it_merges_and_splits() -> None:
    register = Council().imports(child("1"), child("2")).register
    rows = [["Old", "NEW"], ["1", "9"], [], ["2", "9"], ["2", "8"]]
    found = mapped(register, list(enumerate(rows, start=1)), "numbers.csv")
    assert (len(found.declared.rows), found.merges, found.splits) == (3, 1, 1)


def test_ids_are_long_and_never_the_same() -> None:
    made = new_uids()
    some = [next(made) for _ in range(3000)]
    assert len(set(some)) == 3000
    assert all(len(one) == 20 and int(one, 16) >= 0 for one in some)
