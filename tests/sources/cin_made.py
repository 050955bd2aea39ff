"""Census files made for a test, and what the reader makes of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from holdfast.sources.cin_census.parsing.numbering import ChildBatch
from holdfast.sources.cin_census.parsing.parsed_rows import Oddment, Refused
from holdfast.sources.cin_census.parsing.reading import CensusReading, read_blocks
from holdfast.sources.cin_census.parsing.slicing import SLICE
from holdfast.sources.cin_census.parsing.strip_comments import tags_only
from holdfast.sources.cin_census.parsing.values import UnreadableField
from tests.returns.cin_census.building import Row, census

HEAD = "<Message><Header><Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate></Header>\n"
FOOT = "</Message>\n"

_BEGINS = re.compile(rb"<(?:[\w.-]+:)?Child[\s/>]")

# Children who have every module between them.
RICH: dict[str, list[Row]] = {
    "Child": [
        {"LAchildID": "MU1", "Disability": "LD, AUT"},
        {"LAchildID": "MU2", "UPNunknown": "(empty)"},
        {"LAchildID": "MU3", "Disability": "(empty)"},
        {"LAchildID": "MU4"},
    ],
    "CINdetails": [
        {"child": "1", "CINclosureDate": "2025-12-01", "ReasonForClosure": "RC7"},
        {"child": "2", "DateOfInitialCPC": "2025-06-20"},
        {"child": "2", "CINreferralDate": "2025-11-03"},
        {"child": "3", "ReferralNFA": "true"},
        {"child": "4"},
    ],
    "Assessments": [
        {"child": "1", "AssessmentActualStartDate": "2025-05-13", "AssessmentFactors": "2A, 4B"},
        {"child": "1", "AssessmentActualStartDate": "2025-08-13", "AssessmentFactors": "21"},
        {"child": "2", "episode": "2", "AssessmentActualStartDate": "2025-11-04"},
    ],
    "CINPlanDates": [{"child": "1", "CINPlanStartDate": "2025-06-30"}],
    "Section47": [{"child": "2", "S47ActualStartDate": "2025-05-20", "ICPCnotRequired": "0"}],
    "ChildProtectionPlans": [
        {
            "child": "2",
            "CPPstartDate": "2025-06-20",
            "InitialCategoryOfAbuse": "NEG",
            "LatestCategoryOfAbuse": "NEG",
            "NumberOfPreviousCPP": "0",
            "CPPreviewDate": "2025-09-15, 2026-02-20",
        }
    ],
    "PreProceedingsandFGDM": [{"child": "4", "PPStartDate": "2025-07-01", "PPOutcome": "A"}],
}


@dataclass(frozen=True)
class Read:
    """All that came of a text. ``rows`` has each module's rows, without their numbers over it."""

    reading: CensusReading
    batches: tuple[ChildBatch, ...]

    @property
    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """Every row by module."""
        names = self.batches[0].tables
        return {
            name: [row for one in self.batches for row in one.tables[name].to_pylist()]
            for name in names
        }

    @property
    def children(self) -> list[str | None]:
        """The council's numbers of the children."""
        return [row["LAchildID"] for row in self.tables["Child"]]

    @property
    def refused(self) -> list[Refused]:
        """What was refused, with its text."""
        return [one for batch in self.batches for one in batch.refused]

    @property
    def oddments(self) -> list[Oddment]:
        """What no row can hold."""
        return [one for batch in self.batches for one in batch.oddments]

    @property
    def unreadable(self) -> list[UnreadableField]:
        """What could not be read."""
        return [one for batch in self.batches for one in batch.unreadable]

    @property
    def notes(self) -> list[str]:
        """What is to be said of the whole file."""
        return list(self.reading.notes())

    def told(self) -> tuple[Any, ...]:
        """All of it, to be held against another reading."""
        header = self.reading.header
        return header, self.tables, self.refused, self.oddments, self.unreadable, self.notes


def read(text: str | bytes, block: int = 1 << 20, size: int = SLICE, batch: int = 20_000) -> Read:
    """A text as the reader reads it, in blocks of so many bytes."""
    whole = text.encode() if isinstance(text, str) else text
    blocks = (whole[at : at + block] for at in range(0, len(whole), block))
    reading = read_blocks(blocks, size)
    return Read(reading, tuple(reading.batches(batch)))


def begun(text: bytes) -> int:
    """How many children begin in a text, counted without the reader's own means."""
    return len(_BEGINS.findall(b"".join(tags_only([text]))))


def rich(copies: int = 1) -> str:
    """A proper census of some children with every module."""
    whole = census(RICH)
    head, rest = whole.split("<Children>\n", 1)
    children, foot = rest.split("</Children>", 1)
    return f"{head}<Children>\n{children * copies}</Children>{foot}"


def child(number: str, inside: str = "") -> str:
    """One small child, its number alone, with something more in its first episode."""
    return (
        f"<Child>\n<ChildIdentifiers>\n<LAchildID>{number}</LAchildID>\n</ChildIdentifiers>\n"
        f"<CINdetails>\n{inside}</CINdetails>\n</Child>\n"
    )


def small(*children: str, head: str = HEAD, foot: str = FOOT) -> str:
    """A census of these children."""
    return f"{head}<Children>\n{''.join(children)}</Children>{foot}"


def lines_of(text: str, mark: str) -> list[int]:
    """The numbers of the lines in which a mark stands."""
    return [number for number, line in enumerate(text.split("\n"), 1) if mark in line]


def numbers(found: Iterable[Refused]) -> list[tuple[int, int]]:
    """The lines of what was refused."""
    return [(one.first, one.last) for one in found]
