"""How cases are drawn, shared out and graded, and what the grades of a round say."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.case_audits.agreement import FEWEST, agreement, weighted_kappa
from holdfast.case_audits.drawing import (
    Auditor,
    FramedCase,
    draw_cases,
    graded_twice,
    share_out,
)
from holdfast.case_audits.findings import CaseGrades, due_again, round_findings, shares_of_grades
from holdfast.case_audits.form import FILE, Grade, read_form
from holdfast.errors import BadRules

FORM = read_form(Path("/nowhere"))
FRAME = [
    FramedCase(f"C{number}", f"T{number % 3}", f"T{number % 3}, {'care' if number % 5 else 'need'}")
    for number in range(120)
]
grades = st.sampled_from(Grade)


# --- drawing --------------------------------------------------------------------------------


def test_the_seed_alone_decides_who_is_drawn() -> None:
    drawn = draw_cases(FRAME, 12, "march")
    assert draw_cases(list(reversed(FRAME)), 12, "march") == drawn
    assert draw_cases(FRAME, 12, "april").cases != drawn.cases


@given(
    st.dictionaries(st.text("abc", min_size=1), st.integers(1, 30), min_size=1),
    st.integers(1, 80),
    st.text(),
)
def test_strata_are_drawn_by_their_share(counts: dict[str, int], size: int, seed: str) -> None:
    frame = [FramedCase(f"{name}{n}", "T", name) for name in counts for n in range(counts[name])]
    drawn = draw_cases(frame, size, seed)
    assert len({case.child for case in drawn.cases}) == min(size, len(frame))
    for stratum in drawn.strata:
        share = min(size, len(frame)) * counts[stratum.name] / len(frame)
        assert abs(stratum.drawn - share) < 1
        assert stratum.cases == counts[stratum.name]


def test_every_case_is_as_likely_to_be_drawn() -> None:
    """Of 100 cases in strata of one and of many, 12 drawn: each in about 12 of 100 draws."""
    frame = [FramedCase(f"C{n}", "T", f"alone {n}" if n < 40 else "many") for n in range(100)]
    counts = Counter(
        case.child for seed in range(1000) for case in draw_cases(frame, 12, str(seed)).cases
    )
    assert len(counts) == 100
    assert min(counts.values()) > 75
    assert max(counts.values()) < 170


@given(st.lists(st.frozensets(st.sampled_from(["T0", "T1", "T2"])), max_size=5))
def test_nobody_audits_their_own_team(teams: list[frozenset[str]]) -> None:
    cases = draw_cases(FRAME, 20, "seed").cases
    auditors = [Auditor(f"A{number}", own) for number, own in enumerate(teams)]
    found = share_out(cases, auditors)
    by_name = {auditor.name: auditor for auditor in auditors}
    for case in cases:
        name = found[case.child]
        able = [one for one in auditors if case.team not in one.teams]
        assert (name is None) == (not able)
        assert name is None or case.team not in by_name[name].teams
    seconds = share_out(cases, auditors, found)
    assert not [
        one for one in cases if seconds[one.child] and seconds[one.child] == found[one.child]
    ]
    if all(not one.teams for one in auditors) and auditors:
        each = Counter(found.values())
        assert max(each.values()) - min(each.get(one, 0) for one in by_name) <= 1


def test_at_least_the_share_is_graded_twice() -> None:
    cases = draw_cases(FRAME, 12, "seed").cases
    twice = graded_twice(cases, 0.2, "seed")
    assert len(twice) == 3
    assert twice <= {case.child for case in cases}
    assert graded_twice(cases, 0, "seed") == frozenset()


# --- agreement ------------------------------------------------------------------------------


@given(st.lists(st.tuples(grades, grades), min_size=1))
def test_kappa_by_the_other_formula(pairs: list[tuple[Grade, Grade]]) -> None:
    """Agreement with weights 1, 2/3, 1/3 and 0, seen and by chance, as textbooks write it."""
    weight = {(a, b): 1 - abs(a - b) / 3 for a in Grade for b in Grade}
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    seen = sum(weight[pair] for pair in pairs) / len(pairs)
    chance = sum(weight[a, b] * first[a] * second[b] for a in Grade for b in Grade)
    chance /= len(pairs) ** 2
    found = weighted_kappa(pairs)
    if found is None:
        assert chance == pytest.approx(1)
    else:
        assert found == pytest.approx((seen - chance) / (1 - chance))


def test_agreement_says_who_grades_higher() -> None:
    pairs = [(Grade.GOOD, Grade.REQUIRES_IMPROVEMENT)] * 6 + [(Grade.GOOD, Grade.GOOD)] * 3
    found = agreement(pairs)
    assert (found.pairs, found.same, found.first_higher, found.second_higher) == (9, 3, 6, 0)
    assert found.kappa is None
    more = agreement([*pairs, (Grade.OUTSTANDING, Grade.INADEQUATE)])
    assert (more.by_two, len(pairs) + 1) == (1, FEWEST)
    assert more.kappa is not None


# --- what a round says ----------------------------------------------------------------------


def test_three_of_twelve_are_between_9_and_53_in_100() -> None:
    found = shares_of_grades([Grade.INADEQUATE] * 3 + [Grade.GOOD] * 9)[0]
    assert (found.count, found.of) == (3, 12)
    assert (round(found.low, 2), round(found.high, 2)) == (0.09, 0.53)


def test_a_chosen_case_never_speaks_for_the_service() -> None:
    day = date(2018, 1, 31)
    drawn = [CaseGrades("C1", "T1", True, day, Grade.GOOD, Grade.GOOD, Grade.INADEQUATE)]
    chosen = [CaseGrades("C2", "T1", False, day, None, Grade.OUTSTANDING)]
    found = round_findings(FORM, [*drawn, *chosen, CaseGrades("C3", "T2", True)])
    assert (found.drawn, found.waiting, found.chosen) == (2, 1, 1)
    assert {share.grade: share.count for share in found.overall}[Grade.INADEQUATE] == 1
    assert {share.of for share in found.overall} == {1}
    assert (found.self_gap.pairs, found.self_gap.first_higher) == (1, 1)


def test_a_team_is_outside_only_where_chance_would_not_do() -> None:
    def cases(team: str, good: int, of: int) -> list[CaseGrades]:
        given = [Grade.GOOD] * good + [Grade.INADEQUATE] * (of - good)
        return [CaseGrades(f"{team}{n}", team, True, None, None, g) for n, g in enumerate(given)]

    found = {
        one.team: one
        for one in round_findings(
            FORM, cases("A", 45, 60) + cases("B", 2, 20) + cases("C", 1, 3)
        ).teams
    }
    assert (found["B"].outside, found["B"].below) == ("alarm", True)
    assert found["C"].outside == ""


def test_an_inadequate_case_is_due_again_until_it_was_audited_again() -> None:
    first = CaseGrades("C1", "T1", True, date(2018, 1, 31), None, Grade.INADEQUATE)
    assert due_again(FORM, [first], date(2018, 4, 29)) == []
    assert due_again(FORM, [first], date(2018, 4, 30)) == [("C1", date(2018, 4, 30))]
    again = CaseGrades("C1", "T1", False, date(2018, 4, 30), None, Grade.GOOD)
    assert due_again(FORM, [again, first], date(2018, 6, 1)) == []


# --- the form -------------------------------------------------------------------------------


def test_an_unsafe_child_caps_the_whole() -> None:
    assert FORM.highest_overall({"safety": Grade.INADEQUATE}) == Grade.INADEQUATE
    assert FORM.highest_overall({"voice": Grade.INADEQUATE}) == Grade.OUTSTANDING


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name = 'x'\n", 1, "from 1 to 20 domains"),
        ("[domain.safety]\ntitle = 3\n", 2, "must be text"),
        ("[domain.safety]\n", 1, "needs a title"),
        ("[domain.Safety]\ntitle = 'x'\n", 1, "small letters"),
        ("[domain.a]\ntitle = 'x'\ncaps = 1\n", 3, "true or false"),
        ("[domain.a]\ntitle = 'x'\nweight = 2\n", 3, "no weight"),
        ("[domain.a]\ntitle = 'x'\n[rules]\ngraded_twice = 20\n", 4, "from 0 to 1"),
        ("[domain.a]\ntitle = 'x'\n[rules]\naudited_again_months = 0\n", 4, "from 1 to 24"),
    ],
)
def test_a_form_that_cannot_be_used_is_refused(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(BadRules, match=f"line {line}.*{words}|{words}"):
        read_form(tmp_path)
