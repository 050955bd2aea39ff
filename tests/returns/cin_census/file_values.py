"""Values for made-up census files: right ones, wrong ones, and ones that cannot be read.

Days lie thickly around the places where a rule turns: the ends of the census year, the limits in
working days, and a few days of the child's own, so that they meet, touch and miss by one.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from tests.returns.cin_census.oracle.assessment import FACTORS
from tests.returns.cin_census.oracle.calendar import working_days_back
from tests.returns.cin_census.oracle.cells import words
from tests.returns.cin_census.oracle.contact import NEEDS, REASONS, SOURCES
from tests.returns.cin_census.oracle.family import DISABILITIES, ETHNICITIES
from tests.returns.cin_census.oracle.family_upn import AUTHORITIES, CHECK_LETTERS
from tests.returns.cin_census.oracle.protection import CATEGORIES

DAYS = words(
    "PersonBirthDate ExpectedPersonBirthDate PersonDeathDate CINreferralDate CINclosureDate "
    "DateOfInitialCPC AssessmentActualStartDate AssessmentAuthorisationDate CINPlanStartDate "
    "CINPlanEndDate S47ActualStartDate InitialCPCtarget CPPstartDate CPPendDate CPPreviewDate "
    "PPStartDate LBPSentDate InitialPPMeetingDate StepDecisionDate CourtAppDate "
    "LetterInitCPDate"
)
FLAGS = words("ICPCnotRequired ReferralNFA FGDMMeetingOffer FGDMMeetingFac")
NUMBERS = words("NumberOfPreviousCPP ReviewMeetingsCount")
CODES: dict[str, list[str]] = {
    "UPNunknown": [f"UN{one}" for one in range(1, 8)],
    "Sex": ["M", "F", "U"],
    "GenderCurrent": ["1", "2", "0", "9"],
    "Ethnicity": sorted(ETHNICITIES),
    "Disability": sorted(DISABILITIES),
    "ReferralSource": sorted(SOURCES),
    "PrimaryNeedCode": sorted(NEEDS),
    "ReasonForClosure": sorted(REASONS),
    "AssessmentFactors": [*sorted(FACTORS), "21", "21", "18A", "19A"],
    "InitialCategoryOfAbuse": sorted(CATEGORIES),
    "LatestCategoryOfAbuse": sorted(CATEGORIES),
    "PPOutcome": ["A", "B", "C"],
}
NO_DAYS = (
    "2025-02-30", "06/10/2025", "2025-6-1", "20250601", "2025-06-01T09:00:00", "ten", "yes",
    "2026-02-29", "0000-01-01", "２０２５-06-01", "2025-W23-1", "2025-06-011", "2025‑06‑01",
)  # fmt: skip
NO_FLAGS = ("yes", "no", "2", "Y", "01", "tru", "-1", "1.0", "ten")
NO_NUMBERS = ("ten", "1.5", "1,000", "0x1", "one", "2025-02-30", "٣", "- 1", "1e2")
NO_CODES = (
    "ZZ",
    "zz",
    "0",
    "N10",
    "RC0",
    "RC10",
    "UN0",
    "UN8",
    "UN10",
    "8A",
    "7B",
    "25A",
    "22",
    "X",
)


class Values:
    """Makes values for one child of a census that ends in ``year``."""

    def __init__(self, chance: Random, year: int) -> None:
        self.chance, self.year = chance, year
        self.last, self.first = date(year, 3, 31), date(year - 1, 4, 1)
        self._moments = [self._moment() for _ in range(chance.randint(2, 4))]

    def _moment(self) -> date:
        edges = (
            self.first,
            self.last,
            working_days_back(self.last, 15),
            working_days_back(self.last, 45),
            working_days_back(self.first, 1),
        )
        if self.chance.random() < 0.4:
            return self.chance.choice(edges)
        return self.first + timedelta(days=self.chance.randint(-20, 370))

    def day(self) -> date:
        """A day close to one of the child's moments."""
        step = self.chance.choice((0, 0, 0, 1, -1, 2, -2, 3, 7, -7, 20, 45, -45))
        return self.chance.choice(self._moments) + timedelta(days=step)

    def birth(self) -> date:
        """A day of birth, often of an age at which a rule turns."""
        step = timedelta(days=self.chance.choice((-1, 0, 0, 1)))
        near = self.chance.choice(self._moments)
        turns: tuple[Callable[[], date], ...] = (
            lambda: date(self.year - 6, 8, 31) + step,
            lambda: date(self.year - 25, near.month, min(near.day, 28)) + step,
            lambda: date(self.year - 25, 3, 31) + step,
            lambda: near + timedelta(days=280) + step,
            lambda: near + step,
            lambda: date(2000, 2, 29),
            lambda: date(self.year - self.chance.randint(1, 17), 5, 20),
            lambda: date(self.year - self.chance.randint(1, 17), 5, 20),
        )
        return self.chance.choice(turns)()

    def awaited(self) -> date:
        """An expected day of birth."""
        ends = (date(self.year, 3, 1), date(self.year, 12, 31), self.last, date(self.year, 8, 4))
        return self.chance.choice(ends) + timedelta(days=self.chance.choice((-1, 0, 0, 1)))

    def upn(self) -> str:
        """A pupil number: right, temporary, or wrong somewhere."""
        authority = self.chance.choice([*sorted(AUTHORITIES), "942", "943", "999", "000"])
        rest = f"{authority}{self.chance.randrange(10**8):08d}{self.chance.randrange(10)}"
        total = sum(int(one) * place for place, one in enumerate(rest, 2))
        right = CHECK_LETTERS[total % 23] + rest
        end = self.chance.choice("ABCXYZIOSa")
        at = self.chance.randrange(13)
        return self.chance.choice(
            (
                right,
                right,
                right[:12] + end,
                right[:at] + self.chance.choice("AIx7 ") + right[at + 1 :],
                right[: self.chance.randint(1, 12)],
                right + "1",
                right.lower(),
                f"A{authority}12345678",
            )
        )

    def right(self, name: str) -> str:
        """A value that the field may hold, written in one of the ways that are read."""
        if name in DAYS:
            made = {"PersonBirthDate": self.birth, "ExpectedPersonBirthDate": self.awaited}
            return made.get(name, self.day)().isoformat()
        if name in FLAGS:
            return self.chance.choice(("0", "1", "false", "true", "0", "False", "TRUE"))
        if name in NUMBERS:
            return self.chance.choice(("0", "1", "2", "-1", "+3", "007"))
        if name in ("UPN", "FormerUPN"):
            return self.upn()
        return self.chance.choice(CODES[name])

    def wrong(self, name: str) -> str:
        """A value that the field may not hold, of a kind with it."""
        if name in DAYS:
            return self.chance.choice(NO_DAYS)
        if name in FLAGS:
            return self.chance.choice(NO_FLAGS)
        if name in NUMBERS:
            return self.chance.choice(NO_NUMBERS)
        if name in CODES and self.chance.random() < 0.5:
            return self.chance.choice(CODES[name]).lower()
        return self.chance.choice(NO_CODES)
