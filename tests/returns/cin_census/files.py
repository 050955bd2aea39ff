"""Makes census files at random, by a seed: children of many kinds, in order and in disorder."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from xml.etree.ElementTree import Element, SubElement, tostring

from tests.returns.cin_census.file_values import Values
from tests.returns.cin_census.mutations import mutate
from tests.returns.cin_census.oracle.calendar import BANK_HOLIDAYS, weekend

ENQUIRY = ("S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired")
ASSESSMENT = ("AssessmentActualStartDate", "AssessmentAuthorisationDate")
PROTECTION = (
    "CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse",
    "NumberOfPreviousCPP",
)  # fmt: skip
PRE_PROCEEDINGS = (
    "PPStartDate", "LBPSentDate", "FGDMMeetingOffer", "FGDMMeetingFac", "InitialPPMeetingDate",
    "ReviewMeetingsCount", "StepDecisionDate", "PPOutcome", "CourtAppDate", "LetterInitCPDate",
)  # fmt: skip
REFERRAL = (
    "CINreferralDate", "ReferralSource", "PrimaryNeedCode", "CINclosureDate", "ReasonForClosure",
    "DateOfInitialCPC",
)  # fmt: skip
# How often a wild row leaves a field out.
SELDOM = {
    "CINclosureDate": 0.5, "ReasonForClosure": 0.5, "CINPlanEndDate": 0.35, "CPPendDate": 0.35,
    "AssessmentAuthorisationDate": 0.3, "DateOfInitialCPC": 0.4, "PersonDeathDate": 0.85,
    "ExpectedPersonBirthDate": 0.85, "UPN": 0.45, "FormerUPN": 0.8, "UPNunknown": 0.5,
    "ReferralNFA": 0.03,
}  # fmt: skip


def put(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


class Maker:
    """Makes files of the census that ends in ``year``; the same seed makes the same files."""

    def __init__(self, seed: int, year: int) -> None:
        self.chance, self.year = Random(f"{seed} {year}"), year
        self._made = 0

    def children(self, count: int) -> list[Element]:
        """Children of all kinds, some of them mutated, a few there twice."""
        made: list[Element] = []
        while len(made) < count:
            child = self.child()
            made.append(child)
            if self.chance.random() < 0.03:
                made.append(child)
        return made[:count]

    def child(self) -> Element:
        values, chance = Values(self.chance, self.year), self.chance
        self._made += 1
        if chance.random() < 0.35:
            child = _Wild(values, self._number()).child()
        else:
            child = _Story(values, self._number()).child()
            for _ in range(chance.choice((0, 1, 1, 2, 3))):
                mutate(child, values)
        return child

    def proper(self) -> Element:
        """A child in order."""
        self._made += 1
        return _Story(Values(self.chance, self.year), f"C{self._made}").child()

    def _number(self) -> str:
        odd = ("", "A" * 20, "A" * 21, "B-1", "C 2", "D/3", "e4")
        return self.chance.choice(odd) if self.chance.random() < 0.04 else f"C{self._made}"

    def file(self, children: list[Element]) -> bytes:
        """The children as a file with a proper head."""
        return written(self.head(str(self.year), f"{self.year}-03-31"), children)

    def head(self, year: str, reference: str) -> Element:
        message = Element("Message")
        details = SubElement(SubElement(message, "Header"), "CollectionDetails")
        put(details, "Collection", "CIN")
        put(details, "Year", year)
        put(details, "ReferenceDate", reference)
        return message

    def odd_head(self) -> Element:
        """A head that says something else, or nothing, of when the census ends."""
        reference = f"{self.year}-03-31"
        heads: tuple[Callable[[], Element], ...] = (
            lambda: self.head(str(self.year), f"{self.year}-03-30"),
            lambda: self.head(str(self.year), f"{self.year}-02-28"),
            lambda: self.head(str(self.year - 1), reference),
            lambda: self.head(str(self.year), ""),
            lambda: self.head(str(self.year), f"31/03/{self.year}"),
            lambda: self.head(str(self.year), f"{self.year}-02-30"),
            lambda: self.head("", reference),
            lambda: self.head("this year", reference),
            lambda: Element("Message"),
        )
        return self.chance.choice(heads)()


def written(message: Element, children: list[Element]) -> bytes:
    SubElement(message, "Children").extend(children)
    return tostring(message, encoding="utf-8", xml_declaration=True)


class _Child:
    """What a child in order and a wild one have in common."""

    def __init__(self, values: Values, number: str) -> None:
        self.values, self.chance, self.number = values, values.chance, number
        self.sexes = "Sex" if values.year >= 2025 else "GenderCurrent"

    def listed(self, parent: Element, group: str, leaf: str, texts: list[str]) -> None:
        """A list in one group, or each value in a group of its own."""
        apart = self.chance.random() < 0.5
        inside = None if apart else SubElement(parent, group)
        for text in texts:
            put(SubElement(parent, group) if inside is None else inside, leaf, text)


class _Wild(_Child):
    """Every value by itself, most of them right, days close together."""

    def child(self) -> Element:
        child = Element("Child")
        identifiers = SubElement(child, "ChildIdentifiers")
        put(identifiers, "LAchildID", self.number)
        names = ("UPN", "FormerUPN", "UPNunknown", "PersonBirthDate", "ExpectedPersonBirthDate")
        self._fill(identifiers, (*names, self.sexes, "PersonDeathDate"))
        character = SubElement(child, "ChildCharacteristics")
        self._fill(character, ("Ethnicity",))
        if self.chance.random() < 0.8:
            self._list(character, "Disabilities", "Disability")
        for _ in range(self.chance.choice((0, 1, 1, 1, 2, 2, 3))):
            self._episode(SubElement(child, "CINdetails"))
        return child

    def _fill(self, parent: Element, names: tuple[str, ...]) -> None:
        for name in names:
            luck = self.chance.random()
            if self.chance.random() >= SELDOM.get(name, 0.06):
                wrong = luck < 0.04
                put(parent, name, self.values.wrong(name) if wrong else self.values.right(name))
            elif luck < 0.2:
                put(parent, name, self.chance.choice(("", " ", "\n")))

    def _list(self, parent: Element, group: str, leaf: str) -> None:
        few = self.chance.choice((0, 1, 1, 1, 2, 3))
        make = self.values.right if self.chance.random() < 0.9 else self.values.wrong
        texts = [make(leaf) for _ in range(few)]
        if leaf == "Disability" and self.chance.random() < 0.4:
            texts += [self.chance.choice(("NONE", "NONE", "none"))]
        if texts and self.chance.random() < 0.1:
            texts += [self.chance.choice((texts[0], texts[0].lower(), ""))]
        self.listed(parent, group, leaf, texts)

    def _episode(self, episode: Element) -> None:
        self._fill(episode, REFERRAL)
        for _ in range(self.chance.choice((0, 0, 1, 1, 2, 3))):
            assessment = SubElement(episode, "Assessments")
            self._fill(assessment, ASSESSMENT)
            if self.chance.random() < 0.7:
                self._list(assessment, "FactorsIdentifiedAtAssessment", "AssessmentFactors")
        for name, fields in (
            ("CINPlanDates", ("CINPlanStartDate", "CINPlanEndDate")),
            ("Section47", ENQUIRY),
        ):
            for _ in range(self.chance.choice((0, 0, 1, 2, 3))):
                self._fill(SubElement(episode, name), fields)
        self._fill(episode, ("ReferralNFA",))
        for _ in range(self.chance.choice((0, 0, 1, 2, 3))):
            plan = SubElement(episode, "ChildProtectionPlans")
            self._fill(plan, PROTECTION)
            self._list(plan, "Reviews", "CPPreviewDate")
        for _ in range(self.chance.choice((0, 0, 1, 2))):
            self._fill(SubElement(episode, "PreProceedingsandFGDM"), PRE_PROCEEDINGS)


class _Story(_Child):
    """A child in order: one thing after another, as a clean census tells it."""

    def child(self) -> Element:
        child = Element("Child")
        self._unborn = self.chance.random() < 0.1
        self._identifiers(SubElement(child, "ChildIdentifiers"))
        character = SubElement(child, "ChildCharacteristics")
        put(character, "Ethnicity", self.values.right("Ethnicity"))
        codes = self.chance.choice((["NONE"], ["LD"], ["AUT", "BEH"], ["MOB", "PC", "VIS"]))
        self.listed(character, "Disabilities", "Disability", codes)
        told = (self._enquired, self._enquired, self._moved_in, self._assessed, self._no_action)
        now = self.values.first + timedelta(days=self.chance.randint(0, 90))
        for _ in range(self.chance.choice((1, 1, 2))):
            now = self.chance.choice(told)(SubElement(child, "CINdetails"), now)
        return child

    def _identifiers(self, parent: Element) -> None:
        unknown = self.chance.choice(("U",) if self._unborn else ("M", "F"))
        put(parent, "LAchildID", self.number)
        put(parent, "UPNunknown", "UN2")
        if self._unborn:
            put(parent, "ExpectedPersonBirthDate", f"{self.values.year}-07-10")
        else:
            put(parent, "PersonBirthDate", f"{self.values.year - 9}-10-08")
        old = {"U": "0", "M": "1", "F": "2"}
        put(parent, self.sexes, unknown if self.sexes == "Sex" else old[unknown])

    def _on(self, start: date, step: int) -> date:
        """A working day some days on, still in the year."""
        found = min(start + timedelta(days=step), self.values.last)
        while weekend(found) or found in BANK_HOLIDAYS:
            found -= timedelta(days=1)
        return max(found, start)

    def _begin(self, episode: Element, now: date) -> None:
        put(episode, "CINreferralDate", now.isoformat())
        put(episode, "ReferralSource", self.values.right("ReferralSource"))
        put(episode, "PrimaryNeedCode", self.values.right("PrimaryNeedCode"))

    def _close(self, episode: Element, day: date, reason: str) -> date:
        put(episode, "CINclosureDate", day.isoformat())
        put(episode, "ReasonForClosure", reason)
        return day

    def _assess(self, episode: Element, start: date, end: date, codes: list[str]) -> None:
        assessment = SubElement(episode, "Assessments")
        put(assessment, "AssessmentActualStartDate", start.isoformat())
        put(assessment, "AssessmentAuthorisationDate", end.isoformat())
        self.listed(assessment, "FactorsIdentifiedAtAssessment", "AssessmentFactors", codes)

    def _flag(self, parent: Element, name: str, answer: bool) -> None:
        put(parent, name, self.chance.choice(("1", "true") if answer else ("0", "false")))

    def _no_action(self, episode: Element, now: date) -> date:
        self._begin(episode, now)
        self._flag(episode, "ReferralNFA", True)
        return now + timedelta(days=1)

    def _assessed(self, episode: Element, now: date) -> date:
        self._begin(episode, now)
        end = self._close(episode, self._on(now, 40), "RC8")
        codes = self.chance.choice((["21"], ["1A", "3B"], ["16A"]))
        self._assess(episode, now, end, codes)
        self._flag(episode, "ReferralNFA", False)
        return end + timedelta(days=1)

    def _enquired(self, episode: Element, now: date) -> date:
        self._begin(episode, now)
        over = self._on(now, 120)
        held, ends = self._on(now, 14), self.chance.random() < 0.6
        if ends:
            self._close(episode, over, "RC7")
        self._assess(episode, now, self._on(now, 30), ["2B", "18C"])
        if ends:
            plan = SubElement(episode, "CINPlanDates")
            put(plan, "CINPlanStartDate", self._on(now, 90).isoformat())
            put(plan, "CINPlanEndDate", over.isoformat())
        enquiry = SubElement(episode, "Section47")
        put(enquiry, "S47ActualStartDate", now.isoformat())
        put(enquiry, "InitialCPCtarget", held.isoformat())
        put(enquiry, "DateOfInitialCPC", held.isoformat())
        self._flag(enquiry, "ICPCnotRequired", False)
        self._flag(episode, "ReferralNFA", False)
        self._protect(episode, held, self._on(now, 90) if ends else None)
        return over + timedelta(days=1)

    def _moved_in(self, episode: Element, now: date) -> date:
        held = self._on(now, 14)
        self._begin(episode, now)
        put(episode, "DateOfInitialCPC", held.isoformat())
        self._assess(episode, now, self._on(now, 40), ["3A"])
        self._flag(episode, "ReferralNFA", False)
        self._protect(episode, held, None)
        return self.values.last

    def _protect(self, episode: Element, start: date, end: date | None) -> None:
        plan = SubElement(episode, "ChildProtectionPlans")
        put(plan, "CPPstartDate", start.isoformat())
        if end:
            put(plan, "CPPendDate", end.isoformat())
        put(plan, "InitialCategoryOfAbuse", "NEG")
        put(plan, "LatestCategoryOfAbuse", "EMO")
        put(plan, "NumberOfPreviousCPP", "0")
        reviews = [self._on(start, 60).isoformat()] if self.chance.random() < 0.8 else []
        self.listed(plan, "Reviews", "CPPreviewDate", reviews)
