"""Faults about the child."""

from tests.returns.cin_census.building import NONE
from tests.returns.cin_census.planting.plant import Plant, child, closed, referred, unborn

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
LATER = {"CINdetails": [referred("2025-09-01")]}


def upn(digits: str, off: int = 0) -> str:
    """A pupil number of these twelve digits, its letter right or ``off`` by some places."""
    weighed = sum(place * int(digit) for place, digit in enumerate(digits, 2))
    return LETTERS[(weighed + off) % 23] + digits


def numbered(number: str) -> dict[str, str]:
    return {"UPN": number, "UPNunknown": NONE}


PLANTS = (
    Plant("1510", "Child 1", {"Child": [numbered(upn("203201000012", 1))]}),
    Plant("1520", "Child 1, 2", {"Child": [numbered(upn("203201000029"))] * 2}),
    Plant("1530", "Child 1", {"Child": [numbered(upn("999201000036"))]}),
    Plant("1540", "Child 1", {"Child": [numbered("A2032O1000043")]}),
    Plant("1550", "Child 1", {"Child": [numbered("A20320100004I")]}),
    Plant("1560Q", "Child 1", {"Child": child(FormerUPN="12345")}),
    Plant("1570", "Child 1", {"Child": child(LAchildID="PLANTEDWITHTOOLONGANUMBER")}),
    Plant("1580", "Child 1", {"Child": child(LAchildID="PLANT-1580")}),
    Plant("4180", "Child 1", {"Child": child(Sex="X")}),
    Plant("4180", "Child 1", {"Child": child(Sex=NONE)}),
    Plant("4220", "Child 1", {"Child": child(Ethnicity="WBRX")}),
    Plant("8500", "Child 1", {"Child": child(LAchildID=NONE)}),
    Plant("8510", "Child 1, 2", {"Child": child(LAchildID="PLANTTWICE") * 2}),
    Plant("8520", "Child 1", {"Child": child(PersonBirthDate="2026-04-02")} | LATER),
    Plant("8525Q", "Child 1", {"Child": child(PersonBirthDate=NONE)}),
    Plant("8525Q", "Child 1", {"Child": child(ExpectedPersonBirthDate="2026-03-10")} | LATER),
    Plant("8530Q", "Child 1", {"Child": unborn("2026-02-10")} | LATER),
    Plant(
        "8535Q",
        "Child 1",
        {"Child": child(PersonBirthDate="2025-06-15", PersonDeathDate="2025-06-14")},
    ),
    Plant("8540", "Child 1", {"Child": child(Disability=NONE)}),
    Plant("8540", "Disabilities 1", {"Child": child(Disability="LEG")}),
    Plant(
        "8545Q",
        "Child 1",
        {"Child": child(PersonDeathDate="2025-03-01"), "CINdetails": [referred("2025-02-10")]},
    ),
    Plant("8590", "Child 1", {"CINdetails": []}),
    Plant("8750", "Child 1", {"Child": unborn("2026-05-01", Sex="F")} | LATER),
    Plant("8770Q", "Child 1", {"Child": child(UPNunknown="UN1")}),
    Plant("8770Q", "Child 1", {"Child": child(UPNunknown=NONE)}),
    Plant("8772", "Child 1", {"Child": child(UPNunknown="UN7")}),
    Plant("8775Q", "Child 1", {"Child": child(PersonBirthDate="2000-01-01")}),
    Plant(
        "8775Q",
        "Child 1",
        {"Child": child(PersonBirthDate="2000-06-01"), "CINdetails": [closed("2025-06-02")]},
    ),
    Plant("8790", "Disabilities 1", {"Child": child(Disability="NONE, LD")}),
    Plant("8794", "Disabilities 1, 2", {"Child": child(Disability="LD, LD")}),
)
