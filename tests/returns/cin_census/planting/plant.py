"""Faults planted in a census: a child made for each, with one thing wrong, and all that it breaks.

A plant's tables are those of ``building.py``: what they leave out is filled so that no rule
complains. It says which rows the rule must find, counted within the plant; and, where a fault
cannot be planted without breaking another rule as well, which rows that one finds.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.returns.cin_census.building import NONE, census

Row = dict[str, str]
Tables = Mapping[str, Sequence[Row]]
# A rule's code, a module and the number of a row in it.
Finding = tuple[str, str, int]

CHILDREN = re.compile(r"<Children>\n(.*)</Children>", re.DOTALL)


@dataclass(frozen=True)
class Plant:
    """A fault: the rule that it breaks, the rows where, its tables; and what else it breaks.

    ``where`` is as "Assessments 1, 2", ``also`` as "8670Q Assessments 1; 4014 CINPlanDates 2".
    """

    code: str
    where: str
    tables: Tables = field(default_factory=dict)
    also: str = ""

    @property
    def finds(self) -> frozenset[Finding]:
        """Every finding that it must make, and the only ones."""
        texts = [f"{self.code} {self.where}", *(one for one in self.also.split(";") if one)]
        return frozenset(finding for text in texts for finding in _read(text))

    def children(self, number: int, year: int) -> str:
        """Its children as elements of a census, named after the plant's number."""
        rows = [
            row | {"LAchildID": row.get("LAchildID", f"PLANT{number:03d}N{n}")}
            for n, row in enumerate(self._rows())
        ]
        found = CHILDREN.search(census(dict(self.tables) | {"Child": rows}, year))
        assert found
        return found[1]

    def _rows(self) -> list[Row]:
        others = [int(row.get("child", "1")) for rows in self.tables.values() for row in rows]
        rows = [dict(row) for row in self.tables.get("Child", ())]
        return rows + [{} for _ in range(len(rows), max([1, *others]))]


def _read(text: str) -> list[Finding]:
    code, module, *rows = text.replace(",", " ").split()
    return [(code, module, int(row)) for row in rows]


def child(**fields: str) -> list[Row]:
    """One child; ``(none)`` leaves out what would be filled."""
    return [fields]


def unborn(awaited: str, **fields: str) -> list[Row]:
    """A child not yet born."""
    return [{"PersonBirthDate": NONE, "ExpectedPersonBirthDate": awaited, "Sex": "U"} | fields]


def referred(day: str = "2025-05-12", **fields: str) -> Row:
    """An episode."""
    return {"CINreferralDate": day} | fields


def closed(on: str, reason: str = "RC7", **fields: str) -> Row:
    """An episode that is closed."""
    return referred(**fields) | {"CINclosureDate": on, "ReasonForClosure": reason}


def assessed(started: str, authorised: str = "", factors: str | None = None) -> Row:
    """An assessment, with a factor once it is authorised."""
    given = factors if factors is not None else "2A" if authorised else ""
    return {
        "AssessmentActualStartDate": started,
        "AssessmentAuthorisationDate": authorised,
        "AssessmentFactors": given,
    }


def planned(started: str, ended: str = "") -> Row:
    """A child in need plan."""
    return {"CINPlanStartDate": started, "CINPlanEndDate": ended}


def enquired(started: str, held: str = "", unneeded: str = "0", **fields: str) -> Row:
    """An enquiry under section 47."""
    row = {"S47ActualStartDate": started, "DateOfInitialCPC": held, "ICPCnotRequired": unneeded}
    return row | fields


def protected(started: str, ended: str = "", **fields: str) -> Row:
    """A child protection plan."""
    named = {"InitialCategoryOfAbuse": "NEG", "LatestCategoryOfAbuse": "NEG"}
    days = {"CPPstartDate": started, "CPPendDate": ended, "NumberOfPreviousCPP": "0"}
    return days | named | fields


# What a plan of protection follows in the ordinary way: assessed, enquired, met.
BEFORE_PLAN: dict[str, Sequence[Row]] = {
    "Assessments": [assessed("2025-05-14", "2025-06-20")],
    "Section47": [enquired("2025-06-10", "2025-06-24")],
}
ASSESSED: dict[str, Sequence[Row]] = {"Assessments": [assessed("2025-05-14", "2025-06-20")]}


def on_a_plan(**fields: str) -> dict[str, Sequence[Row]]:
    """A child on a plan since the conference of 24 June 2025, or from another day."""
    return BEFORE_PLAN | {"ChildProtectionPlans": [protected("2025-06-24") | fields]}
