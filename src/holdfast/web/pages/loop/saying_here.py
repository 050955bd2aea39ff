"""What may be said of one deficit on its own page, and by whom."""

from datetime import date
from functools import cached_property, partial
from typing import Any

from django.http import HttpRequest

from holdfast.challenge.choices import LEVEL_WORDS, EscalationLevel
from holdfast.challenge.deficit import DISPUTES, RAISED
from holdfast.challenge.escalation import EscalatedDeficit, escalation_of, levels_above
from holdfast.challenge.path import DeficitPath
from holdfast.challenge.raised import is_carried
from holdfast.challenge.said import SaidKind
from holdfast.web.actions.challenge import LONGEST, SaidToSave, say_of_deficit
from holdfast.web.actions.raising import end_what_one_raised, escalate_dispute
from holdfast.web.asked import Asked
from holdfast.web.oversight.loop_entries import BY_WHOEVER_RAISED, SettleReason
from holdfast.web.oversight.loop_said import entries_of_team, standing_entries
from holdfast.web.oversight.models import DeficitEntry, RaisedEntry
from holdfast.web.oversight.raised import raised_entry
from holdfast.web.pages.loop.deficit_words import DeficitWords
from holdfast.web.pages.loop.known import choices_of, worker_of
from holdfast.web.pages.loop.saying import leader_of, owners_of, say_of_one
from holdfast.web.pages.loop.supervision_form import TypedSupervision, in_numbers
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.people.assignments import scopes_of
from holdfast.web.people.permission import Permission

KEPT, DOES = "kept", "do"
VERIFY, ANSWER, END, ESCALATE = "verify", "answer", "end", "escalate"


class SayingHere:
    """A deficit as one request asks for it; ``child`` and ``handle`` are empty for a team's."""

    def __init__(
        self, request: HttpRequest, asked: Asked, path: DeficitPath, child: str, handle: str
    ) -> None:
        self.asked, self.path, self.child, self.handle = asked, path, child, handle
        self.user, self.sent = request.user, request.POST
        self.by = request.user.get_username()
        self.own = worker_of(request.user) or self.by
        self.does = request.POST.get(DOES, VERIFY) if request.method == "POST" else ""
        self.kept = request.GET.get(KEPT, "")
        self.raised: RaisedEntry | None = raised_entry(path.key.rule)
        self.problem = ""
        self.problems: dict[str, str] = {}
        sent = self.sent if self.does == ANSWER else {}
        self.typed = TypedSupervision.of({"held": in_numbers(asked.day), **_flat(sent)}, [path])

    @property
    def may_answer(self) -> bool:
        """Whether one may direct here: of what a person raised, while it is open."""
        if self.path.source not in RAISED or not self.path.is_open:
            return False
        scopes = {
            *scopes_of(self.user, Permission.DIRECT),
            *scopes_of(self.user, Permission.ANSWER_DISPUTE),
        }
        if self.child:
            return any(scope.holds(self.asked.outlook, self.child) for scope in scopes)
        return any(
            not scope or self.path.team in scope.teams(self.asked.outlook) for scope in scopes
        )

    @property
    def may_end(self) -> bool:
        """Whether one raised it, and it is open."""
        return self.raised is not None and self.raised.by == self.by and self.path.is_open

    @property
    def may_escalate(self) -> bool:
        """Whether one may take it to a higher level: a dispute of one's own kind, while open."""
        if self.path.source not in DISPUTES or not self.path.is_open or not self.child:
            return False
        may = (
            *scopes_of(self.user, Permission.RAISE_DISPUTE),
            *scopes_of(self.user, Permission.ANSWER_DISPUTE),
        )
        return bool(self.levels) and any(s.holds(self.asked.outlook, self.child) for s in may)

    @cached_property
    def over(self) -> EscalatedDeficit | None:
        """How far it is past its limit on the day looked at."""
        return escalation_of(self.path, self.asked.day, choices_of(self.asked))

    @property
    def levels(self) -> tuple[EscalationLevel, ...]:
        """To whom it can still be escalated."""
        return levels_above(self.over.level if self.over else None)

    def say(self) -> bool:
        """Save what was sent; whether it was. What is wrong is kept, to be shown."""
        if self.does == ANSWER and self.may_answer:
            return self._answer()
        if self.does == END and self.may_end:
            return self._end()
        if self.does == ESCALATE and self.may_escalate:
            return self._escalate()
        words = self.sent.get("words", "").strip()
        self.problem = self._wrong(words, self.asked.day)
        if self.problem:
            return False
        said = SaidToSave(
            self.path.key, self.path.source, self.handle, SaidKind.VERIFIED, words=words
        )
        say_of_deficit(by=self.by, by_worker=self.own, said=said, on=self.asked.day)
        return True

    def _answer(self) -> bool:
        self.problems = self.typed.problems(
            [self.path], self.asked.day, partial(is_carried, self.asked.outlook)
        )
        said = self.typed.said([self.path], self.handle)
        if not said and not self.problems:
            self.problem = "Choose what you say of it"
        if self.problem or self.problems:
            return False
        say_of_deficit(by=self.by, by_worker=self.own, said=said[0], on=self.asked.day)
        return True

    def _end(self) -> bool:
        reason, words = self.sent.get("reason", ""), self.sent.get("words", "").strip()
        if reason not in BY_WHOEVER_RAISED or not words or len(words) > LONGEST or "\0" in words:
            self.problem = f"Choose one, and say why in {LONGEST} characters or fewer"
            return False
        assert self.raised is not None, "one may end what one raised"
        end_what_one_raised(
            by=self.by,
            by_worker=self.own,
            raised=self.raised,
            child=self.child,
            reason=SettleReason(reason),
            words=words,
            on=self.asked.day,
        )
        return True

    def _escalate(self) -> bool:
        level, words = self.sent.get("level", ""), self.sent.get("words", "").strip()
        if level not in self.levels or not words or len(words) > LONGEST or "\0" in words:
            self.problem = f"Choose to whom, and say why in {LONGEST} characters or fewer"
            return False
        dispute = SaidToSave(
            self.path.key, self.path.source, self.handle, SaidKind.ESCALATED, words=words
        )
        escalate_dispute(
            by=self.by,
            by_worker=self.own,
            dispute=dispute,
            now=self.over.level if self.over else None,
            level=EscalationLevel(level),
            on=self.asked.day,
        )
        return True

    def about(self, people: PeopleShown) -> dict[str, Any]:
        """What the page shows of the deficit, whose ever it is."""
        path, shown = self.path, DeficitWords(self.asked, people)
        leader = leader_of(self.asked, self.child) if self.child else ""
        owners = owners_of(self.asked, people, self.child, leader, self.by)
        own = [("", "the manager of the team"), *owners] if not self.child else owners
        return {
            "asked": self.asked,
            "path": path,
            "what": shown.title(path),
            "since": shown.since(path),
            "said": shown.said(path),
            "days": shown.days(path),
            "team": people.team(path.team) or "no team recorded",
            "entries": self._entries(),
            "raised": self.raised,
            "over": self.over,
            "level": LEVEL_WORDS[self.over.level] if self.over else "",
            "may_escalate": self.may_escalate,
            "levels": [(one.value, LEVEL_WORDS[one]) for one in self.levels],
            "to_level": self.sent.get("level", ""),
            "may_verify": path.evidenced is not None and path.verified is None,
            "may_answer": self.may_answer,
            "may_end": self.may_end,
            "one": say_of_one(shown, path, self.typed, self.problems, leader, own),
            "reasons": [
                (SettleReason.AGREED.value, "You agree with what is done"),
                (SettleReason.WITHDRAWN.value, "You take it back"),
            ],
            "reason": self.sent.get("reason", ""),
            "problem": self.problem,
            "problems": self.problems,
            "does": self.does,
            "words": self.sent.get("words", ""),
            "longest": LONGEST,
            "kept": self.kept,
            "choices": choices_of(self.asked),
        }

    def _entries(self) -> list[DeficitEntry]:
        key = self.path.key
        rows = standing_entries(self.handle) if self.handle else entries_of_team(key.rule)
        return [
            one
            for one in rows
            if (one.rule, one.started, one.nth) == (key.rule, key.started, key.nth)
        ]

    def _wrong(self, words: str, on: date) -> str:
        if self.path.evidenced is None:
            return "No event in the record shows it done yet: there is nothing to verify"
        # Whoever was to do it, and whoever directed it, does not verify it.
        concerned = {self.path.owner or self.path.worker or ""}
        for one in self._entries():
            if one.kind == SaidKind.DIRECTED:
                concerned |= {one.by, one.by_worker}
        if self.own in concerned - {""}:
            return "You were to do it, or you directed it: somebody else must look"
        if not words:
            return "Write what you looked at, and what you found"
        if len(words) > LONGEST or "\0" in words:
            return f"What you write must be text of {LONGEST} characters or fewer"
        if on < self.path.evidenced:
            return "The event lies after the day that you look at"
        return ""


def _flat(sent: Any) -> dict[str, str]:
    return {name: sent.get(name, "") for name in sent}
