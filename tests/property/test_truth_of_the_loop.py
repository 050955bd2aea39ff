"""The path of every deficit of a made-up county is what really became of it, day for day.

The county has managers of different practice: some challenge what they meet, most hardly do. The
product reads the record; the truth is reckoned from the chronicle with a calendar of its own.
"""

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

from holdfast.challenge.deficit import DEFICIT_RULES
from holdfast.challenge.finding import deficit_paths
from holdfast.challenge.path import DeficitPath
from holdfast.concerns.register import duty_book
from holdfast.query.outlook import open_outlook
from holdfast.record.store.snapshots import Store
from holdfast.simulation import County, make_county
from holdfast.simulation.truth import duties, pasts
from holdfast.simulation.truth.calendar import number
from holdfast.simulation.truth.concerns import concerns, staff_of
from holdfast.simulation.truth.deficits import DeficitTruth
from holdfast.simulation.truth.deficits import deficit_paths as true_paths
from holdfast.sources.made_up import import_tables
from tests.depth import often
from tests.property.test_truth import YEARS, eventful

AS_AT = date(2018, 1, 31)
CHILDREN = often(250, 1_500)
MONTHS = 12 * 20


def truth_of(county: County) -> list[DeficitTruth]:
    told, last = list(county.in_record()), number(county.as_at)
    staff = staff_of(told, last)
    return [
        path
        for past in pasts(told, last, as_written=True)
        for path in true_paths(past, duties(past), concerns(past, staff), DEFICIT_RULES.keys())
        if path.started <= last
    ]


def as_truth(path: DeficitPath) -> DeficitTruth:
    def day(one: date | None) -> int | None:
        return None if one is None else number(one)

    return DeficitTruth(
        path.key.rule,
        path.key.child,
        number(path.key.started),
        number(path.detected),
        day(path.seen),
        day(path.challenged),
        day(path.directed),
        day(path.evidenced),
        day(path.lapsed),
        day(path.unclear),
        day(path.recurred),
        # Where the record does not say whether anything was said, the truth knows.
        path.is_silent is not False,
    )


def test_every_path_is_what_became_of_the_deficit(tmp_path: Path) -> None:
    county = make_county(CHILDREN, AS_AT, 3, YEARS, council=eventful())
    snapshot = import_tables(Store(tmp_path), county.tables, AS_AT, "2018-02-01T08:30:00")
    outlook = open_outlook(snapshot, duty_book(tmp_path))
    try:
        found = Counter(as_truth(path) for path in deficit_paths(outlook, months=MONTHS))
    finally:
        outlook.close()
    really = Counter(truth_of(county))
    odd: dict[str, list[DeficitTruth]] = defaultdict(list)
    for one in found - really:
        odd[f"{one.rule}: in the product alone"].append(one)
    for one in really - found:
        odd[f"{one.rule}: in truth alone"].append(one)
    shown = [f"{what}: {len(many)}, as {many[0]}" for what, many in sorted(odd.items())]
    assert not shown, "\n".join(shown)
    rules = {one.rule for one in really}
    assert len(rules) > 30, "too few kinds of deficit to be a test"
    for state in ("seen", "challenged", "directed", "evidenced", "lapsed", "recurred"):
        assert any(getattr(one, state) is not None for one in really), state
    assert any(one.silent for one in really)
