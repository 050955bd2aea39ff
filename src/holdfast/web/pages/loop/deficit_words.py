"""What a page says of one deficit: what is so, since when, who was to look, what they said."""

from typing import Any

from holdfast.challenge.deficit import DEFICIT_RULES, RAISED, DeficitSource
from holdfast.challenge.path import DeficitPath
from holdfast.challenge.states import LoopState
from holdfast.law import Tier
from holdfast.web.asked import Asked
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.parts.templatetags.words import plain_day, short_day

SET_BY = {
    Tier.STATUTE: "Set by law",
    Tier.GUIDANCE: "Set by guidance",
    Tier.LOCAL: "Local standard",
    Tier.STATISTICAL: "Counted for statistics",
}


class DeficitWords:
    """The words of deficits, for one page on one day."""

    def __init__(self, asked: Asked, people: PeopleShown) -> None:
        self.asked = asked
        self.people = people
        self.tells_supervision = "supervisions" in asked.outlook.overlay.feeds

    def title(self, path: DeficitPath) -> str:
        """What is owed, or what is so of the child."""
        rule = DEFICIT_RULES.get(path.key.rule)
        if rule is None:
            return path.title or path.key.rule
        words = rule.fact or rule.title
        return words[:1].upper() + words[1:]

    def since(self, path: DeficitPath) -> str:
        """Since when it is late, or so, and who set the day."""
        day = self.asked.day
        if path.source is DeficitSource.CLOCK and path.due is not None:
            end = path.ended or day
            over = (end - path.due).days
            rule = DEFICIT_RULES[path.key.rule]
            return f"Due {plain_day(path.due)}, {_days(over)} over. {SET_BY[rule.tier]}."
        if path.source in RAISED:
            shown = f" Put right by: {self.evidence(path, path.evidence)}." if path.evidence else ""
            by = _RAISED_BY[path.source]
            return f"Raised {by} on {plain_day(path.detected)}.{shown}"
        if path.source is DeficitSource.SET_ASIDE:
            return f"Set aside before; it came back on {plain_day(path.detected)}, undone."
        return f"Since {plain_day(path.key.started)}, {_days((day - path.key.started).days)}."

    def evidence(self, path: DeficitPath, evidence: str) -> str:
        """What shows it put right; of a team it is the rule of which no deficit is to be open."""
        rule = DEFICIT_RULES.get(evidence) if not path.key.child else None
        return f"none open of “{rule.title}”" if rule else evidence

    def said(self, path: DeficitPath) -> str:
        """How often it was discussed since it was detected, and what was said."""
        detected = f"Detected {plain_day(path.detected)}. "
        if path.settled:
            as_what = (
                "with whoever raised it" if path.source in RAISED else "as a gap of the record"
            )
            return f"{detected}Settled on {plain_day(path.settled)} {as_what}."
        if path.directed:
            who = f", {self.people.worker(path.owner)}" if path.owner else ""
            until = f", by {plain_day(path.by_when)}" if path.by_when else ""
            return f"{detected}Directed on {plain_day(path.directed)}{who}{until}."
        if path.challenged:
            return f"{detected}Challenged on {plain_day(path.challenged)}; no action was set."
        if path.said:
            return f"{detected}Answered on {plain_day(path.said)}."
        if path.supervised:
            times = "once" if path.supervised == 1 else f"{path.supervised} times"
            told = "what was said is not recorded" if path.untold else "nothing said"
            return f"{detected}Supervised {times} since: {told}."
        if not path.key.child:
            return f"{detected}Nobody has answered yet."
        return f"{detected}{'Not discussed since.' if self.tells_supervision else NOT_TOLD}"

    def row(self, path: DeficitPath) -> dict[str, Any]:
        """A deficit as a list shows it."""
        child = path.key.child
        handle = self.people.handle(child) if child else ""
        return {
            "path": path,
            "name": self.people.family([child] if child else []),
            "team": self.people.team(path.team) or "no team recorded",
            "what": self.title(path),
            "since": self.since(path),
            "said": self.said(path),
            "state": path.state.value,
            "url": self.link(path, handle) if handle or not child else "",
        }

    def in_file(self, path: DeficitPath) -> dict[str, Any]:
        """A deficit as a file has it, by the names of ``IN_FILE``."""
        silent = {True: "yes", False: "no", None: "cannot be determined"}
        days = {state.value: path.day_of(state) for state in LoopState}
        return days | {
            "child": path.key.child,
            "rule": path.key.rule,
            "title": self.title(path),
            "source": path.source.value,
            "started": path.key.started,
            "due": path.due,
            "state": path.state.value,
            "silent": silent[path.is_silent],
            "lapsed": path.lapsed,
            "settled": path.settled,
            "recurred": path.recurred,
            "supervised": path.supervised,
            "team": path.team,
            "team_name": self.people.team(path.team),
            "worker": path.worker,
        }

    def link(self, path: DeficitPath, handle: str) -> str:
        """The address of the deficit's own page."""
        if not path.key.child:
            return self.asked.link("team_finding", path.key.rule)
        started = path.key.started.isoformat()
        return self.asked.link("deficit", handle, path.key.rule, started, str(path.key.nth))

    def days(self, path: DeficitPath) -> list[dict[str, Any]]:
        """The day of each state, in order; what ended it otherwise comes last."""
        rows = [
            {"what": state.value.capitalize(), "day": path.day_of(state), "note": ""}
            for state in LoopState
        ]
        for what, day in (
            ("Closed on paper" if path.on_paper else "Ended otherwise", path.lapsed),
            (
                "Settled" if path.source in RAISED else "Settled as a gap of the record",
                path.settled,
            ),
            ("Cannot be determined from", path.unclear),
            ("Found again", path.recurred),
        ):
            if day:
                rows.append({"what": what, "day": day, "note": ""})
        return rows


IN_FILE = (
    "child", "rule", "title", "source", "started", "due", *(state.value for state in LoopState),
    "state", "silent", "lapsed", "settled", "recurred", "supervised", "team", "team_name",
    "worker",
)  # fmt: skip
_RAISED_BY = {
    DeficitSource.AUDIT: "by an audit",
    DeficitSource.REVIEWING_OFFICER: "as a dispute",
    DeficitSource.INSPECTION: "after an inspector’s finding",
}
_AS_A_GAP = "as a gap of the record."
NOT_TOLD = "Whether it was discussed is not recorded."


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"


def short(path: DeficitPath) -> str:
    """The day of its state, for a narrow column."""
    return f"{path.state.value} {short_day(path.since)}"
