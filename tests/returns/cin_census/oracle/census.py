"""The oracle's own reading of a census file.

It shares nothing with the reader in the product: the standard library parses the file whole, and
its children are walked in the order of the file.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.returns.cin_census.oracle.cells import Cell, T, cell, code, day, flag, number
from tests.returns.cin_census.oracle.rows import (
    Assessment,
    At,
    Census,
    Child,
    Enquiry,
    Episode,
    Item,
    NeedPlan,
    PreProceedings,
    ProtectionPlan,
    Review,
)


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def inside(element: Element, name: str) -> list[Element]:
    return [one for one in element if local(one) == name]


class Reader:
    """Walks the children in the order of the file and numbers their rows."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def at(self, module: str) -> At:
        self._counts[module] += 1
        return module, self._counts[module]

    def child(self, element: Element) -> Child:
        at = self.at("Child")
        identifiers = [one for group in inside(element, "ChildIdentifiers") for one in group]
        character = [one for group in inside(element, "ChildCharacteristics") for one in group]
        a = Fields(identifiers)
        return Child(
            at=at,
            number=a.cell("LAchildID", code),
            upn=a.cell("UPN", code),
            former_upn=a.cell("FormerUPN", code),
            upn_unknown=a.cell("UPNunknown", code),
            birth=a.cell("PersonBirthDate", day),
            expected=a.cell("ExpectedPersonBirthDate", day),
            sex=a.cell("Sex", code),
            gender=a.cell("GenderCurrent", code),
            death=a.cell("PersonDeathDate", day),
            ethnicity=Fields(character).cell("Ethnicity", code),
            disabilities=self.items(character, "Disabilities", "Disability"),
            episodes=tuple(self.episode(one) for one in inside(element, "CINdetails")),
        )

    def episode(self, element: Element) -> Episode:
        a = Fields(element)
        return Episode(
            at=self.at("CINdetails"),
            referral=a.cell("CINreferralDate", day),
            source=a.cell("ReferralSource", code),
            need=a.cell("PrimaryNeedCode", code),
            closure=a.cell("CINclosureDate", day),
            reason=a.cell("ReasonForClosure", code),
            conference=a.cell("DateOfInitialCPC", day),
            no_action=a.cell("ReferralNFA", flag),
            assessments=tuple(map(self.assessment, inside(element, "Assessments"))),
            need_plans=tuple(map(self.need_plan, inside(element, "CINPlanDates"))),
            enquiries=tuple(map(self.enquiry, inside(element, "Section47"))),
            protection_plans=tuple(
                map(self.protection_plan, inside(element, "ChildProtectionPlans"))
            ),
            pre_proceedings=tuple(
                map(self.pre_proceedings, inside(element, "PreProceedingsandFGDM"))
            ),
        )

    def assessment(self, element: Element) -> Assessment:
        a = Fields(element)
        return Assessment(
            at=self.at("Assessments"),
            start=a.cell("AssessmentActualStartDate", day),
            authorised=a.cell("AssessmentAuthorisationDate", day),
            factors=self.items(element, "FactorsIdentifiedAtAssessment", "AssessmentFactors"),
        )

    def need_plan(self, element: Element) -> NeedPlan:
        a = Fields(element)
        start, end = a.cell("CINPlanStartDate", day), a.cell("CINPlanEndDate", day)
        return NeedPlan(self.at("CINPlanDates"), start, end)

    def enquiry(self, element: Element) -> Enquiry:
        a = Fields(element)
        return Enquiry(
            at=self.at("Section47"),
            start=a.cell("S47ActualStartDate", day),
            target=a.cell("InitialCPCtarget", day),
            conference=a.cell("DateOfInitialCPC", day),
            not_required=a.cell("ICPCnotRequired", flag),
        )

    def protection_plan(self, element: Element) -> ProtectionPlan:
        a = Fields(element)
        return ProtectionPlan(
            at=self.at("ChildProtectionPlans"),
            start=a.cell("CPPstartDate", day),
            end=a.cell("CPPendDate", day),
            first_category=a.cell("InitialCategoryOfAbuse", code),
            latest_category=a.cell("LatestCategoryOfAbuse", code),
            plans_before=a.cell("NumberOfPreviousCPP", number),
            reviews=tuple(
                Review(self.at("Reviews"), cell(one, day))
                for one in listed(element, "Reviews", "CPPreviewDate")
            ),
        )

    def pre_proceedings(self, element: Element) -> PreProceedings:
        a = Fields(element)
        return PreProceedings(
            at=self.at("PreProceedingsandFGDM"),
            start=a.cell("PPStartDate", day),
            letter=a.cell("LBPSentDate", day),
            offered=a.cell("FGDMMeetingOffer", flag),
            facilitated=a.cell("FGDMMeetingFac", flag),
            meeting=a.cell("InitialPPMeetingDate", day),
            reviews=a.cell("ReviewMeetingsCount", number),
            decision=a.cell("StepDecisionDate", day),
            outcome=a.cell("PPOutcome", code),
            application=a.cell("CourtAppDate", day),
            last_letter=a.cell("LetterInitCPDate", day),
        )

    def items(self, elements: Element | list[Element], group: str, leaf: str) -> tuple[Item, ...]:
        return tuple(Item(self.at(group), cell(one, code)) for one in listed(elements, group, leaf))


class Fields:
    """The fields of a row, by name; of one given twice the first is read."""

    def __init__(self, elements: Element | list[Element]) -> None:
        self._first: dict[str, Element] = {}
        for one in elements:
            self._first.setdefault(local(one), one)

    def cell(self, name: str, read: Callable[[str], T | None]) -> Cell[T]:
        return cell(self._first.get(name), read)


def listed(elements: Element | list[Element], group: str, leaf: str) -> Iterator[Element | None]:
    """Each value of a list, whether it stands in one group or in many; an empty group is None."""
    for one in elements:
        if local(one) == group:
            yield from [each for each in one if local(each) == leaf] if len(one) else [None]


def read_census(path: Path, asked_year: int) -> Census:
    """The file, to be asked by the rules of the census that ends in ``asked_year``."""
    root = ElementTree.parse(path).getroot()
    header = [one for group in inside(root, "Header") for one in group.iter()]
    head, reader = Fields(header), Reader()
    children = [one for group in inside(root, "Children") for one in inside(group, "Child")]
    return Census(
        asked_year,
        head.cell("Year", number),
        head.cell("ReferenceDate", day),
        tuple(reader.child(one) for one in children),
    )
