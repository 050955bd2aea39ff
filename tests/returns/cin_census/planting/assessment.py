"""Faults about assessments."""

from tests.returns.cin_census.planting.plant import Plant, Row, assessed, closed, referred


def one(started: str, authorised: str = "", factors: str | None = None) -> dict[str, list[Row]]:
    return {"Assessments": [assessed(started, authorised, factors)]}


PLANTS = (
    Plant("1103", "Assessments 1", one("2025-05-09", "2025-06-01")),
    Plant("8608", "Assessments 1", one("2025-06-20", "2025-06-10")),
    Plant("8614", "Assessments 1", one("2026-03-02", factors="2A")),
    Plant("8670Q", "Assessments 1", one("2026-01-26")),
    Plant(
        "8696",
        "Assessments 1",
        {"CINdetails": [referred("2025-02-03")]} | one("2025-02-10", "2025-03-31"),
    ),
    Plant("8696", "Assessments 1", one("2026-02-10", "2026-04-01")),
    # Begun before the year and still open, it has run for more than 45 working days.
    Plant(
        "8736",
        "Assessments 1",
        {"CINdetails": [referred("2025-03-03")]} | one("2025-03-31"),
        also="8670Q Assessments 1",
    ),
    Plant(
        "8863Q",
        "Assessments 2",
        {
            "Assessments": [
                assessed("2025-06-02", "2025-06-30"),
                assessed("2025-06-30", "2025-07-20"),
            ]
        },
    ),
    Plant("8867", "Assessments 1", {"CINdetails": [closed("2026-03-20")]} | one("2026-03-02")),
    Plant("8869", "FactorsIdentifiedAtAssessment 1", one("2025-06-02", "2025-06-30", "21, 2A")),
    Plant(
        "8873Q",
        "FactorsIdentifiedAtAssessment 1",
        {"CINdetails": [closed("2025-09-01")]} | one("2025-06-02", "2025-06-30", "21"),
    ),
    # Of two that are both open, one begins while the other goes on.
    Plant(
        "8896",
        "Assessments 1, 2",
        {"Assessments": [assessed("2026-03-02"), assessed("2026-03-09")]},
        also="8863Q Assessments 2",
    ),
    Plant("8897Q", "Assessments 1", one("2025-06-02", "2025-06-30", "")),
    Plant("8897Q", "FactorsIdentifiedAtAssessment 2", one("2025-06-02", "2025-06-30", "2A, 8A")),
    Plant(
        "8898", "FactorsIdentifiedAtAssessment 1, 3", one("2025-06-02", "2025-06-30", "2A, 3A, 2A")
    ),
    Plant("8945Q", "FactorsIdentifiedAtAssessment 1", one("2025-06-02", "2025-06-30", "18A")),
    Plant("8950Q", "FactorsIdentifiedAtAssessment 1", one("2025-06-02", "2025-06-30", "19A")),
)
