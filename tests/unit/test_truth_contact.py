"""What is owed at the front door, in early help and in assessment, reckoned from small pasts."""

from holdfast.simulation.truth import assessment, contact, duties, early_help
from holdfast.simulation.written.happenings import Happening
from tests.unit.hand_made_past import Went, past, went

REFERRED = ("2018-01-31", Happening.REFERRAL_RECEIVED, "R")
CLOSED = ("2018-03-12", Happening.CASE_CLOSES, "R")


def test_a_contact_is_decided_on_by_the_next_working_day() -> None:
    child = past(
        ("2018-03-29", Happening.CONTACT_RECEIVED, "A"),
        ("2018-03-30", Happening.CONTACT_RECEIVED, "B"),
        ("2018-04-03", Happening.CONTACT_DECIDED, "A"),
    )
    # Good Friday was 30 March 2018, and Easter Monday 2 April.
    assert went(contact.duties, child, "contact_decision") == [
        Went("2018-03-29", "2018-04-03", done="2018-04-03"),
        Went("2018-03-30", "2018-04-03"),
    ]


def test_an_assessment_shows_that_somebody_decided_on_the_referral() -> None:
    child = past(REFERRED, ("2018-02-05", Happening.ASSESSMENT_BEGINS, "A"))
    assert went(contact.duties, child, "referral_decision") == [
        Went("2018-01-31", "2018-02-01", unsure="2018-02-05")
    ]


def test_a_child_is_to_have_a_worker_and_another_when_that_one_lets_go() -> None:
    child = past(
        REFERRED,
        ("2018-02-01", Happening.WORKER_TAKES_ON, "A"),
        ("2018-02-09", Happening.WORKER_LETS_GO, "A"),
        ("2018-02-14", Happening.WORKER_TAKES_ON, "B"),
    )
    assert went(contact.duties, child, "allocation") == [
        Went("2018-01-31", "2018-02-01", done="2018-02-01"),
        Went("2018-02-09", "2018-02-12", done="2018-02-14"),
    ]


def test_from_one_worker_to_another_on_one_day_is_no_gap() -> None:
    child = past(
        REFERRED,
        ("2018-01-31", Happening.WORKER_TAKES_ON, "A"),
        ("2018-02-09", Happening.WORKER_LETS_GO, "A"),
        ("2018-02-09", Happening.WORKER_TAKES_ON, "B"),
    )
    assert len(went(contact.duties, child, "allocation")) == 1


def test_a_referral_that_was_refused_opens_no_case() -> None:
    child = past(REFERRED, ("2018-01-31", Happening.REFERRAL_REFUSED, "R"))
    for clock in ("allocation", "first_seen", "assessment_45"):
        assert went(duties, child, clock) == []


def test_an_unborn_child_is_to_be_seen_from_birth() -> None:
    seen = ("2018-02-20", Happening.SEEN_AT_HOME, "V")
    assert went(contact.duties, past(REFERRED, seen, born="2018-02-12"), "first_seen") == [
        Went("2018-02-12", "2018-02-19", done="2018-02-20")
    ]


def test_of_an_unclear_visit_nobody_can_tell() -> None:
    child = past(REFERRED, ("2018-02-02", Happening.UNCLEAR_AT_HOME, "V"), CLOSED)
    assert went(contact.duties, child, "first_seen") == [
        Went("2018-01-31", "2018-02-07", over="2018-03-12", unsure="2018-02-02")
    ]


def test_referred_again_is_a_watch_of_a_year() -> None:
    child = past(REFERRED, CLOSED, ("2018-05-01", Happening.REFERRAL_RECEIVED, "S"))
    assert went(contact.duties, child, "re_referral") == [
        Went("2018-01-31", "2019-01-31", done="2018-05-01"),
        Went("2018-05-01", "2019-05-01"),
    ]
    assert went(contact.duties, child, "step_down") == [
        Went("2018-03-12", "2019-03-12", done="2018-05-01")
    ]


def test_death_ends_what_is_owed() -> None:
    child = past(REFERRED, ("2018-02-01", Happening.DIES), ("2018-02-02", Happening.SEEN_AT_HOME))
    assert went(duties, child, "first_seen") == [
        Went("2018-01-31", "2018-02-07", over="2018-02-01")
    ]


def test_early_help_is_assessed_in_45_working_days_or_ends_first() -> None:
    child = past(
        ("2018-01-31", Happening.EARLY_HELP_BEGINS, "E"),
        ("2018-02-20", Happening.EARLY_HELP_ENDS, "E"),
    )
    assert went(early_help.duties, child, "eh_assessment") == [
        Went("2018-01-31", "2018-04-06", over="2018-02-20")
    ]


def test_an_assessment_is_owed_from_the_referral_and_counted_from_its_own_start() -> None:
    child = past(
        REFERRED,
        ("2018-02-05", Happening.ASSESSMENT_BEGINS, "A"),
        ("2018-04-10", Happening.ASSESSMENT_SIGNED, "A"),
        ("2018-04-10", Happening.REFERRAL_ASSESSED, "R"),
    )
    assert went(assessment.duties, child, "assessment_45") == [
        Went("2018-01-31", "2018-04-06", done="2018-04-10")
    ]
    assert went(assessment.duties, child, "assessment_45_statistical") == [
        Went("2018-02-05", "2018-04-11", done="2018-04-10")
    ]


def test_a_plan_shows_that_somebody_assessed_the_child() -> None:
    child = past(REFERRED, ("2018-02-20", Happening.PROTECTION_PLAN_BEGINS, "P"))
    assert went(assessment.duties, child, "assessment_45") == [
        Went("2018-01-31", "2018-04-06", unsure="2018-02-20")
    ]


def test_before_april_2013_no_single_assessment_was_owed() -> None:
    referred = ("2013-04-12", Happening.REFERRAL_RECEIVED, "R")
    child = past(referred, ("2013-04-12", Happening.ASSESSMENT_BEGINS, "A"))
    assert went(assessment.duties, child, "assessment_45") == []
    assert len(went(assessment.duties, child, "assessment_45_statistical")) == 1
