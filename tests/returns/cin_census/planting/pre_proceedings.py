"""Faults about pre-proceedings, in the census of 2026/27."""

from tests.returns.cin_census.planting.plant import Plant

WHOLE = {
    "PPStartDate": "2026-06-01",
    "LBPSentDate": "2026-06-10",
    "FGDMMeetingOffer": "1",
    "FGDMMeetingFac": "0",
    "InitialPPMeetingDate": "2026-06-22",
    "ReviewMeetingsCount": "1",
    "StepDecisionDate": "2026-08-03",
    "PPOutcome": "A",
    "CourtAppDate": "2026-08-05",
    "LetterInitCPDate": "2026-08-10",
}


def plant(code: str, **fields: str) -> Plant:
    return Plant(code, "PreProceedingsandFGDM 1", {"PreProceedingsandFGDM": [WHOLE | fields]})


PLANTS = (
    plant("9005", PPStartDate="2026-03-31"),
    plant("9006", LBPSentDate="2026-05-29"),
    plant("9007", FGDMMeetingOffer=""),
    plant("9008", InitialPPMeetingDate="2026-03-31"),
    plant("9009", StepDecisionDate="2026-05-29"),
    plant("9010Q", FGDMMeetingFac=""),
    plant("9011", PPOutcome="D"),
    plant("9012", CourtAppDate="2026-07-31"),
    plant("9013", LetterInitCPDate="2026-08-04"),
    plant("9015Q", ReviewMeetingsCount=""),
)
