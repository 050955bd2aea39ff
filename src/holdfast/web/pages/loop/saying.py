"""The part of a form in which something is said of one deficit, wherever it stands."""

from collections.abc import Mapping, Sequence
from typing import Any

from holdfast.challenge.path import DeficitPath
from holdfast.challenge.raised import evidence_offered, is_carried
from holdfast.web.asked import Asked
from holdfast.web.pages.loop.deficit_words import DeficitWords
from holdfast.web.pages.loop.supervision_form import ANSWERS, TypedSupervision, mark_of
from holdfast.web.pages.today.people import PeopleShown

Owners = Sequence[tuple[str, str]]


def leader_of(asked: Asked, child: str) -> str:
    """Who leads the child's case on the day; empty for nobody."""
    rows = asked.outlook.rows("select worker from holders where child = $child", child=child)
    return next((row["worker"] for row in rows if row["worker"]), "")


def owners_of(asked: Asked, people: PeopleShown, child: str, leader: str, by: str) -> Owners:
    """Who may be asked to act: who leads the case, who is beside, and whoever writes."""
    rows = asked.outlook.rows(
        "select distinct worker from beside where child = $child", child=child
    )
    numbers = [leader, *sorted(row["worker"] for row in rows if row["worker"])]
    found = [(one, people.worker(one)) for one in dict.fromkeys(numbers) if one]
    return [*found, (by, f"{by} (you)")]


def say_of_one(
    words: DeficitWords,
    path: DeficitPath,
    typed: TypedSupervision,
    problems: Mapping[str, str],
    leader: str,
    owners: Owners,
) -> dict[str, Any]:
    """One deficit as ``loop/say_of_one.html`` draws it.

    Only what the data can show stands among the events offered.
    """
    mark, answer = mark_of(path), typed.get("answer", path)
    owner = typed.get("owner", path) or leader
    outlook, handle = words.asked.outlook, words.people.handle(path.key.child)
    return {
        "mark": mark,
        "title": words.title(path),
        "since": words.since(path),
        "said": words.said(path),
        "url": words.link(path, handle),
        "answers": [
            {"value": kind.value, "words": title, "hint": hint, "chosen": kind == answer}
            for kind, title, hint in ANSWERS
        ],
        "words": typed.get("words", path),
        "by": typed.get("by", path),
        "owners": [{"value": one, "words": title, "chosen": one == owner} for one, title in owners],
        "evidence": [
            {
                "value": one,
                "words": words.evidence(path, one),
                "chosen": one == typed.get("evidence", path),
            }
            for one in evidence_offered(path)
            if is_carried(outlook, one)
        ],
        "problems": [
            (name, problems[f"{name}-{mark}"])
            for name in ("answer", "words", "owner", "by", "evidence")
            if f"{name}-{mark}" in problems
        ],
    }
