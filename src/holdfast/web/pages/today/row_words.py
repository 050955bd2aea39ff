"""What a row of the pages of the day says: what is so, since when, and what was said since."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from holdfast.law import Tier
from holdfast.query.today.day_facts import Discussed, OpenDuty
from holdfast.query.today.family_rows import NameThatStands, OverdueFamily, UnheldChild
from holdfast.web.asked import Asked
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.parts.templatetags.words import short_day

# After so many days over, that nothing was said in supervision stands out.
LOUD_AFTER = 31
# A leaver may have left a whole caseload: so many families are named in one row.
FAMILIES_OF_A_NAME = 3
SET_BY = {
    Tier.STATUTE: "set by law",
    Tier.GUIDANCE: "set by guidance",
    Tier.LOCAL: "local standard",
    Tier.STATISTICAL: "counted for statistics",
}


@dataclass(frozen=True)
class SaidSince:
    """What was said in supervision since something fell due; ``is_loud`` where it should be."""

    words: str
    is_loud: bool


class RowWords:
    """The words of rows, for one page on one day."""

    def __init__(self, asked: Asked, people: PeopleShown) -> None:
        self.asked = asked
        self.people = people
        self.day = asked.day
        self.tells_supervision = "supervisions" in asked.outlook.overlay.feeds

    def family(self, row: OverdueFamily) -> dict[str, Any]:
        """A family with a duty overdue, as the table shows it."""
        first = row.first
        return {
            "name": self.people.family(row.children),
            "worker": self.people.worker(row.worker) or "no worker recorded",
            "what": self._unseen(row) if row.first.ask == "see" else self.title(first),
            "key": self._visit(row) if row.first.ask == "see" else self._step(first),
            "also": self._also(row),
            "said": self._said(row.discussed, first),
            "is_new": row.is_new,
            "aside": self._aside(row),
        }

    def name(self, name: NameThatStands) -> dict[str, Any]:
        """The children in one name, the first families and any that are new, and how many more."""
        shown = [
            family
            for place, family in enumerate(name.families)
            if place < FAMILIES_OF_A_NAME or any(child.is_new for child in family)
        ]
        return {
            "what": self._why_unable(name),
            "families": [
                {
                    "name": self.people.family([child.child for child in family]),
                    "standing": family[0].standing.value,
                }
                for family in shown
            ],
            "more": len(name.families) - len(shown),
            "next": self._next(name.children),
            "is_new": name.is_new,
        }

    def title(self, duty: OpenDuty) -> str:
        """The duty's clock in words."""
        return self.asked.outlook.clock(duty.clock).title

    def due(self, duty: OpenDuty) -> str:
        """The duty with its day: "visit to a child in need due 2 Feb"."""
        return f"{_begun_small(self.title(duty))} due {self.short(duty.due)}"

    def _unseen(self, row: OverdueFamily) -> str:
        if row.last_seen is None:
            return "Not seen at any recorded visit"
        days = (self.day - row.last_seen).days
        return f"Not seen for {days:,} day{'' if days == 1 else 's'}"

    def _visit(self, row: OverdueFamily) -> str:
        first, seen = row.first, row.last_seen
        due = f"visit due {self.short(first.due)}"
        if seen is None:
            return self._begun(due)
        before = bool(first.started and seen < first.started)
        began = f", before this duty began on {self.short(first.started)}" if before else ""
        return f"Last seen {self.short(seen)}{began}; {due}"

    def _step(self, duty: OpenDuty) -> str:
        days = f"{duty.days_over:,} day{'' if duty.days_over == 1 else 's'} over"
        return f"Due {self.short(duty.due)}, {days}; {SET_BY[duty.tier]}"

    def _also(self, row: OverdueFamily) -> str:
        """What else of the same kind is overdue for the family, by the clock's name."""
        others = {self.title(one) for one in row.duties} - {self.title(row.first)}
        return ", ".join(_begun_small(title) for title in sorted(others))

    def _said(self, discussed: Discussed | None, duty: OpenDuty) -> SaidSince | None:
        """None where the source tells nothing of supervision, or no day was set."""
        if not self.tells_supervision or duty.due is None:
            return None
        loud = duty.days_over > LOUD_AFTER
        if discussed is None:
            return SaidSince("No supervision of the case is recorded", loud)
        held = self.short(discussed.held)
        if discussed.held <= duty.due:
            return SaidSince(f"Not discussed since; supervised {held}", loud)
        if discussed.challenge:
            return SaidSince(f"Challenged in supervision {held}", False)
        if discussed.actions_set:
            return SaidSince(f"Action set in supervision {held}", False)
        if discussed.challenge is None and discussed.actions_set is None:
            return SaidSince(f"Supervised {held}; what was said is not recorded", False)
        return SaidSince(f"Supervised {held}: no challenge or action is recorded", True)

    def _why_unable(self, name: NameThatStands) -> str:
        worker, since = self.people.worker(name.worker), min(one.since for one in name.children)
        fact = {
            "nobody_no_holder": "Nobody is recorded as holding the case",
            "nobody_inbox": f"{worker} is a team inbox",
            "nobody_left": f"{worker} has left",
            "nobody_away": f"{worker} has been away for more than ten days",
            "nobody_manager": f"{worker} is a manager",
        }.get(name.strand, f"{name.fact[:1].upper()}{name.fact[1:]}")
        return f"{fact}: since {self.short(since)}"

    def _next(self, children: tuple[UnheldChild, ...]) -> str:
        """What falls due next for any of them, or was due last."""
        duties = [one.next_due for one in children if one.next_due and one.next_due.due]
        coming = [one for one in duties if one.due and one.due >= self.day]
        if coming:
            return self._begun(self.due(min(coming, key=lambda one: one.due or self.day)))
        if duties:
            latest = max(duties, key=lambda one: one.due or date.min)
            return f"{self.title(latest)} was due {self.short(latest.due)}"
        return "No day is set, or none can be determined"

    def _aside(self, row: OverdueFamily) -> str:
        """Where the family's duties can be set aside."""
        handle = self.people.handle(row.children[0])
        return self.asked.link("set_aside", handle, clock=row.first.clock) if handle else ""

    def short(self, day: date | None) -> str:
        """A day without its year where that is this year or within the last six months."""
        if day is None:
            return "on a day not recorded"
        return f"{day.day} {day:%b}" if abs((self.day - day).days) < 183 else short_day(day)

    @staticmethod
    def _begun(words: str) -> str:
        return words[:1].upper() + words[1:]


def _begun_small(words: str) -> str:
    """The words to stand within a sentence; an abbreviation at their beginning stays."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
