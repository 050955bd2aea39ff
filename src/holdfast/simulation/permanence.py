"""Lawyers, courts and lasting homes: pre-proceedings, proceedings, adoption, guardianship."""

from typing import Any

from holdfast.record.permanence import (
    LegalPlanningMeetings,
    Permanence,
    PreProceedings,
    Proceedings,
)
from holdfast.simulation.care_period import CarePeriod
from holdfast.simulation.case import Case
from holdfast.simulation.chance import Shares
from holdfast.simulation.family import Child
from holdfast.simulation.scene import Story
from holdfast.simulation.written.diary import add_working_days
from holdfast.simulation.written.happenings import Happening

_ADOPTERS = Shares({("MF", "L11"): 72, ("FF", "L12"): 8, ("MM", "L12"): 8, ("F1", "L0"): 12})
_REPRESENTED = Shares({"Y": 65, "N": 25, "U": 10})
_ORDER = {"adopted": "Adoption order", "guardian": "Special guardianship order"}


def before_proceedings(case: Case, plan: Any) -> None:
    """Work under the Public Law Outline while children are on a plan, which may avoid court."""
    courts, chance = case.council.courts, case.chance
    requested = case.today + chance.between(20, 150)
    met = add_working_days(requested, chance.pace(courts.planning_meeting))
    letter = add_working_days(met, chance.pace(courts.letter))
    case.scene.start(_before_proceedings(case, plan, (requested, met, letter)))


def _before_proceedings(case: Case, plan: Any, days: tuple[int, int, int]) -> Story:
    requested, met, letter = days
    yield case.scene.until(requested)
    if case.over or plan.ended:
        return
    on_plan = [child for child in plan.on(case) if child in case.home]
    meetings = []
    for child in on_plan:
        row = case.scene.ledger.begin(LegalPlanningMeetings, child=child.id, requested=requested)
        _tell(case, Happening.LEGAL_MEETING_ASKED, row, row["meeting"])
        meetings.append(row)
    yield case.scene.until(met)
    for child, row in zip(on_plan, meetings, strict=True):
        if not case.is_closed(child):
            row["held"] = met
            _tell(case, Happening.LEGAL_MEETING_HELD, row, row["meeting"])
    yield case.scene.until(letter)
    rows = [_send_letter(case, child, met, letter) for child in on_plan if child in case.home]
    if rows:
        yield from _decide(case, rows, letter)


def _send_letter(case: Case, child: Child, met: int, letter: int) -> dict[str, Any]:
    chance = case.chance
    row = case.scene.ledger.begin(
        PreProceedings,
        child=child.id,
        family=f"{case.family.id}-PLO",
        decided=met,
        letter_sent=letter,
        family_meeting_offered=chance.yes(0.6),
        family_meeting_held=chance.yes(0.3),
        first_meeting=add_working_days(letter, chance.between(5, 15)),
        review_meetings=chance.between(0, 3),
        protection_plans=child.protection_plans,
        earlier_periods=0,
        earlier_proceedings=child.times_in_care,
        parents_represented=chance.pick(_REPRESENTED),
        since=met,
    )
    _tell(case, Happening.LETTER_SENT, row, row["pre_proceedings_row"])
    case.on_closing(child, lambda day: _agree(case, row, False))
    return row


def _decide(case: Case, rows: list[dict[str, Any]], letter: int) -> Story:
    """The outcome: when a child comes into care, proceedings; else, in time, a step down."""
    by = letter + max(7, case.chance.pace(case.council.courts.outcome))
    at_home = {child.id for child in case.home}
    while case.today < by and not case.over and all(row["child"] in at_home for row in rows):
        yield case.scene.until(case.today + 14)
        at_home = {child.id for child in case.home}
    for row in rows:
        _agree(case, row, row["child"] not in at_home)


def _agree(case: Case, row: dict[str, Any], issue: bool) -> None:
    """What comes of it, if that was not agreed before; a case that closes steps it down."""
    if row.get("outcome_agreed") is not None:
        return
    if row["first_meeting"] > case.today:
        row["first_meeting"] = None
    row["outcome"], row["gateway_outcome"] = ("issue", "C") if issue else ("step_down", "A")
    row["outcome_agreed"] = case.today
    row["application_made"] = case.today if issue else None
    _tell(case, Happening.PRE_PROCEEDINGS_DECIDED, row, row["pre_proceedings_row"])


def _tell(case: Case, what: Happening, row: dict[str, Any], about: str) -> None:
    case.scene.chronicle.tell(what, row["child"], case.today, about)


def settle(case: Case, period: CarePeriod) -> None:
    """Care proceedings from issue to the final order, and the way to adoption or guardianship."""
    child = period.child
    if period.court:
        issued, concluded = period.court
        reference = f"MU-{case.family.id}-{issued}"
        row = {"issued": issued, "concluded": concluded, "court_reference": reference}
        days = {Happening.PROCEEDINGS_ISSUED: issued, Happening.PROCEEDINGS_CONCLUDED: concluded}
        case.foretell(child, case.add(Proceedings, child, **row), days)
    if period.destiny == "adopted" or period.broke_down:
        _towards_adoption(case, period)
    elif period.destiny == "guardian":
        order = {"ordered": period.ended, "order_type": _ORDER["guardian"]}
        since = max(period.began, period.ended - 120)
        case.add(Permanence, child, since, care_period=period.id, **order)


def _towards_adoption(case: Case, period: CarePeriod) -> None:
    chance, child = case.chance, period.child
    placed = period.placed_for_adoption
    order = next((day for day, status in period.statuses if status == "E1"), period.began)
    decided = max(period.began, order - chance.between(20, 60))
    matched = max(order + 1, placed - chance.between(10, 30))
    siblings = len(case.children) - 1
    found = _found(case, period, matched, order)
    row = case.add(
        Permanence,
        child,
        decided,
        care_period=period.id,
        decided=decided,
        in_sibling_group=siblings > 0,
        siblings_together=1,
        siblings_apart=siblings,
        placement_order=order,
        **found,
    )
    given_up = found.get("reversed_on")
    days = {Happening.ADOPTION_AUTHORISED: order, Happening.ADOPTION_GIVEN_UP: given_up}
    case.foretell(child, row, days)


def _found(case: Case, period: CarePeriod, matched: int, order: int) -> dict[str, Any]:
    """The adopters who were found, or the day on which the search was given up."""
    chance, placed = case.chance, period.placed_for_adoption
    if chance.yes(case.council.courts.adoption_reversed) and placed > case.last:
        return {"reversed_on": order + chance.between(100, 300), "reversed_reason": "RD3"}
    sex, status = chance.pick(_ADOPTERS)
    matched_with = {
        "matched": matched,
        "placed": placed,
        "adopters": 1 if sex == "F1" else 2,
        "adopter_sex": sex,
        "adopter_status": status,
    }
    if period.broke_down:
        return matched_with | {"reversed_on": period.given_up, "reversed_reason": "RD1"}
    ordered = {"ordered": period.ended, "order_type": _ORDER["adopted"]}
    return matched_with | ordered | {"adopted_by_carer": period.by_carer}
