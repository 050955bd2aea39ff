"""The forms of the room, declared field by field, and what was typed read into what is kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from holdfast.improvement.checking import BadEntry
from holdfast.improvement.plan import (
    InspectionLetter,
    LetterFinding,
    PlannedAction,
    PostHeld,
    Promise,
)
from holdfast.improvement.statutory import LETTER_DUTIES
from holdfast.improvement.words import (
    ActionKind,
    FindingSeverity,
    InspectorGrade,
    JudgementArea,
    LetterKind,
    Polarity,
    PostState,
    Theme,
)
from holdfast.measures.choices import SHARES
from holdfast.measures.measure import Good
from holdfast.measures.register import MEASURES
from holdfast.web.improvement.standing import PlanOnDay
from holdfast.web.pages.loop.supervision_form import in_numbers, read_numbers

Word = TypeVar("Word", bound=StrEnum)
Options = Sequence[tuple[str, str]]
DAY_HINT = "Day, month and year in numbers, as 31 1 2018"


@dataclass(frozen=True)
class EntryField:
    """A field: ``look`` is "line", "text", "day", "number", "one", "many" or "tick"."""

    name: str
    label: str
    look: str = "line"
    hint: str = ""
    options: Options = field(default_factory=tuple)
    optional: bool = False


@dataclass(frozen=True)
class TypedEntry:
    """What was typed into a form, as text, by the name of the field."""

    fields: Mapping[str, Sequence[str]]

    def text(self, name: str) -> str:
        """A field; empty where it was not sent."""
        return (list(self.fields.get(name, ())) or [""])[0].strip()

    def every(self, name: str) -> tuple[str, ...]:
        """All values of a field, each once."""
        return tuple(dict.fromkeys(one for one in self.fields.get(name, ()) if one))

    def day(self, name: str, title: str, needed: bool = True) -> date | None:
        """A day. Raises BadEntry for none where it is needed, and for what is no day."""
        text = self.text(name)
        if not text and not needed:
            return None
        found = read_numbers(text)
        if found is None:
            what = f"{title} is no day." if text else f"{title} has no day."
            raise BadEntry(name, what, "Give it as day, month and year in numbers: 31 1 2018.")
        return found

    def that_day(self, name: str, title: str) -> date:
        """A day that is needed. Raises BadEntry."""
        found = self.day(name, title)
        assert found is not None, "where it is needed there is one"
        return found

    def number(self, name: str, title: str) -> float | None:
        """A number; None where nothing was typed. Raises BadEntry."""
        text = self.text(name).replace(",", "").replace("£", "").replace("%", "").strip()
        if not text:
            return None
        try:
            found = float(text)
        except ValueError:
            found = float("nan")
        if not abs(found) < 1e15:
            raise BadEntry(name, f"{title} is no number.", "Write it in figures.")
        return found

    def whole(self, name: str, title: str) -> int | None:
        """A whole number; None where nothing was typed. Raises BadEntry."""
        found = self.number(name, title)
        if found is not None and found % 1:
            raise BadEntry(name, f"{title} must be a whole number.", "Round it.")
        return None if found is None else int(found)

    def word(self, name: str, of: type[Word], title: str) -> Word:
        """A word of a closed list. Raises BadEntry."""
        if self.text(name) not in list(of):
            raise BadEntry(name, f"{title} is not chosen.", "Choose one of the list.")
        return of(self.text(name))


def _options(of: type[StrEnum]) -> Options:
    return [(one.value, one.value.capitalize()) for one in of]


def _measures(judging: bool) -> Options:
    return [(one.key, one.title) for one in MEASURES if not judging or one.good is not Good.NEITHER]


def letter_fields(plan: PlanOnDay) -> list[EntryField]:
    """The fields of a letter."""
    grades = [
        EntryField(f"grade-{n}", f"Grade: {area.value}", "one", "", _options(InspectorGrade), True)
        for n, area in enumerate(JudgementArea)
    ]
    done = [
        EntryField(f"done-{one.key}", f"Done: {one.title.lower()}", "day", DAY_HINT, (), True)
        for one in LETTER_DUTIES
    ]
    return [
        EntryField("kind", "What it is", "one", "", _options(LetterKind)),
        EntryField("title", "What it is called"),
        EntryField("dated", "The day that the letter bears", "day", DAY_HINT),
        EntryField(
            "received", "The day on which the council had it", "day", DAY_HINT, optional=True
        ),
        EntryField("began", "The visit began", "day", DAY_HINT, optional=True),
        EntryField("ended", "The visit ended", "day", DAY_HINT, optional=True),
        EntryField("framework", "Framework and its version", optional=True),
        EntryField("headline", "What it says, in a sentence", "text", optional=True),
        EntryField("priority_action", "It names areas for priority action", "tick"),
        *grades,
        *done,
    ]


def read_letter(typed: TypedEntry, key: str) -> InspectionLetter:
    """The letter that was typed. Raises BadEntry: one without a day is refused."""
    grades = {
        area: typed.word(f"grade-{n}", InspectorGrade, f"The grade of {area.value}")
        for n, area in enumerate(JudgementArea)
        if typed.text(f"grade-{n}")
    }
    done = {
        one.key: day
        for one in LETTER_DUTIES
        if (day := typed.day(f"done-{one.key}", one.title, needed=False))
    }
    return InspectionLetter(
        key,
        typed.word("kind", LetterKind, "What it is"),
        typed.text("title"),
        typed.that_day("dated", "The letter"),
        typed.text("framework"),
        typed.day("began", "The beginning", needed=False),
        typed.day("ended", "The end", needed=False),
        typed.day("received", "The receipt", needed=False),
        grades,
        bool(typed.text("priority_action")),
        typed.text("headline"),
        done,
    )


def finding_fields(plan: PlanOnDay) -> list[EntryField]:
    """The fields of a finding."""
    return [
        EntryField(
            "letter",
            "The letter that said it first",
            "one",
            "",
            [(one.key, f"{one.title} ({one.dated.year})") for one in reversed(plan.letters)],
        ),
        EntryField("words", "What was found", "text", "Name no child and no worker."),
        EntryField("theme", "Theme", "one", "", _options(Theme)),
        EntryField("polarity", "Strength or criticism", "one", "", _options(Polarity)),
        EntryField(
            "severity",
            "Severity",
            "one",
            "Of a strength: not graded",
            _options(FindingSeverity),
        ),
        EntryField(
            "measures", "Measures in which it would show", "many", "", _measures(False), True
        ),
    ]


def read_finding(typed: TypedEntry, key: str) -> LetterFinding:
    """The finding that was typed. Raises BadEntry."""
    return LetterFinding(
        key,
        typed.text("letter"),
        date.min,  # its day is that of its letter
        typed.word("theme", Theme, "The theme"),
        typed.word("polarity", Polarity, "Strength or criticism"),
        typed.word("severity", FindingSeverity, "The severity"),
        typed.text("words"),
        typed.every("measures"),
    )


def action_fields(plan: PlanOnDay) -> list[EntryField]:
    """The fields of an action."""
    return [
        EntryField("title", "What is done"),
        EntryField(
            "findings",
            "Which findings it answers",
            "many",
            "",
            [(one.key, one.words) for one in plan.findings if one.polarity is Polarity.CRITICISM],
        ),
        EntryField("owner", "Who owns it", hint="A post, as Head of assessment"),
        EntryField(
            "kind",
            "What it changes",
            "one",
            "An input is there at once, practice follows after 3 months, outcomes after 6",
            _options(ActionKind),
        ),
        EntryField("begins", "It begins", "day", DAY_HINT),
        EntryField("due", "It is due", "day", DAY_HINT),
        EntryField("measures", "Measures by which it is judged", "many", "", _measures(True)),
        EntryField(
            "lag", "Months until it can take effect", "number", "Empty: by its kind", optional=True
        ),
        EntryField(
            "cost", "Cost in pounds", "number", "Empty where it is not known", optional=True
        ),
        EntryField("funding", "Where the money comes from, and for how long", optional=True),
    ]


def read_action(typed: TypedEntry, key: str) -> PlannedAction:
    """The action that was typed. Raises BadEntry."""
    return PlannedAction(
        key,
        typed.text("title"),
        typed.text("owner"),
        typed.word("kind", ActionKind, "What it changes"),
        typed.that_day("begins", "The beginning"),
        typed.that_day("due", "The action"),
        typed.every("findings"),
        typed.every("measures"),
        typed.whole("cost", "The cost"),
        typed.text("funding"),
        typed.whole("lag", "The lag"),
    )


def promise_fields(plan: PlanOnDay) -> list[EntryField]:
    """The fields of a promise."""
    posts = sorted({one.post for one in plan.posts})
    return [
        EntryField("words", "What was promised"),
        EntryField("made_by", "By whom", hint="An office, as Leader of the council"),
        EntryField("where", "Where it was said"),
        EntryField("made_on", "When it was said", "day", DAY_HINT),
        EntryField("due", "By when", "day", DAY_HINT),
        EntryField("measure", "The measure by which it is judged", "one", "", _measures(True),
                   True),
        EntryField("target", "What the measure is to reach", "number",
                   "In per cent where the measure is a share", optional=True),
        EntryField("post", "Or the post that is to be held permanently", "one", "",
                   [(one, one) for one in posts], True),
    ]  # fmt: skip


def read_promise(typed: TypedEntry, key: str) -> Promise:
    """The promise that was typed. Raises BadEntry."""
    measure, target = typed.text("measure"), typed.number("target", "The target")
    if target is not None and _in_per_cent(measure):
        target /= 100
    return Promise(
        key,
        typed.text("words"),
        typed.text("made_by"),
        typed.text("where"),
        typed.that_day("made_on", "The promise"),
        typed.that_day("due", "What was promised"),
        measure,
        target,
        typed.text("post"),
    )


def _in_per_cent(key: str) -> bool:
    return any(one.key == key and one.unit in SHARES for one in MEASURES)


def post_fields(plan: PlanOnDay) -> list[EntryField]:
    """The fields of a post."""
    return [
        EntryField("post", "The post", hint="Its title, and no name of a person"),
        EntryField("state", "How it is held", "one", "", _options(PostState)),
        EntryField("begins", "From", "day", DAY_HINT),
    ]


def read_post(typed: TypedEntry, key: str) -> PostHeld:
    """The post that was typed. Raises BadEntry."""
    state = typed.word("state", PostState, "How it is held")
    return PostHeld(key, typed.text("post"), state, typed.that_day("begins", "The post"))


Fields = Callable[[PlanOnDay], list[EntryField]]
FIELDS: Mapping[str, Fields] = {
    "letter": letter_fields,
    "finding": finding_fields,
    "action": action_fields,
    "promise": promise_fields,
    "post": post_fields,
}


def typed_of(kind: str, held: Mapping[str, Any]) -> TypedEntry:
    """What a kept version would look like as typed, by its columns."""
    found: dict[str, Sequence[str]] = {}
    for name, value in held.items():
        if name == "grades":
            for n, area in enumerate(JudgementArea):
                found[f"grade-{n}"] = [value.get(area.value, "")]
        elif name == "done":
            for key, day in value.items():
                found[f"done-{key}"] = [in_numbers(date.fromisoformat(day))]
        elif isinstance(value, list):
            found[name] = value
        elif name == "target" and value is not None and _in_per_cent(held.get("measure", "")):
            found[name] = [f"{100 * value:g}"]
        else:
            found[name] = [_as_typed(value)]
    return TypedEntry(found)


def _as_typed(value: Any) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, date):
        return in_numbers(value)
    return f"{value:g}" if isinstance(value, float) else str(value)
