"""Family Help: early help and section 17 as one service, and who stands beside a family's lead.

From the day on which it begins a practitioner who is no social worker may lead a family in need,
an assessment has two steps, and a social worker of the child protection team stands beside
whoever leads while a child is under enquiry or on a protection plan.
"""

from functools import partial
from typing import Any

from holdfast.record.early_help import EarlyHelpReviews, EarlyHelpVisits
from holdfast.record.workforce import Involvements
from holdfast.simulation.case import Case
from holdfast.simulation.family import Family
from holdfast.simulation.people.staff import CHILD_PROTECTION
from holdfast.simulation.people.team import SimulatedWorker
from holdfast.simulation.people.work import URGENT
from holdfast.simulation.scene import Scene, Story
from holdfast.simulation.workforce import PART_BESIDE
from holdfast.simulation.written.diary import add_working_days
from holdfast.simulation.written.happenings import Happening

_LOOKS = 7
_NAMED, _PLANNED, _VISIT, _REVIEW = 5, 10, 20, 84


def has_begun(scene: Scene, day: int) -> bool:
    """Whether the council has Family Help on a day."""
    ago = scene.council.family_help.began_ago
    return ago > 0 and day >= scene.last - ago


# --- beside the lead --------------------------------------------------------------------------


def stand_beside(case: Case) -> Story:
    """A social worker joins whoever leads, for as long as a child of the case is at risk."""
    scene = case.scene
    if not has_begun(scene, case.today) or case.beside:
        return
    case.beside = True
    team, hours = scene.staff.team(CHILD_PROTECTION, 0), case.council.family_help.joining_hours
    while case.suspected or case.plan:
        yield team.for_manager.ask(hours, case.today, add_working_days(case.today, 1), URGENT)
        at_work = [one for one in team.workers if one.at_work(case.today)]
        if at_work and (case.suspected or case.plan):
            yield from _beside(case, min(at_work, key=lambda one: one.beside))
        else:
            yield scene.until(case.today + 1)
    case.beside = False


def _beside(case: Case, worker: SimulatedWorker) -> Story:
    rows: dict[str, dict[str, Any]] = {}
    worker.beside += 1
    while worker.left is None and (case.suspected or case.plan):
        for child in case.at_home(case.today):
            if child.id not in rows and not case.is_closed(child):
                rows[child.id] = row = case.scene.ledger.begin(
                    Involvements,
                    worker=worker.id,
                    role=PART_BESIDE,
                    team=worker.team.id,
                    child=child.id,
                    started=case.today,
                    referral=case.referrals[child.id],
                    named=True,
                )
                case.tell(Happening.PROTECTION_LEAD_JOINS, child, row["involvement"])
                case.on_closing(child, partial(_go, case, row))
        yield case.scene.until(case.today + _LOOKS)
        for child in case.children:
            plan = case.plan
            on_plan = plan is not None and (child in plan.on(case) or not plan.under_way)
            if child.id in rows and not (case.suspected or on_plan):
                _go(case, rows.pop(child.id), case.today)
    worker.beside -= 1
    for row in rows.values():
        _go(case, row, case.today)


def _go(case: Case, row: dict[str, Any], day: int) -> None:
    if row.get("ended") is None:
        row["ended"] = max(day, row["started"])
        about = row["child"], row["ended"], row["involvement"]
        case.scene.chronicle.tell(Happening.PROTECTION_LEAD_LEAVES, *about)


# --- early help as it is done -----------------------------------------------------------------


def accompany(scene: Scene, family: Family, rows: list[dict[str, Any]]) -> None:
    """What early help does with a family: a lead named, a plan, visits, reviews.

    ``rows`` are the episodes of its children, which begin, are assessed and end on the same days.
    """
    for story in (_named, _planned, _visits, _reviews):
        scene.start(story(scene, family, rows))


def _named(scene: Scene, family: Family, rows: list[dict[str, Any]]) -> Story:
    began, ways = rows[0]["started"], scene.council.family_help
    done = yield _ask(scene, family, rows, ways.lead_named_hours, began, (began, _NAMED))
    _write(scene, rows, "lead_named", done, Happening.EARLY_HELP_LED)


def _planned(scene: Scene, family: Family, rows: list[dict[str, Any]]) -> Story:
    assessed, ways = rows[0]["assessed"], scene.council.family_help
    done = yield _ask(scene, family, rows, ways.plan_hours, assessed, (assessed, _PLANNED))
    _write(scene, rows, "planned", done, Happening.EARLY_HELP_PLANNED)


def _ask(
    scene: Scene,
    family: Family,
    rows: list[dict[str, Any]],
    hours: float,
    begins: int,
    limit: tuple[int, int],
) -> Any:
    """Work of the early help team, by so many working days after a day, while the help lasts."""
    todo = scene.staff.team("early_help", family.place).shared
    due = add_working_days(*limit)
    return todo.ask(hours, begins, due, still=lambda: scene.today <= rows[0]["ended"])


def _write(
    scene: Scene, rows: list[dict[str, Any]], column: str, done: int | None, what: Happening
) -> None:
    for row in rows if done is not None else ():
        row[column] = done
        scene.chronicle.tell(what, row["child"], scene.today, row["episode"])


def _visits(scene: Scene, family: Family, rows: list[dict[str, Any]]) -> Story:
    ways, chance, last = scene.council.family_help, family.chance, rows[0]["started"]
    begins = last + 1
    while True:
        done = yield _ask(scene, family, rows, ways.visit_hours, begins, (last, _VISIT))
        if done is None:
            return
        if chance.yes(ways.not_at_home):
            _visit(scene, rows, False)
            begins = add_working_days(scene.today, 1)
        else:
            _visit(scene, rows, chance.flag(0.94, 0.03))
            last = scene.today
            begins = add_working_days(last, _VISIT - chance.between(0, 8))


def _visit(scene: Scene, rows: list[dict[str, Any]], seen: bool | None) -> None:
    for row in rows:
        told = {"child": row["child"], "episode": row["episode"], "seen": seen}
        scene.ledger.add(EarlyHelpVisits, visited=scene.today, **told)
        if seen is not False:
            what = Happening.SEEN_IN_EARLY_HELP if seen else Happening.UNCLEAR_IN_EARLY_HELP
            scene.chronicle.tell(what, row["child"], scene.today, row["episode"])


def _reviews(scene: Scene, family: Family, rows: list[dict[str, Any]]) -> Story:
    ways, chance, last = scene.council.family_help, family.chance, rows[0]["started"]
    while True:
        due = last + _REVIEW
        begins = due - chance.between(0, 21)
        done = yield _ask(scene, family, rows, ways.review_hours, begins, (due, 0))
        if done is None:
            return
        for row in rows:
            told = {"child": row["child"], "episode": row["episode"]}
            scene.ledger.add(EarlyHelpReviews, held=scene.today, **told)
            scene.chronicle.tell(
                Happening.EARLY_HELP_REVIEWED, row["child"], scene.today, row["episode"]
            )
        last = scene.today
