"""Faults about enquiries, conferences and child protection plans."""

from collections.abc import Sequence

from tests.returns.cin_census.building import EMPTY
from tests.returns.cin_census.planting.plant import (
    ASSESSED,
    BEFORE_PLAN,
    Plant,
    Row,
    assessed,
    child,
    closed,
    enquired,
    on_a_plan,
    protected,
    referred,
)

EARLIER = {"CINdetails": [referred("2025-02-03")]}
DIED = {"Child": child(PersonDeathDate="2025-08-01")}


def enquiry(
    started: str, held: str = "", unneeded: str = "0", **fields: str
) -> dict[str, Sequence[Row]]:
    return ASSESSED | {"Section47": [enquired(started, held, unneeded, **fields)]}


def two_plans(ended: str) -> dict[str, Sequence[Row]]:
    """A second plan, by a conference of its own, in September."""
    enquiries = [enquired("2025-06-10", "2025-06-24"), enquired("2025-09-02", "2025-09-16")]
    plans = [protected("2025-06-24", ended), protected("2025-09-16", NumberOfPreviousCPP="1")]
    return ASSESSED | {"Section47": enquiries, "ChildProtectionPlans": plans}


ENQUIRIES = (
    # No conference can be before the referral while its enquiry is not.
    Plant("1104", "Section47 1", enquiry("2025-05-06", "2025-05-09"), also="2889 Section47 1"),
    Plant(
        "2884",
        "Section47 1",
        {"CINdetails": [referred(DateOfInitialCPC="2025-06-24")]} | BEFORE_PLAN,
    ),
    Plant("2889", "Section47 1", enquiry("2025-05-09", unneeded="1")),
    Plant("8615", "Section47 1", enquiry("2025-06-25", "2025-06-24")),
    Plant("8615", "Section47 1", enquiry("", "2025-06-24")),
    Plant("8675Q", "Section47 1", enquiry("2026-03-09")),
    Plant(
        "8715",
        "Section47 1",
        EARLIER
        | {
            "Assessments": [assessed("2025-02-10", "2025-04-10")],
            "Section47": [enquired("2025-03-17", "2025-03-31")],
        },
    ),
    Plant(
        "8715",
        "CINdetails 1",
        {"CINdetails": [referred("2025-02-03", DateOfInitialCPC="2025-03-31")]},
    ),
    # Begun before the year and without a conference, it has run for more than 15 working days.
    Plant(
        "8740",
        "Section47 1",
        EARLIER
        | {
            "Assessments": [assessed("2025-02-10", "2025-04-10")],
            "Section47": [enquired("2025-03-31")],
        },
        also="8675Q Section47 1",
    ),
    # Of two that are both open, one begins while the other goes on.
    Plant(
        "8839",
        "Section47 1, 2",
        ASSESSED | {"Section47": [enquired("2026-03-16"), enquired("2026-03-18")]},
        also="8890 Section47 2",
    ),
    Plant("8868", "Section47 1", {"CINdetails": [closed("2026-03-25")]} | enquiry("2026-03-16")),
    Plant(
        "8868",
        "Section47 1",
        {"CINdetails": [closed("2026-03-25")]} | enquiry("2025-06-10", "2025-06-24", "1"),
    ),
    Plant(
        "8870Q", "Section47 1", enquiry("2025-06-10", unneeded="1", InitialCPCtarget="2025-06-28")
    ),
    Plant("8875", "Section47 1", enquiry("2025-06-10", "2025-06-28")),
    Plant("8875", "CINdetails 1", {"CINdetails": [referred(DateOfInitialCPC="2025-06-29")]}),
    Plant(
        "8890",
        "Section47 2",
        ASSESSED
        | {
            "Section47": [
                enquired("2025-06-10", "2025-06-24"),
                enquired("2025-06-24", unneeded="1"),
            ]
        },
    ),
)

PLANS = (
    Plant("1105", "ChildProtectionPlans 1", {"ChildProtectionPlans": [protected("2025-03-25")]}),
    Plant("2885", "ChildProtectionPlans 1", on_a_plan(CPPstartDate="2025-06-25")),
    Plant("2885", "ChildProtectionPlans 1", {"ChildProtectionPlans": [protected("2025-06-25")]}),
    Plant("8720", "ChildProtectionPlans 1", on_a_plan(CPPstartDate="")),
    Plant("8730", "ChildProtectionPlans 1", on_a_plan(NumberOfPreviousCPP="")),
    Plant("8730", "ChildProtectionPlans 1", on_a_plan(NumberOfPreviousCPP="-1")),
    Plant("8840", "ChildProtectionPlans 1", on_a_plan(CPPendDate="2025-06-24")),
    Plant("8905", "ChildProtectionPlans 1", on_a_plan(InitialCategoryOfAbuse="NEX")),
    Plant("8910", "ChildProtectionPlans 1", on_a_plan(LatestCategoryOfAbuse="")),
    Plant(
        "8915",
        "ChildProtectionPlans 1",
        {"Child": child(PersonDeathDate="2025-06-20")} | on_a_plan(),
    ),
    Plant("8920", "ChildProtectionPlans 1", DIED | on_a_plan(CPPendDate="2025-08-02")),
    Plant("8925", "ChildProtectionPlans 1", on_a_plan(CPPendDate="2025-06-23")),
    Plant(
        "8930",
        "ChildProtectionPlans 1",
        EARLIER | {"ChildProtectionPlans": [protected("2025-02-11", "2025-03-31")]},
    ),
    # Of two that are both open, one begins while the other runs.
    Plant("8935", "ChildProtectionPlans 1, 2", two_plans(""), also="8940 ChildProtectionPlans 2"),
    Plant("8940", "ChildProtectionPlans 2", two_plans("2025-09-16")),
    Plant("8841", "Reviews 1", on_a_plan(CPPreviewDate="2025-06-24, 2025-09-15")),
    Plant("8842Q", "Reviews 1", on_a_plan(CPPreviewDate=EMPTY)),
)

PLANTS = (*ENQUIRIES, *PLANS)
