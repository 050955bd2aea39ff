"""Writes a census file of made-up children who have every module; one in twenty has a fault."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

YEAR = 2026
FIRST = date(YEAR - 1, 4, 1)
FACTORS = ("1B", "2A", "2B", "3B", "4A", "4B", "6A", "10A", "16A", "17A", "18C", "19B", "24A")
DISABILITIES = ("LD", "AUT", "BEH", "COMM", "MOB", "HEAR", "VIS", "PC", "INC", "CON", "HAND")
ABUSE = ("NEG", "EMO", "PHY", "SAB")

Tree = tuple[str, "str | list[Tree]"]


def write(path: Path, children: int, seed: int = 1) -> None:
    """Write a file of so many children, the same for the same seed."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8") as file:
        file.write(
            '<?xml version="1.0" encoding="utf-8"?>\n<Message>\n  <Header>\n'
            "    <CollectionDetails><Collection>CIN</Collection>"
            f"<Year>{YEAR}</Year><ReferenceDate>{YEAR}-03-31</ReferenceDate></CollectionDetails>\n"
            "    <Source><SourceLevel>L</SourceLevel><LEA>999</LEA><SerialNo>001</SerialNo>"
            f"<DateTime>{YEAR}-04-20T10:00:00</DateTime></Source>\n  </Header>\n  <Children>\n"
        )
        for number in range(1, children + 1):
            file.writelines(_lines(_child(number, chance), 4))
        file.write("  </Children>\n</Message>\n")


def _lines(tree: Tree, indent: int) -> Iterator[str]:
    name, inside = tree
    space = " " * indent
    if isinstance(inside, str):
        yield f"{space}<{name}>{inside}</{name}>\n"
        return
    yield f"{space}<{name}>\n"
    for one in inside:
        yield from _lines(one, indent + 2)
    yield f"{space}</{name}>\n"


def _child(number: int, chance: random.Random) -> Tree:
    born = date(YEAR - 16, 1, 1) + timedelta(chance.randrange(15 * 365))
    identifiers: list[Tree] = [
        ("LAchildID", f"MU{number:07d}"),
        ("UPNunknown", "UN2"),
        ("PersonBirthDate", born.isoformat()),
        ("Sex", chance.choice("MF")),
    ]
    disabilities: list[Tree] = [("Disability", one) for one in chance.sample(DISABILITIES, 2)]
    characteristics: list[Tree] = [("Ethnicity", "WBRI"), ("Disabilities", disabilities)]
    return (
        "Child",
        [
            ("ChildIdentifiers", identifiers),
            ("ChildCharacteristics", characteristics),
            ("CINdetails", _episode(chance)),
        ],
    )


def _episode(chance: random.Random) -> list[Tree]:
    referred = _weekday(FIRST + timedelta(chance.randrange(60)))
    met = _weekday(referred + timedelta(75))
    closed = referred + timedelta(270)
    # The faults: a closure without its reason, or a conference on a day before the referral.
    odd = chance.randrange(40)
    held = referred - timedelta(7) if odd == 1 else met
    reason: list[Tree] = [] if odd == 0 else [("ReasonForClosure", "RC7")]
    return [
        ("CINreferralDate", referred.isoformat()),
        ("ReferralSource", chance.choice(("1A", "2A", "3A", "6"))),
        ("PrimaryNeedCode", "N1"),
        ("CINclosureDate", closed.isoformat()),
        *reason,
        *(_assessment(referred + timedelta(start), chance) for start in (1, 150)),
        *(_plan(referred + timedelta(start), length) for start, length in ((40, 30), (200, 60))),
        ("Section47", _enquiry(met, held)),
        ("ReferralNFA", "0"),
        ("ChildProtectionPlans", _protection(met, chance)),
    ]


def _assessment(start: date, chance: random.Random) -> Tree:
    factors: list[Tree] = [("AssessmentFactors", one) for one in chance.sample(FACTORS, 3)]
    return (
        "Assessments",
        [
            ("AssessmentActualStartDate", start.isoformat()),
            ("AssessmentAuthorisationDate", (start + timedelta(35)).isoformat()),
            ("FactorsIdentifiedAtAssessment", factors),
        ],
    )


def _plan(start: date, length: int) -> Tree:
    end = start + timedelta(length)
    return (
        "CINPlanDates",
        [("CINPlanStartDate", start.isoformat()), ("CINPlanEndDate", end.isoformat())],
    )


def _enquiry(met: date, held: date) -> list[Tree]:
    return [
        ("S47ActualStartDate", (met - timedelta(14)).isoformat()),
        ("InitialCPCtarget", met.isoformat()),
        ("DateOfInitialCPC", held.isoformat()),
        ("ICPCnotRequired", "0"),
    ]


def _protection(met: date, chance: random.Random) -> list[Tree]:
    abuse = chance.choice(ABUSE)
    reviews: list[Tree] = [
        ("CPPreviewDate", (met + timedelta(days)).isoformat()) for days in (80, 110)
    ]
    return [
        ("CPPstartDate", met.isoformat()),
        ("CPPendDate", (met + timedelta(112)).isoformat()),
        ("InitialCategoryOfAbuse", abuse),
        ("LatestCategoryOfAbuse", abuse),
        ("NumberOfPreviousCPP", "0"),
        ("Reviews", reviews),
    ]


def _weekday(day: date) -> date:
    return day + timedelta((7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
