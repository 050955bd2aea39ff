"""Faults about referrals and episodes."""

from tests.returns.cin_census.building import NONE
from tests.returns.cin_census.planting.plant import (
    ASSESSED,
    Plant,
    assessed,
    child,
    closed,
    enquired,
    on_a_plan,
    planned,
    protected,
    referred,
    unborn,
)

NO_ACTION = referred(ReferralNFA="1")


def episode(**fields: str) -> dict[str, list[dict[str, str]]]:
    return {"CINdetails": [referred(**fields)]}


PLANTS = (
    Plant(
        "2990",
        "CINPlanDates 1",
        ASSESSED
        | {"CINdetails": [closed("2025-09-01", "RC8")]}
        | {"CINPlanDates": [planned("2025-06-25", "2025-07-25")]},
    ),
    Plant(
        "2990",
        "Section47 1",
        ASSESSED
        | {"CINdetails": [closed("2025-09-01", "RC9")]}
        | {"Section47": [enquired("2025-06-10", unneeded="1")]},
    ),
    Plant("2991Q", "CINdetails 1", {"Section47": [enquired("2025-06-03", unneeded="1")]}),
    Plant("8555Q", "CINdetails 1", {"Child": child(PersonDeathDate="2025-05-01")} | episode()),
    Plant(
        "8565",
        "Assessments 1",
        {
            "CINdetails": [closed("2025-06-01")],
            "Assessments": [assessed("2025-05-14", "2025-06-10")],
        },
    ),
    Plant(
        "8565",
        "Section47 1",
        ASSESSED
        | {"CINdetails": [closed("2025-07-01")]}
        | {"Section47": [enquired("2025-07-02", unneeded="1")]},
    ),
    Plant(
        "8565",
        "CINPlanDates 1",
        {
            "CINdetails": [closed("2025-07-01")],
            "CINPlanDates": [planned("2025-06-02", "2025-07-02")],
        },
    ),
    Plant(
        "8565",
        "ChildProtectionPlans 1",
        on_a_plan(CPPendDate="2025-11-04") | {"CINdetails": [closed("2025-11-03")]},
    ),
    Plant(
        "8565",
        "CINdetails 1",
        {"CINdetails": [closed("2025-07-01", DateOfInitialCPC="2025-07-02")]},
    ),
    Plant("8568", "CINdetails 1", episode(ReferralNFA=NONE)),
    Plant("8569Q", "CINdetails 1", {"CINdetails": [referred("2025-03-03", ReferralNFA="1")]}),
    Plant("8585Q", "CINdetails 1", {"CINdetails": [closed("2025-09-01", "RC2")]}),
    Plant("8600", "CINdetails 1", episode(day=NONE)),
    Plant("8600", "CINdetails 1", episode(day="2026-04-01")),
    Plant("8606", "CINdetails 1", {"Child": unborn("2026-04-01")}),
    Plant("8610", "CINdetails 1", episode(PrimaryNeedCode=NONE)),
    Plant(
        "8620",
        "CINdetails 1",
        {"CINdetails": [closed("2025-03-20", day="2025-02-03")]},
    ),
    Plant("8630", "CINdetails 1", {"CINdetails": [closed("2025-05-01")]}),
    Plant("8640", "CINdetails 1", {"CINdetails": [closed("2025-09-01", "RC10")]}),
    Plant("8650", "CINdetails 1", episode(PrimaryNeedCode="N10")),
    Plant("8805", "CINdetails 1", episode(CINclosureDate="2025-09-01")),
    Plant("8810", "CINdetails 1", episode(ReasonForClosure="RC7")),
    # Two open episodes at once always overlap, and the earlier is not the latest.
    Plant(
        "8815",
        "CINdetails 1, 2",
        {"CINdetails": [referred(), referred("2025-09-01")]},
        also="8816 CINdetails 1; 8820 CINdetails 2",
    ),
    Plant(
        "8816",
        "CINdetails 1",
        {"CINdetails": [referred(), closed("2025-10-01", day="2025-09-01")]},
        also="8820 CINdetails 2",
    ),
    Plant(
        "8820",
        "CINdetails 2",
        {"CINdetails": [closed("2025-09-10"), referred("2025-09-01")]},
    ),
    Plant("8825Q", "CINdetails 1", {"CINdetails": [closed("2025-09-01", "RC8")]}),
    Plant("8831", "Assessments 1", {"CINdetails": [NO_ACTION]} | ASSESSED),
    # Begun before the year, a plan needs no conference in it; nor may the referral need one.
    Plant(
        "8832",
        "ChildProtectionPlans 1",
        {"CINdetails": [NO_ACTION], "ChildProtectionPlans": [protected("2025-06-10")]},
        also="2885 ChildProtectionPlans 1",
    ),
    Plant("8866", "CINdetails 1", episode(ReferralSource="1Z")),
)
