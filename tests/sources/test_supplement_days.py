"""Days that only some feeds know: after the case system's extract, and after a file's end."""

from datetime import date
from pathlib import Path

import pytest

from holdfast.clocks.duty import Status
from holdfast.concerns.register import duty_book
from holdfast.errors import BadSetting
from holdfast.query.concerns import CountedConcern, concerns_counted
from holdfast.query.due import STATUSES, Wanted, due
from holdfast.query.outlook import open_outlook
from holdfast.record.store.snapshot import Snapshot
from tests.sources.plan_council import council, put
from tests.sources.ssd_made import take
from tests.sources.supplement_made import BOOK, add, of_clocks, standing, statuses, supervised

MET, OVERDUE, UNTOLD = Status.MET, Status.OVERDUE, Status.CANNOT_TELL
# The extract is as at 31 March 2024; the files know of three days more.
EXTRACT, AFTER, LATER = "2024-03-31", "2024-04-03", "2024-04-04"
MADE_AT = f"{AFTER}T17:00:00"


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return take(tmp_path, put(council("K1", "K2"), tmp_path / "in"), as_at=date(2024, 3, 31))


def lay(snapshot: Snapshot, until: str = AFTER) -> None:
    """K1 was supervised on Wednesday 3 April; an action is overdue, another done that day."""
    held = [supervised("K1", day) for day in ("2024-03-25", "2024-04-03") if day <= until]
    add(snapshot, *held, until=until, since="2023-10-01", made_at=MADE_AT)
    rows = [
        {"id": "1", "child": "K1", "set_on": "2024-03-20", "due": "2024-04-02", "evidenced": ""},
        {"id": "2", "child": "K1", "set_on": "2024-03-21", "due": "2024-04-03",
         "evidenced": "2024-04-03"},
    ]  # fmt: skip
    add(snapshot, *rows, kind="actions", until=AFTER, made_at=MADE_AT)


def test_clocks_that_read_what_is_known_until_then_answer(snapshot: Snapshot) -> None:
    lay(snapshot)
    found = standing(snapshot, AFTER)
    assert statuses(found, "action_due", "K1") == [OVERDUE, MET]


def test_what_was_met_since_the_extract_counts(snapshot: Snapshot) -> None:
    lay(snapshot)
    on_the_day = standing(snapshot)
    assert statuses(on_the_day, "supervision_case", "K1")[-1] == Status.RUNNING
    assert statuses(standing(snapshot, AFTER), "supervision_case", "K1")[-2:] == [MET, UNTOLD]


def test_every_other_open_duty_cannot_be_determined_and_says_why(snapshot: Snapshot) -> None:
    lay(snapshot)
    then, now = standing(snapshot), standing(snapshot, AFTER)
    known = of_clocks(now, "action_due")
    settled = {d for d in then if d[6] not in (*STATUSES["open"], *STATUSES["watching"], UNTOLD)}
    assert settled <= now
    others = {d for d in now - settled - known if d[0] != "supervision_case"}
    assert others
    assert {d[6] for d in others} <= {UNTOLD, Status.PASSED}
    outlook = open_outlook(snapshot, BOOK, date.fromisoformat(AFTER))
    rows = due(outlook, Wanted(STATUSES["cannot-tell"], clock="cp_visit"))
    outlook.close()
    assert {row.why for row in rows} == {"the case system's extract ends on 31 March 2024"}
    assert {row.days_over for row in rows} == {0}


def test_no_later_day_can_be_asked_about(snapshot: Snapshot) -> None:
    lay(snapshot)
    with pytest.raises(BadSetting, match=f"nothing after {AFTER}"):
        open_outlook(snapshot, BOOK, date.fromisoformat(LATER))


def test_a_file_that_ends_before_the_extract_leaves_what_it_tells_of_unknown(
    snapshot: Snapshot,
) -> None:
    lay(snapshot, until="2024-03-28")
    found = of_clocks(standing(snapshot), "supervision_case")
    assert statuses(found, "supervision_case", "K1")[-1] == UNTOLD
    assert statuses(found, "supervision_case", "K2") == [UNTOLD]
    outlook = open_outlook(snapshot, BOOK)
    rows = due(outlook, Wanted(STATUSES["cannot-tell"], clock="supervision_case"))
    outlook.close()
    assert {row.why for row in rows} == {"the supervision file ends on 28 March 2024"}
    assert statuses(standing(snapshot, "2024-03-28"), "supervision_case", "K2") == [OVERDUE]


def test_without_what_is_laid_over_the_extracts_day_is_the_last(snapshot: Snapshot) -> None:
    with pytest.raises(BadSetting, match=f"nothing after {EXTRACT}"):
        open_outlook(snapshot, BOOK, date.fromisoformat(AFTER))


def test_concerns_cannot_be_determined_either_on_a_day_after_the_extract(tmp_path: Path) -> None:
    given = council("K1")
    given["ssd_involvements"][0]["invo_involvement_end_date"] = "2024-03-01"
    snapshot = take(tmp_path, put(given, tmp_path / "in"), as_at=date(2024, 3, 31))
    assert {one.concern for one in counted(snapshot) if one.children} == {"nobody_can_act"}
    lay(snapshot)
    before, after = counted(snapshot), counted(snapshot, AFTER)
    assert sum(one.children for one in after) == 0
    for then, now in zip(before, after, strict=True):
        assert now.unknown >= then.children, now.concern


def counted(snapshot: Snapshot, day: str = EXTRACT) -> tuple[CountedConcern, ...]:
    outlook = open_outlook(snapshot, duty_book(snapshot.home), date.fromisoformat(day))
    try:
        return concerns_counted(outlook)
    finally:
        outlook.close()
