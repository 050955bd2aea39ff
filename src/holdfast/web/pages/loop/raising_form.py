"""The form by which a deficit is raised: what was typed, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from holdfast.areas import Area
from holdfast.challenge.deficit import DEFICIT_RULES, DeficitSource
from holdfast.challenge.raised import EVIDENCE, is_carried
from holdfast.days import FIRST_KNOWN
from holdfast.query.outlook import Outlook
from holdfast.web.actions.challenge import LONGEST
from holdfast.web.actions.raising import LONGEST_TITLE, DeficitToRaise
from holdfast.web.pages.loop.supervision_form import NOT_CARRIED, in_numbers, read_numbers

FIELDS = ("source", "team", "title", "theme", "evidence", "found_on", "address", "words", "owner")
# The day by which it is to be done; with it what is written is a direction.
BY = "by"


@dataclass(frozen=True)
class TypedDeficit:
    """What was typed; ``of_team`` where it is of a team, ``dispute`` where it is a dispute."""

    fields: Mapping[str, str]
    of_team: bool = False
    dispute: bool = False

    @classmethod
    def of(
        cls, sent: Mapping[str, Any], of_team: bool = False, dispute: bool = False
    ) -> "TypedDeficit":
        """What a form sent: only the fields that it has."""
        return cls({name: str(sent.get(name, "")) for name in (*FIELDS, BY)}, of_team, dispute)

    def problems(self, outlook: Outlook, sources: Mapping[DeficitSource, str]) -> dict[str, str]:
        """What is wrong, by the id of the field; nothing where it can be raised."""
        get, found = self.fields.get, {}
        if get("source") not in {one.value for one in sources}:
            found["source"] = "Choose where it comes from"
        if not get("title", "").strip() or len(get("title", "")) > LONGEST_TITLE:
            found["title"] = f"Say what is missing, in {LONGEST_TITLE} characters or fewer"
        if get("theme") not in {one.value for one in Area}:
            found["theme"] = "Choose what it is about"
        evidence = get("evidence", "")
        if evidence not in (DEFICIT_RULES if self.of_team else EVIDENCE):
            found["evidence"] = "Choose what is to show it put right"
        elif not self.of_team and not is_carried(outlook, evidence):
            found["evidence"] = NOT_CARRIED.format(evidence)
        day = read_numbers(get("found_on", ""))
        if day is None or not FIRST_KNOWN <= day <= outlook.day:
            found["found_on"] = f"Give the day on which it was found, up to {_shown(outlook.day)}"
        if len(get("address", "")) > 300:
            found["address"] = "Use 300 characters or fewer"
        if "\0" in "".join(self.fields.values()):
            found["title"] = "Use text alone"
        return found | self._problems_of_words(outlook.day)

    def _problems_of_words(self, on: date) -> dict[str, str]:
        words, by = self.fields.get("words", ""), self.fields.get(BY, "")
        due = read_numbers(by)
        if len(words) > LONGEST:
            return {"words": f"Use {LONGEST} characters or fewer"}
        if self.dispute and not words.strip():
            return {"words": "Say what you ask, and why"}
        if by.strip() and (due is None or due <= on):
            return {BY: f"Give a day after {_shown(on)}, as 2 2 2018"}
        if bool(by.strip()) != bool(words.strip()) and not self.dispute:
            return {BY: "Write what is to be done and by when, or neither"}
        return {}

    def to_raise(self, child: str = "", handle: str = "") -> DeficitToRaise:
        """What is to be saved, once nothing is wrong."""
        get = self.fields.get
        found_on = read_numbers(get("found_on", ""))
        assert found_on is not None, "the form was looked at"
        return DeficitToRaise(
            DeficitSource(get("source", "")),
            get("title", ""),
            Area(get("theme", "")),
            get("evidence", ""),
            found_on,
            child=child,
            handle=handle,
            team=get("team", "") if self.of_team else "",
            address=get("address", ""),
            words=get("words", ""),
            owner="" if self.dispute else get("owner", ""),
            due=None if self.dispute else read_numbers(get(BY, "")),
        )


def _shown(day: date) -> str:
    return in_numbers(day)
