"""Teams that differ by more than chance: when the limits are widened, and who stands out."""

from random import Random

import pytest

from holdfast.measures.charts.dispersion import Dispersion, dispersion_of
from holdfast.measures.charts.funnel import funnel

TEAMS, SHARE, DRAWS = 27, 0.7, 200
# As large as one another, and of the sizes that the teams of a county have.
SIZES = {"alike": (200,), "mixed": (12, 30, 80, 200, 500)}


def drawn(
    seed: int, differ: float, unlike: float = 0.0, sizes: str = "alike", teams: int = TEAMS
) -> Dispersion | None:
    """Teams whose true shares differ so much; the first by ``unlike`` more."""
    random = Random(seed)
    groups, given = [], list(SIZES[sizes])
    for n in range(teams):
        of = random.choice(given)
        true = random.gauss(SHARE, differ) - (unlike if n == 0 else 0.0)
        counted = sum(random.random() < true for _ in range(of))
        groups.append((f"{n:02}", float(counted), float(of)))
    found = funnel(groups)
    assert found
    return dispersion_of(found)


@pytest.mark.parametrize("sizes", SIZES)
def test_teams_that_differ_by_chance_alone_are_held_to_chance(sizes: str) -> None:
    told = sum(drawn(seed, 0.0, sizes=sizes) is not None for seed in range(DRAWS))
    print(f"\nsaid to differ: {told} of {DRAWS} draws of chance alone")  # noqa: T201
    assert told <= DRAWS / 20


@pytest.mark.parametrize("sizes", SIZES)
def test_where_all_teams_differ_few_stand_out(sizes: str) -> None:
    found = [one for one in (drawn(seed, 0.12, sizes=sizes) for seed in range(DRAWS)) if one]
    assert len(found) > 0.9 * DRAWS
    out = sum(len(one.standing_out) for one in found)
    print(f"\n{out} of {len(found) * TEAMS} teams stand out where all differ alike")  # noqa: T201
    assert out / (len(found) * TEAMS) < 0.03


@pytest.mark.parametrize("sizes", SIZES)
def test_one_that_is_unlike_the_others_is_found(sizes: str) -> None:
    found = [one for one in (drawn(seed, 0.06, 0.4, sizes) for seed in range(DRAWS)) if one]
    hits = sum("00" in {point.group for point in one.standing_out} for one in found)
    told = f"the unlike team stands out in {hits} of {len(found)} draws that are said to differ"
    print(f"\n{told}")  # noqa: T201
    assert len(found) > 0.8 * DRAWS
    assert hits > 0.8 * len(found)


@pytest.mark.parametrize("teams", [2, 9])
def test_of_few_teams_how_much_they_differ_is_not_told(teams: int) -> None:
    assert drawn(1, 0.2, teams=teams) is None


def test_a_share_that_all_have_has_no_spread() -> None:
    found = funnel([(f"{n}", 50.0, 50.0) for n in range(12)])
    assert found
    assert dispersion_of(found) is None
