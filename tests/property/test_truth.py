"""What the clocks say of a made-up county is what really happened in it.

On twenty days of six years, in four counties that end at different times: no duty is falsely
overdue, none is missed, and every due day is the same. Where the record cannot tell, the truth
says so too.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from holdfast.areas import Area
from holdfast.clocks.register import CLOCKS
from holdfast.simulation import Council, County, make_county
from holdfast.simulation.chance import Shares
from holdfast.simulation.council.council import (
    Caring,
    Courts,
    Families,
    Missing,
    Overseeing,
    Protecting,
)
from holdfast.simulation.council.made_up import SETTINGS, MadeUpCouncil, council_of
from holdfast.simulation.truth import contact
from holdfast.simulation.truth.calendar import working_days
from holdfast.simulation.written.chronicle import Chronicle
from holdfast.simulation.written.happenings import Happening
from tests.property.truth_agreement import (
    DUE,
    FALSE,
    MISSED,
    ONLY_CLOCKS,
    ONLY_TRUTH,
    Report,
    differences,
)

DAYS, YEARS = 20, 6
STATUSES = Shares({"V2": 40, "C1": 40, "J1": 14, "L1": 3, "L2": 3})


def eventful() -> Council:
    """A council to which the rare things happen often, so that every clock has duties."""
    return Council(
        families=replace(Families(), dies=0.03, unborn=0.15, unaccompanied=0.03),
        protecting=replace(Protecting(), transfer_in=0.15, visit_weekly=0.3, pre_proceedings=0.6),
        caring=replace(
            Caring(),
            straight_into_care=0.15,
            long_term_agreed=0.95,
            status=STATUSES,
            with_parent_unassessed=0.6,
        ),
        courts=replace(Courts(), adoption_reversed=0.9, adoption_breaks_down=0.5),
        missing=replace(Missing(), exploitation=0.4),
        overseeing=replace(Overseeing(), dispute=0.4, serious_incident=0.08, allegation=0.6),
    )


TODAY = SETTINGS[MadeUpCouncil.TODAY]


def eventful_today() -> Council:
    """The council of today, to which the rare things of Family Help happen often."""
    council = council_of(MadeUpCouncil.TODAY, TODAY.day)
    often = replace(council.protecting, suspected_later=0.3, suspected=(0.2, 0.4, 0.7))
    return replace(council, protecting=often)


# Of the years of two assessments, of the published figures, of the coronavirus, and of today.
COUNTIES: Sequence[tuple[int, int, date, Council, date | None]] = (
    (1, 900, date(2018, 1, 31), Council(), None),
    (2, 500, date(2014, 9, 30), eventful(), None),
    (3, 700, date(2022, 3, 31), eventful(), None),
    (4, 600, TODAY.day, eventful_today(), TODAY.family_help),
)


# Of the law on family group decision making nobody has said yet from when it is in force.
NOT_LIVED = {"fgdm_offer", "fgdm_held"}


def random_days(seed: int, as_at: date) -> list[date]:
    ago = random.Random(seed).sample(range(int(365.25 * YEARS)), DAYS - 1)
    return [as_at - timedelta(days=one) for one in ago] + [as_at]


@pytest.fixture(scope="module")
def report() -> Report:
    whole = Report()
    for seed, children, as_at, council, family_help in COUNTIES:
        county = make_county(children, as_at, seed, YEARS, council=council)
        whole.add(differences(county, (), random_days(seed, as_at), family_help))
    return whole


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_clocks_tell_what_happened(report: Report) -> None:
    print(f"\n{report.table()}")  # noqa: T201
    assert report.agrees, report.table()


@pytest.mark.slow
def test_every_clock_ran_and_was_compared(report: Report) -> None:
    """Every clock of the register had duties, and some of them stood on one of the days.

    One that no rule set before the last of these years asks for nothing in any of them.
    """
    assert {one.key for one in CLOCKS if not report.outcomes[one.key].total()} == NOT_LIVED


@pytest.mark.slow
def test_every_outcome_was_met(report: Report) -> None:
    counted = sum(report.outcomes.values(), start=type(report.duties)())
    assert all(count > 100 for count in counted.values()), counted
    assert len(counted) == len(
        {"met", "late", "running", "overdue", "lapsed in time", "lapsed overdue"}
        | {"cannot tell", "watching", "returned", "passed"}
    )


@pytest.mark.slow
def test_what_was_never_written_up_is_told_apart(report: Report) -> None:
    assert report.unwritten["cp_visit"] > 0
    assert report.untold["supervision_case"] > 0


# --- what the comparison would notice --------------------------------------------------------


@pytest.fixture(scope="module")
def small() -> County:
    return make_county(60, date(2018, 1, 31), seed=4)


def found(county: County, clock: str) -> set[str]:
    report = differences(county, [clock], random_days(4, county.as_at))
    return {kind for kind, count in report.different[clock].items() if count}


def test_a_truth_of_another_limit_is_noticed(
    small: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(small, "contact_decision") == set()
    monkeypatch.setattr(contact, "_ONE_DAY", working_days(2))
    assert DUE in found(small, "contact_decision")


def without(county: County, what: Happening) -> County:
    """The same record, with a chronicle in which something never happened."""
    chronicle = Chronicle()
    chronicle.told = [one for one in county.chronicle.told if one[0] is not what]
    return County(county.tables, chronicle, county.as_at)


def test_what_only_the_record_holds_is_noticed(small: County) -> None:
    assert MISSED in found(without(small, Happening.CASE_DISCUSSED), "supervision_case")
    assert ONLY_CLOCKS in found(without(small, Happening.CASE_DISCUSSED), "supervision_case")


def test_what_only_the_chronicle_holds_is_noticed(small: County) -> None:
    tables = dict(small.tables)
    for name in ("contacts", "need_visits"):
        tables[name] = tables[name].slice(0, 0)
    record = County(tables, small.chronicle, small.as_at)
    assert ONLY_TRUTH in found(record, "contact_decision")
    assert FALSE in found(record, "cin_visit")


def test_an_area_is_all_its_clocks(small: County) -> None:
    report = differences(small, [Area.EARLY_HELP, "contact_decision"], [small.as_at])
    assert set(report.duties) == {"contact_decision", "eh_assessment"}
    assert report.agrees
