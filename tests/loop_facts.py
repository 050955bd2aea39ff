"""What the oracle of the loop reads of each child, taken from an outlook row by row."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from holdfast.challenge.deficit import DEFICIT_RULES, DeficitKey
from holdfast.challenge.oracle import CaseHolding, ChildFacts, DeficitRun, SupervisionHeld
from holdfast.challenge.said import NOTHING_SAID, SaidInHoldfast
from holdfast.clocks.duty import UNDATED
from holdfast.concerns.computing import RUNS
from holdfast.query.concerns import see_concerns
from holdfast.query.outlook import Outlook

Rows = Sequence[dict[str, Any]]


def facts_of(outlook: Outlook, said: SaidInHoldfast = NOTHING_SAID) -> dict[str, ChildFacts]:
    """The facts about every child who has a duty or a run of a strand."""
    see_concerns(outlook)
    columns = "clock, subject, started, nth, due, overdue_from, stopped, lapsed, doubt"
    runs: dict[str, dict[DeficitKey, DeficitRun]] = defaultdict(dict)
    for name in (RUNS, "duties"):
        for row in outlook.rows(f"select {columns} from {name}"):
            rule = DEFICIT_RULES.get(row["clock"])
            if rule is None or row["started"] == UNDATED:
                continue
            key = DeficitKey(row["clock"], row["subject"], row["started"], row["nth"])
            runs[row["subject"]][key] = DeficitRun(
                key,
                rule.source,
                row["due"],
                row["overdue_from"],
                row["stopped"],
                row["lapsed"],
                row["doubt"],
            )
    talks, actions = _by_child(outlook, "supervisions"), _by_child(outlook, "actions")
    holdings = _by_child(outlook, "holding")
    return {
        child: ChildFacts(
            runs=tuple(own.values()),
            holdings=tuple(
                CaseHolding(h["worker"], h["team"], h["started"], h["ended"], h["since"])
                for h in holdings[child]
            ),
            supervisions=tuple(
                SupervisionHeld(t["held"], t["challenge"], t["actions_set"]) for t in talks[child]
            ),
            actions_set={a["set_on"] for a in actions[child]},
            said=tuple(one for one in said.said if one.key.child == child),
            supervised_here=frozenset(said.supervised.get(child, ())),
        )
        for child, own in runs.items()
    }


def _by_child(outlook: Outlook, relation: str) -> dict[str, Rows]:
    found: dict[str, Any] = defaultdict(list)
    for row in outlook.rows(f"select * from {relation}"):
        found[row["child"]].append(row)
    return found
