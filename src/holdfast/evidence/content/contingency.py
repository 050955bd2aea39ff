"""The pack for the day on which the systems are down: who holds whom, on what, and what is next.

A county's case system was once away for two years, and what was missed first was to know who the
children were. Each child with whom the service is busy stands once, with whoever leads the case;
teams begin on a page of their own, so that each can be handed its own. Nothing of a child's
history is in it: only what somebody needs to act tomorrow.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.clocks.register import CLOCKS
from holdfast.concerns.register import CONCERNS
from holdfast.count_words import count_of
from holdfast.evidence.content.asked_of import PackSource, plain_date
from holdfast.evidence.content.contacts import TeamContacts
from holdfast.evidence.content.on_paper import day_on_one_line, latest_postcodes, plans_in_words
from holdfast.evidence.documents.document import (
    PrintedDocument,
    PrintedPart,
    PrintedPoints,
    PrintedSection,
    PrintedWords,
    table_of,
)
from holdfast.query.caseload.held import ChildStatus, child_statuses
from holdfast.query.children import NamedChild, named_children
from holdfast.query.concerns import concerns_true
from holdfast.query.people import team_names, worker_names
from holdfast.query.scope import EVERYBODY, Scope
from holdfast.query.today.asks import Ask
from holdfast.query.today.day_facts import OpenDuty, day_facts

NOBODY = "No team recorded"
_LEFT_OUT = (
    "more are left out, since whoever made this pack may not know of them. Their records are "
    "restricted, or lie with other teams: ask the duty manager who has a pack with them."
)
_TITLES = {clock.key: clock.title for clock in CLOCKS}
_COLUMNS = (
    "Child", "Born", "Number", "Postcode", "Held by", "The child is on", "Warnings", "Last seen",
    "Next, and by", "Overdue",
)  # fmt: skip
# Of these a child's page tells: they are not asked of whoever acts while systems are down.
_CHILD_FACING = (Ask.SEE, Ask.STEP)


@dataclass(frozen=True)
class ContingencyPack:
    """The document, and the children whom it names, by their numbers in the record."""

    document: PrintedDocument
    children: frozenset[str]


@dataclass(frozen=True)
class _Line:
    """A child in the pack; ``worker`` empty where nobody is recorded."""

    child: str
    team: str
    worker: str
    cells: tuple[str, ...]


def contingency_pack(
    source: PackSource, contacts: TeamContacts, scope: Scope = EVERYBODY
) -> ContingencyPack:
    """Every child in scope with whom the service is busy. Raises NotFound for an unknown team."""
    names = team_names(source.outlook)
    lines = _lines(source, scope)
    by_team: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        by_team[line.team].append(line)
    teams = sorted(by_team, key=lambda team: (not team, names.get(team, team)))
    sections = [_front(source, contacts, scope, lines, len(teams))]
    sections += [
        _team(team, names.get(team, team) or NOBODY, by_team[team], contacts) for team in teams
    ]
    document = PrintedDocument(
        "Contingency pack: who holds whom",
        "For the day on which the systems are down. It holds children’s data: keep it locked.",
        source.about,
        tuple(sections),
        wide=True,
    )
    return ContingencyPack(document, frozenset(line.child for line in lines))


def _front(
    source: PackSource, contacts: TeamContacts, scope: Scope, lines: Sequence[_Line], teams: int
) -> PrintedSection:
    outlook = source.outlook
    left_out = len(child_statuses(outlook.everybody, scope)) - len(child_statuses(outlook, scope))
    points = (
        f"{count_of(len(lines), 'child,children')} with whom the service was busy on "
        f"{plain_date(source.day)}, by {count_of(teams, 'team')}. What happened "
        "since then is not in it.",
        *((f"{left_out:,} {_LEFT_OUT}",) if left_out else ()),
        "Warnings: facts that rules found in the record, such as a child missing or at risk of "
        "exploitation. None does not mean that a child is safe. The record holds no warnings about "
        "people or addresses: ask the duty manager before a visit.",
        "Next, and by: the step for the child that is due first. Overdue: how many steps are past "
        "their day. Not recorded does not mean not done.",
        contacts.out_of_hours
        or "Contacts outside hours are not held: they are written into contingency.toml.",
    )
    return PrintedSection("How to read it", (PrintedPoints(points),))


def _team(team: str, title: str, lines: Sequence[_Line], contacts: TeamContacts) -> PrintedSection:
    said = contacts.teams.get(team) or contacts.teams.get(title)
    parts: tuple[PrintedPart, ...] = (
        PrintedWords(said or "How the team is reached is not held (contingency.toml)."),
        table_of(
            f"{title}: {count_of(len(lines), 'child,children')}",
            _COLUMNS,
            [line.cells for line in lines],
            (len(_COLUMNS) - 1,),
        ),
    )
    return PrintedSection(title, parts, new_page=True)


def _lines(source: PackSource, scope: Scope) -> list[_Line]:
    outlook = source.outlook
    statuses, persons = child_statuses(outlook, scope), named_children(outlook, scope)
    workers = worker_names(outlook)
    holders = scope.of(outlook, "holders")
    held = {
        row["child"]: (row["team"] or "", row["worker"] or "")
        for row in outlook.rows(f"select child, team, worker from {holders} as h", **holders.values)
    }
    facts = day_facts(outlook)
    known, duties = _known(source, scope), _duties(facts.duties)
    plans, postcodes = plans_in_words(outlook, scope), latest_postcodes(outlook, scope)
    nobody = NamedChild(None, None, None, None)
    found = []
    for child, status in statuses.items():
        team, worker = held.get(child, ("", ""))
        person = persons.get(child, nobody)
        own = duties.get(child, ())
        cells = (
            _name(person),
            _born(person, source.day),
            child,
            postcodes.get(child, "not\u00a0recorded"),
            workers.get(worker, worker) or "Nobody is recorded",
            "; ".join((_on(status), *plans.get(child, ()))),
            "; ".join(known.get(child, ())) or "–",
            day_on_one_line(facts.last_seen.get(child)),
            _next(own, source.day),
            str(sum(1 for duty in own if duty.days_over > 0)),
        )
        found.append(_Line(child, team or facts.last_team.get(child, ""), worker, cells))
    return sorted(found, key=lambda one: (one.cells[4], one.cells[0], one.child))


def _known(source: PackSource, scope: Scope) -> Mapping[str, Sequence[str]]:
    """The concerns that are true of each child, by title."""
    found: dict[str, list[str]] = defaultdict(list)
    for concern in CONCERNS:
        for one in concerns_true(source.outlook, concern, scope):
            if concern.title not in found[one.child]:
                found[one.child].append(concern.title)
    return found


def _duties(by_team: Mapping[str | None, Iterable[OpenDuty]]) -> Mapping[str, list[OpenDuty]]:
    """What is open for each child itself, the latest run of each clock."""
    found: dict[str, list[OpenDuty]] = defaultdict(list)
    for duties in by_team.values():
        for duty in duties:
            if duty.ask in _CHILD_FACING and not duty.overtaken and duty.due is not None:
                found[duty.child].append(duty)
    return found


def _next(duties: Sequence[OpenDuty], day: date) -> str:
    """The step that is due first from the day on; else the one that is overdue since longest."""
    dated = sorted((duty.due, duty.clock) for duty in duties if duty.due is not None)
    ahead = [one for one in dated if one[0] >= day]
    first = next(iter(ahead or dated), None)
    if first is None:
        return "Nothing is due by a day"
    due, clock = first
    return f"{_TITLES.get(clock, clock)}: {day_on_one_line(due)}{'' if ahead else ', overdue'}"


def _name(person: NamedChild) -> str:
    name = " ".join(filter(None, (person.surname and f"{person.surname},", person.forename)))
    return name.rstrip(",") or "Name not recorded"


def _born(person: NamedChild, day: date) -> str:
    if person.born is not None and person.born <= day:
        return day_on_one_line(person.born)
    expected = person.expected or person.born
    return f"expected {day_on_one_line(expected)}" if expected else "not recorded"


def _on(status: ChildStatus) -> str:
    also = (one.value.replace("_", " ") for one in sorted(status.also) if one.value != "new")
    return "; ".join((status.status.in_words, *also))
