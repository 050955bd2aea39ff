"""Of the staff survey no group under eight can be read, nor worked out by taking away."""

from hypothesis import given
from hypothesis import strategies as st

from holdfast.improvement.pulse import ANSWERS, LEAST, pulse_result

QUESTIONS = 2
SIZES = st.lists(st.integers(0, 25), min_size=2, max_size=7)


@given(SIZES, st.randoms(use_true_random=False))
def test_what_is_told_leaves_nobody_by_subtraction(sizes: list[int], luck: object) -> None:
    groups = tuple(f"G{number}" for number in range(len(sizes)))
    tallies: dict[tuple[str, int, int], int] = {}
    for group, size in zip(groups, sizes, strict=True):
        for question in range(QUESTIONS):
            for _ in range(size):
                answer = luck.randrange(len(ANSWERS))  # type: ignore[attr-defined]
                key = group, question, answer
                tallies[key] = tallies.get(key, 0) + 1
    told = pulse_result(groups, QUESTIONS, tallies)
    assert {one.name for one in told.groups} | set(told.withheld) == set(groups)
    if told.everybody is None:
        assert sum(sizes) < LEAST
        assert told.groups == ()
        return
    assert told.everybody.answered == sum(sizes) >= LEAST
    assert all(one.answered >= LEAST for one in told.groups)
    left = told.everybody.answered - sum(one.answered for one in told.groups)
    assert left == 0 or left >= LEAST
    for question in range(QUESTIONS):
        whole = told.everybody.agree[question]
        if whole.kept or whole.edge:
            continue
        # Whatever is taken from everybody leaves no share beyond one and nine in ten.
        assert not any(one.agree[question].edge for one in told.groups)
        agreeing = whole.share * told.everybody.answered
        agreeing -= sum(one.agree[question].share * one.answered for one in told.groups)
        assert left == 0 or 0.1 < agreeing / left < 0.9


def test_a_group_of_one_mind_is_told_as_nine_in_ten_or_more() -> None:
    tallies = {(group, 0, 4): 10 for group in ("A", "B")}
    told = pulse_result(("A", "B"), 1, tallies)
    assert [one.agree[0].in_words for one in told.groups] == ["90% or more"] * 2


def test_the_share_of_everybody_does_not_give_a_group_of_one_mind_away() -> None:
    tallies = {("A", 0, 4): 10, ("B", 0, 4): 6, ("B", 0, 0): 6}
    told = pulse_result(("A", "B"), 1, tallies)
    assert told.everybody
    assert told.everybody.agree[0].in_words == "not told"


def test_a_small_group_takes_the_smallest_other_with_it() -> None:
    tallies = {("A", 0, 3): 3, ("B", 0, 3): 9, ("C", 0, 3): 20}
    told = pulse_result(("A", "B", "C"), 1, tallies)
    assert [one.name for one in told.groups] == ["C"]
    assert told.withheld == ("A", "B")
