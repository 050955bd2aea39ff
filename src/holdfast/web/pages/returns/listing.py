"""The findings of a check as pages list them: filters, columns, rows, and what is noted of a view.

What the record would send and an uploaded file are listed alike; ``ListedCheck`` says which it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from holdfast.count_words import count_of
from holdfast.returns.form import Form
from holdfast.returns.report import FINDING_COLUMNS
from holdfast.returns.worklist import ANSWERED, OPEN, FindingsCounted, FindingsWanted, Worklist
from holdfast.web import data, returns
from holdfast.web.pages.due import LONGEST_FILE, TooLong
from holdfast.web.parts.filtering import Choice, Filter, Filtering
from holdfast.web.parts.sorting import SortableColumn

FILE_COLUMNS = (*FINDING_COLUMNS, "answered")

COLUMNS = (
    SortableColumn("child", "Child"),
    SortableColumn("rule", "What was found"),
    SortableColumn("table", "Where"),
    SortableColumn("hand", "Held by"),
    SortableColumn("answer", "Answer", sortable=False),
)
KINDS = (Choice("error", "Errors, to correct"), Choice("query", "Queries, to correct or explain"))
STATES = (Choice(OPEN, "Not answered"), Choice(ANSWERED, "Answered"))


@dataclass(frozen=True)
class ListedCheck:
    """A check whose findings are shown, and the addresses of its pages.

    ``known`` gives the record's children by the numbers in the return. ``ticket`` is of an
    uploaded file's check; for what the record would send it is empty, and ``year`` stands in the
    addresses where it is not the one that is shown when none is asked for.
    """

    worklist: Worklist
    known: Mapping[str, str]
    ticket: str = ""
    year: str = ""

    @property
    def form(self) -> Form:
        """Which return was checked."""
        return self.worklist.outcome.form

    def link(self, page: str, *parts: str, **query: str) -> str:
        """The address of one of its pages: "findings", "finding", "findings_file"."""
        if self.ticket:
            address = reverse(f"returns_checked_{page}", args=[self.form.name, self.ticket, *parts])
        else:
            address = reverse(f"returns_{page}", args=[self.form.name, *parts])
            query = ({"year": self.year} if self.year else {}) | query
        return address + (f"?{urlencode(query)}" if query else "")

    def rules(self) -> str:
        """The address of the register of rules."""
        return reverse("returns_rules", args=[self.form.name])

    def rule(self, code: str) -> str:
        """The address of a rule, in the year of the check."""
        year = urlencode({"year": self.worklist.outcome.year})
        return f"{reverse('returns_rule', args=[self.form.name, code])}?{year}"

    def child(self, number: str | None) -> str:
        """The address of a child's journey; empty where the record does not know the child."""
        child = self.known.get(number or "")
        return reverse("child", args=[data.handle(child)]) if child else ""


@dataclass(frozen=True)
class FindingFilters:
    """The filters in force, what they ask of the list, and how many findings answer."""

    filtering: Filtering
    wanted: FindingsWanted
    counted: FindingsCounted

    @property
    def sentence(self) -> str:
        """The result in words: "312 findings about 207 children, 12 of them answered"."""
        found = self.counted
        if not found.findings:
            return "No findings"
        about = f" about {count_of(found.children, 'child,children')}" if found.children else ""
        answered = f", {found.answered:,} answered" if found.answered else ""
        return f"{count_of(found.findings, 'finding')}{about}{answered}"

    @property
    def in_words(self) -> str:
        """The filters in force as a line, for paper and for the audit log."""
        chosen = [f"{one.title}: {one.words}" for one in self.filtering.selected]
        return "; ".join(chosen) or "All findings"


def narrow(query: QueryDict, listed: ListedCheck) -> FindingFilters:
    """What an address asks for; values that the check does not know are left out."""
    filtering = Filtering(query, _filters(listed.worklist))
    wanted = FindingsWanted(
        team=filtering.value("team"),
        rule=filtering.value("rule"),
        table=filtering.value("table"),
        severities=filtering.values("kind"),
        states=filtering.values("state"),
    )
    return FindingFilters(filtering, wanted, listed.worklist.counted(wanted))


def by_team(listed: ListedCheck) -> list[dict[str, Any]]:
    """Each team with its numbers, and where its findings are."""
    page = "findings" if listed.ticket else "team"
    return [row | {"url": listed.link(page, team=row["team"])} for row in listed.worklist.teams()]


def shown(listed: ListedCheck, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings as the table shows them: with their addresses."""
    return [_shown(listed, row) for row in rows]


def _shown(listed: ListedCheck, row: dict[str, Any]) -> dict[str, Any]:
    handle = returns.handle(row["code"], row["mark"]) if row["mark"] else ""
    given = row["given"]
    return row | {
        "child_url": listed.child(row["child"]),
        "rule_url": listed.rule(row["code"]),
        "url": listed.link("finding", handle) if handle else "",
        "earlier": given is not None and given.year != listed.worklist.outcome.year,
    }


def view_in_words(words: str, rows: list[dict[str, Any]]) -> str:
    """What the audit log says of a view: what was asked for, and how many children it showed."""
    children = {row["child"] for row in rows if row["child"]}
    return f"{words}; {len(rows)} findings about {len(children)} children shown"


def file_rows(narrowed: FindingFilters, worklist: Worklist) -> list[dict[str, Any]]:
    """The whole list for a file, fields as one text. Raises TooLong."""
    if narrowed.counted.findings > LONGEST_FILE:
        raise TooLong(
            f"The list has {narrowed.counted.findings:,} findings; a file may hold "
            f"{LONGEST_FILE:,}.",
            "Go back, narrow the list by a filter, and ask again.",
        )
    rows = worklist.rows(narrowed.wanted, "hand")
    return [row | {"fields": ", ".join(row["fields"])} for row in rows]


def _filters(held: Worklist) -> list[Filter]:
    return [
        Filter("kind", "Kind", KINDS),
        Filter("state", "Answer", STATES),
        Filter("team", "Team", teams(held), "one"),
        Filter("rule", "Rule", _rules(held), "one"),
        Filter("table", f"Part of the {held.outcome.form.noun}", _tables(held), "one"),
    ]


def teams(held: Worklist) -> tuple[Choice, ...]:
    """The teams with something to do, by name."""
    names = sorted(row["team"] for row in held.teams())
    return tuple(Choice(name, name[:1].upper() + name[1:]) for name in names)


def _rules(held: Worklist) -> tuple[Choice, ...]:
    found = held.by_rule()
    return tuple(
        Choice(one.rule.code, f"{one.rule.code}: {one.rule.breaches[0].says}")
        for one in held.outcome.rules
        if one.rule.code in found
    )


def _tables(held: Worklist) -> tuple[Choice, ...]:
    return tuple(Choice(name, name) for name in held.tables())
