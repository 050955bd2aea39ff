"""The form of a supervision: what was typed, read into what is to be saved, or what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from holdfast.challenge.path import DeficitPath
from holdfast.challenge.said import SaidKind
from holdfast.days import FIRST_KNOWN
from holdfast.web.actions.challenge import LONGEST, LONGEST_LIFE, SaidToSave
from holdfast.web.oversight.models import DeficitEntry, PlanWorks, SupervisionEntry

# What can be said of a deficit: the value, the words, and what they mean.
ANSWERS = (
    (SaidKind.DIRECTED, "Direct", "someone does something by a day"),
    (SaidKind.CHALLENGED, "Challenge", "a question the worker answers by next time"),
    (SaidKind.REASON, "A reason stands", "say it below"),
    (SaidKind.RECORD_WRONG, "The record is wrong", "it was done; have it corrected"),
)
NOT_CARRIED = (
    "The data that is imported never holds “{}”, so that it would never be shown done: choose"
    " another event, or have that one added to the import"
)
FIELDS = ("answer", "words", "owner", "by", "evidence")


@dataclass(frozen=True)
class TypedSupervision:
    """What was typed: ``fields`` as the form names them, a deficit's under its mark."""

    fields: Mapping[str, str]

    @classmethod
    def of(cls, sent: Mapping[str, Any], paths: Sequence[DeficitPath]) -> "TypedSupervision":
        """What a form sent, or a draft kept: only the fields that the form has."""
        names = ["held", "life", "plan_works", "entry", "version"]
        names += [f"{name}-{mark_of(path)}" for path in paths for name in FIELDS]
        return cls({name: str(sent.get(name, "")) for name in names})

    @classmethod
    def saved(cls, entry: SupervisionEntry, said: Sequence[DeficitEntry]) -> "TypedSupervision":
        """What a saved version says, to be written anew."""
        fields = {
            "held": in_numbers(entry.held),
            "life": entry.life,
            "plan_works": entry.plan_works,
            "entry": entry.entry,
            "version": str(entry.version),
        }
        for one in said:
            mark = f"{one.rule}_{one.started.isoformat()}_{one.nth}"
            fields |= {
                f"answer-{mark}": one.kind,
                f"words-{mark}": one.words,
                f"owner-{mark}": one.owner,
                f"by-{mark}": in_numbers(one.due) if one.due else "",
                f"evidence-{mark}": one.evidence,
            }
        return cls(fields)

    def get(self, name: str, path: DeficitPath | None = None) -> str:
        """A field, of a deficit where one is given."""
        return self.fields.get(f"{name}-{mark_of(path)}" if path else name, "")

    def said(self, paths: Sequence[DeficitPath], handle: str) -> list[SaidToSave]:
        """What is said of each deficit of which anything was chosen."""
        found = []
        for path in paths:
            answer = self.get("answer", path)
            if answer in [kind.value for kind, _, _ in ANSWERS]:
                directs = answer == SaidKind.DIRECTED
                found.append(
                    SaidToSave(
                        path.key,
                        path.source,
                        handle,
                        SaidKind(answer),
                        owner=self.get("owner", path),
                        due=read_numbers(self.get("by", path)) if directs else None,
                        evidence=self.get("evidence", path) if directs else "",
                        words=self.get("words", path),
                    )
                )
        return found

    def problems(
        self, paths: Sequence[DeficitPath], on: date, carried: Callable[[str], bool]
    ) -> dict[str, str]:
        """What is wrong, by the id of the field to go to; nothing where it can be saved.

        ``carried`` says whether the data can ever show an event of a name.
        """
        found = {}
        held = read_numbers(self.get("held"))
        if held is None or not FIRST_KNOWN <= held <= on:
            found["held"] = f"Give the day of the supervision, up to {in_numbers(on)}"
        if len(self.get("life")) > LONGEST_LIFE or "\0" in self.get("life"):
            found["life"] = f"Use {LONGEST_LIFE:,} characters or fewer"
        if self.get("plan_works") not in ("", *PlanWorks.values):
            found["plan_works"] = "Choose how the plan works"
        for path in paths:
            found |= self._problems_of(path, held, carried)
        return found

    def _problems_of(
        self, path: DeficitPath, held: date | None, carried: Callable[[str], bool]
    ) -> dict[str, str]:
        found = {}
        answer, mark = self.get("answer", path), mark_of(path)
        words = self.get("words", path)
        if not answer:
            needed = "Choose what the words you wrote are"
            return {f"answer-{mark}": needed} if words.strip() else {}
        if answer not in [kind.value for kind, _, _ in ANSWERS]:
            found[f"answer-{mark}"] = "Choose one of the four"
        elif not words.strip() and answer != SaidKind.RECORD_WRONG:
            found[f"words-{mark}"] = "Write what is to be done, asked or known"
        if len(words) > LONGEST or "\0" in words:
            found[f"words-{mark}"] = f"Use {LONGEST} characters or fewer"
        due = read_numbers(self.get("by", path))
        if answer == SaidKind.DIRECTED and (due is None or (held and due <= held)):
            found[f"by-{mark}"] = "Give a day after the supervision, as 2 2 2018"
        evidence = self.get("evidence", path)
        if answer == SaidKind.DIRECTED and not evidence:
            found[f"evidence-{mark}"] = "Choose what shows it done"
        elif answer == SaidKind.DIRECTED and not carried(evidence):
            found[f"evidence-{mark}"] = NOT_CARRIED.format(evidence)
        return found


def mark_of(path: DeficitPath) -> str:
    """What the form names a deficit of the child by."""
    return f"{path.key.rule}_{path.key.started.isoformat()}_{path.key.nth}"


def in_numbers(day: date) -> str:
    """2 2 2018."""
    return f"{day.day} {day.month} {day.year}"


def read_numbers(text: str) -> date | None:
    """A day written as day, month and year in numbers; None where it is none."""
    parts = text.replace("/", " ").replace(".", " ").replace("-", " ").split()
    if len(parts) != 3 or not all(one.isascii() and one.isdigit() for one in parts):
        return None
    numbers = [int(one[:4]) for one in parts]
    day, month, year = numbers if len(parts[0]) < 3 else reversed(numbers)
    try:
        return date(year, month, day)
    except ValueError:
        return None
