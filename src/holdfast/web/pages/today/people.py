"""Children and workers as the pages of the day name them: brothers and sisters by first names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from holdfast.query.children import NamedChild, named_children
from holdfast.query.outlook import Outlook
from holdfast.query.whose_move import AwaitedStep, first_waited_for
from holdfast.web import data
from holdfast.web.asked import Asked
from holdfast.web.pages.child.head import years
from holdfast.web.pages.today.chosen import choices
from holdfast.web.teams import names_of_teams, names_of_workers


@dataclass(frozen=True)
class ChildLink:
    """A child as a row shows them: the words of the link, and where it leads."""

    child: str
    words: str
    url: str


@dataclass(frozen=True)
class FamilyName:
    """The children of a row, and their ages: "16, 13 and 8"; empty where none is recorded."""

    children: tuple[ChildLink, ...]
    ages: str

    @property
    def words(self) -> str:
        """The names in one line."""
        return in_one_line([one.words for one in self.children])


def names_of(outlook: Outlook) -> Mapping[str, NamedChild]:
    """Every child's names, read once: the files may go while the pages still show them."""
    found: Mapping[str, NamedChild] = data.remember(
        outlook, "named children", lambda: named_children(outlook)
    )
    return found


@dataclass(frozen=True)
class PeopleShown:
    """The names of those whom a page shows."""

    asked: Asked
    named: Mapping[str, NamedChild]

    @classmethod
    def on(cls, asked: Asked) -> "PeopleShown":
        """The names of everybody, as the record has them, kept with the outlook."""
        return cls(asked, names_of(asked.outlook))

    def family(self, children: Sequence[str]) -> FamilyName:
        """Children as a row names them: the family name once, with the last who bears it."""
        links = [
            ChildLink(child, self._words(children, place), self._url(child))
            for place, child in enumerate(children)
        ]
        ages = [self._age(child) for child in children]
        return FamilyName(tuple(links), in_one_line([age for age in ages if age]))

    def waits(self, children: Sequence[str]) -> str:
        """Whose move it is: the step for which the first of the children waits who waits at all."""
        step = self.step(children)
        return step.words if step else ""

    def step(self, children: Sequence[str]) -> AwaitedStep | None:
        """The step for which the first of the children waits who waits at all."""
        steps = self._steps
        return next((steps[child] for child in children if child in steps), None)

    @cached_property
    def _steps(self) -> Mapping[str, AwaitedStep]:
        return first_waited_for(self.asked.outlook, choices().left_undone)

    def worker(self, worker: str | None) -> str:
        """A worker's name where the source gives it, else the identifier; empty for nobody."""
        return names_of_workers(self.asked.outlook).get(worker, worker) if worker else ""

    def team(self, team: str | None) -> str:
        """A team's name where the source gives it, else the identifier; empty for none."""
        return names_of_teams(self.asked.outlook).get(team, team) if team else ""

    def name(self, child: str) -> str:
        """A child's first and family name; empty where neither is recorded."""
        own = self.named.get(child)
        return " ".join(name for name in (own.forename, own.surname) if name) if own else ""

    def _words(self, children: Sequence[str], place: int) -> str:
        """The first name alone where the next child has the same family name."""
        own = self.named.get(children[place])
        following = self.named.get(children[place + 1]) if place + 1 < len(children) else None
        if own and own.forename and following and following.surname == own.surname:
            return own.forename
        return self.name(children[place]) or children[place]

    def handle(self, child: str) -> str:
        """The child's id in addresses; empty for one of whom the data has no person."""
        return self._handles.get(child, "")

    @cached_property
    def _handles(self) -> Mapping[str, str]:
        # Asked for once a page: each time it looks whether the register has changed.
        return data.addresses().handles

    def _url(self, child: str) -> str:
        handle = self.handle(child)
        return self.asked.link("child", handle) if handle else ""

    def _age(self, child: str) -> str:
        own = self.named.get(child)
        if own is None:
            return ""
        if own.born is None:
            return "unborn" if own.expected and own.expected > self.asked.day else ""
        return "unborn" if own.born > self.asked.day else _age(own.born, self.asked.day)


def _age(born: date, on: date) -> str:
    """Whole years; of a child under two, months."""
    whole = years(born, on)
    if whole >= 2:
        return str(whole)
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    return "1 month" if months == 1 else f"{months} months"


def in_one_line(words: Sequence[str]) -> str:
    """Words after one another, the last joined by "and"."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
