"""The truth of concerns, reckoned from small pasts: where clocks and words are easily at odds."""

from datetime import date

from holdfast.simulation.truth.calendar import number
from holdfast.simulation.truth.concerns import concerns
from holdfast.simulation.truth.concerns.staff import HolderPast
from holdfast.simulation.truth.past import Past
from holdfast.simulation.written.happenings import Happening
from tests.unit.hand_made_past import Went, past, went

REFERRED = ("2018-01-08", Happening.REFERRAL_RECEIVED, "R")
FEARED = ("2018-01-08", Happening.EXPLOITATION_SUSPECTED, "E")


def held(day: str, worker: str) -> tuple[tuple[str, Happening, str], ...]:
    """A worker takes the child on, by an involvement of the worker's name."""
    return ((day, Happening.HELD_BY, f"{worker}|{worker}"),)


def no_more(day: str, worker: str) -> tuple[str, Happening, str]:
    return (day, Happening.NAMED_NO_MORE, worker)


def times(child: Past, strand: str, **staff: HolderPast) -> list[Went]:
    return went(lambda past: iter(concerns(past, staff)), child, strand)


def test_a_worker_is_away_on_the_last_day_of_it_and_no_longer() -> None:
    child = past(REFERRED, *held("2018-01-08", "W"))
    gone = _day("2018-01-15"), _day("2018-02-17")
    assert times(child, "nobody_away", W=HolderPast(away=(gone,))) == [
        Went("2018-01-15", "2018-01-25", over="2018-02-17")
    ]


def test_a_leaver_s_name_stands_until_the_record_ends_it() -> None:
    child = past(REFERRED, *held("2018-01-08", "W"), no_more("2018-03-05", "W"))
    member = HolderPast(left=_day("2018-02-01"))
    assert times(child, "nobody_left", W=member) == [
        Went("2018-02-01", "2018-02-01", over="2018-03-05")
    ]
    assert times(child, "nobody_no_holder", W=member)[-1].started == "2018-03-05"


def test_a_manager_who_is_away_holds_the_case_all_the_same() -> None:
    child = past(REFERRED, *held("2018-01-08", "M"))
    gone = _day("2018-01-15"), _day("2018-02-17")
    member = HolderPast(manager=True, away=(gone,))
    assert times(child, "nobody_manager", M=member) == [Went("2018-01-08", "2018-01-08")]


def test_a_worker_of_years_before_is_one_of_three_within_the_year() -> None:
    child = past(
        ("2014-01-06", Happening.REFERRAL_RECEIVED, "Q"),
        *held("2014-01-06", "A"),
        no_more("2014-06-02", "A"),
        ("2014-06-02", Happening.CASE_CLOSES, "Q"),
        REFERRED,
        *held("2018-01-08", "B"),
        no_more("2018-03-05", "B"),
        *held("2018-03-05", "C"),
        no_more("2018-05-07", "C"),
        ("2018-05-07", Happening.HELD_BY, "again|A"),
    )
    assert times(child, "drift_workers") == [Went("2018-05-07", "2018-05-07", over="2019-01-08")]


def test_each_return_is_one_until_that_case_is_closed() -> None:
    child = past(
        ("2017-01-09", Happening.REFERRAL_RECEIVED, "P"),
        ("2017-05-02", Happening.CASE_CLOSES, "P"),
        ("2017-06-05", Happening.REFERRAL_RECEIVED, "Q"),
        ("2017-08-07", Happening.CASE_CLOSES, "Q"),
        REFERRED,
    )
    assert times(child, "neglect_returned") == [
        Went("2017-06-05", "2017-06-05", over="2017-08-07"),
        Went("2018-01-08", "2018-01-08", over="2018-08-07"),
    ]


def test_an_interview_answers_for_its_own_episode() -> None:
    child = past(
        REFERRED,
        FEARED,
        ("2018-01-13", Happening.FOUND, "first"),
        ("2018-01-17", Happening.FOUND, "second"),
        ("2018-01-18", Happening.INTERVIEWED, "second"),
    )
    assert times(child, "exploitation_no_interview") == [
        Went("2018-01-13", "2018-01-16"),
        Went("2018-01-17", "2018-01-20", done="2018-01-18"),
    ]


def test_risk_is_found_again_once_the_plan_runs() -> None:
    child = past(
        REFERRED,
        ("2018-01-10", Happening.ENQUIRY_BEGINS, "S"),
        ("2018-02-01", Happening.PROTECTION_PLAN_BEGINS, "P"),
        ("2018-04-09", Happening.ENQUIRY_BEGINS, "T"),
        ("2018-05-14", Happening.PROTECTION_REVIEWED, "P"),
    )
    assert times(child, "no_action_risk_again") == [
        Went("2018-04-09", "2018-04-30", done="2018-05-14")
    ]


def test_who_holds_an_adult_is_no_concern() -> None:
    child = past(
        ("2016-01-04", Happening.REFERRAL_RECEIVED, "R"),
        *held("2016-01-04", "W"),
        born="2000-01-10",
    )
    gone = _day("2018-01-15"), _day("2018-02-17")
    assert times(child, "nobody_away", W=HolderPast(away=(gone,))) == []


def _day(text: str) -> int:
    return number(date.fromisoformat(text))
