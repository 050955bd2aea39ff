"""Faults about child in need plans."""

from tests.returns.cin_census.planting.plant import Plant, Row, child, on_a_plan, planned, referred


def one(started: str, ended: str = "") -> dict[str, list[Row]]:
    return {"CINPlanDates": [planned(started, ended)]}


DIED = {"Child": child(PersonDeathDate="2025-08-01")}
EARLIER = {"CINdetails": [referred("2025-02-03")]}

PLANTS = (
    Plant(
        "4000",
        "CINPlanDates 1",
        {"CINdetails": [referred(ReferralNFA="1")]} | one("2025-06-02", "2025-07-02"),
    ),
    # Of two open plans of the two kinds, one begins while the other runs.
    Plant("4001", "CINPlanDates 1", on_a_plan() | one("2025-07-01"), also="4016 CINPlanDates 1"),
    Plant(
        "4003",
        "Reviews 1",
        on_a_plan(CPPendDate="2025-10-01", CPPreviewDate="2025-11-03")
        | one("2025-10-10", "2025-12-31"),
    ),
    Plant(
        "4004",
        "CINPlanDates 1, 2",
        {"CINPlanDates": [planned("2025-06-02"), planned("2025-07-02")]},
        also="4014 CINPlanDates 2",
    ),
    Plant("4008", "CINPlanDates 1", DIED | one("2025-08-02")),
    Plant("4009Q", "CINPlanDates 1", DIED | one("2025-07-02", "2025-08-02")),
    Plant("4010", "CINPlanDates 1", one("")),
    Plant("4010", "CINPlanDates 1", one("2026-04-01")),
    Plant("4011", "CINPlanDates 1", one("2025-08-01", "2025-07-01")),
    Plant("4012Q", "CINPlanDates 1", one("2025-08-01", "2025-08-01")),
    Plant("4013", "CINPlanDates 1", EARLIER | one("2025-02-10", "2025-03-31")),
    Plant("4013", "CINPlanDates 1", one("2025-06-02", "2026-04-01")),
    Plant(
        "4014",
        "CINPlanDates 2",
        {
            "CINPlanDates": [
                planned("2025-06-02", "2025-07-01"),
                planned("2025-07-01", "2025-08-01"),
            ]
        },
    ),
    Plant("4015", "CINPlanDates 1", one("2025-05-09", "2025-06-09")),
    Plant(
        "4016",
        "CINPlanDates 1",
        on_a_plan(CPPendDate="2025-10-01") | one("2025-07-01", "2025-07-20"),
    ),
    Plant("4017", "ChildProtectionPlans 1", on_a_plan() | one("2025-06-02", "2025-07-15")),
)
