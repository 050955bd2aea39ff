"""From a rule's conditions to SQL over the rows of a census."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache

from holdfast.engine.predicate import Predicate, Resolve
from holdfast.engine.quoting import quote, quoted
from holdfast.returns.cin_census.days import NAMES
from holdfast.returns.cin_census.rule import Case, Met, Other, Rule, Whole, Within
from holdfast.sources.cin_census.census import AROUND, BY_NAME
from holdfast.sources.cin_census.module import Module

OTHER = "other"
# Where a row lies; a condition may compare them, though no person gave them.
KEYS = ("row", "child", "episode", "inside")
WORDS = ("missing", "given", "unreadable", "invalid")
# The rows of the whole file, kept under another name than those of one batch.
WHOLE = "whole_"

_FROM = re.compile(rf"\bfrom ({'|'.join(BY_NAME)})\b", re.IGNORECASE)

Days = Mapping[str, date]
Place = tuple[str, str]
# A column as a query names it: the alias, the module that stands for, and the field.
Held = tuple[str, Module, str]
Find = Callable[[str, str], Held]


class BadRule(ValueError):
    """A rule names what the census has not. Only a mistake of ours can raise it."""


@cache
def around(module: Module) -> tuple[Module, ...]:
    """The modules that a row of this one lies in, from the inside out."""
    outer = AROUND.get(module.name)
    return (BY_NAME[outer], *around(BY_NAME[outer])) if outer else ()


class Names:
    """What the names in a condition stand for."""

    def __init__(self, on: Module | None, other: Module | None) -> None:
        self._near = (on, *around(on)) if on else ()
        self._other = other

    def place(self, qualifier: str, name: str) -> Place | None:
        """Alias and field of a column; None for a day. Raises BadRule for what is not there."""
        if not qualifier and name in NAMES:
            return None
        if qualifier == OTHER:
            return OTHER, _field(self._other, name)
        if qualifier:
            return self._qualified(qualifier, name)
        found = [one.name for one in self._near if _has(one, name)]
        if not found:
            raise BadRule(f"no field called {name} near {[one.name for one in self._near]}")
        return found[0], name

    def module(self, alias: str) -> Module:
        """The module that an alias stands for."""
        if alias == OTHER and self._other:
            return self._other
        return BY_NAME[alias]

    def _qualified(self, qualifier: str, name: str) -> Place:
        near = {one.name for one in self._near}
        if qualifier not in BY_NAME or (near and qualifier not in near):
            raise BadRule(f"{qualifier} is no module near the row")
        return qualifier, _field(BY_NAME[qualifier], name)


def _has(module: Module, name: str) -> bool:
    return name in KEYS or any(one.name == name for one in module.fields())


def _field(module: Module | None, name: str) -> str:
    if module is None or not _has(module, name):
        raise BadRule(f"{module.name if module else 'nothing'} has no field called {name}")
    return name


@cache
def places(rule: Rule) -> tuple[Place, ...]:
    """Every module and field that a rule looks at, in the order of its text."""
    return tuple(dict.fromkeys(one for case in rule.cases for one in case_places(case)))


@cache
def case_places(case: Case | Whole | Met) -> tuple[Place, ...]:
    """Every module and field that a case looks at, in the order of its text."""
    return tuple(dict.fromkeys(_places(case)))


def _places(case: Case | Whole | Met) -> Iterator[Place]:
    about = case.on if isinstance(case, Case) else None
    for predicate, other in conditions(case):
        names = Names(about, other)
        for qualifier, name in predicate.names:
            if (found := names.place(qualifier, name)) and name not in KEYS:
                yield names.module(found[0]).name, found[1]


def modules(rule: Rule) -> Iterator[Module]:
    """Every module in which a rule looks for rows, or for their absence."""
    for case in rule.cases:
        if isinstance(case, Whole):
            yield from (BY_NAME[name] for name in counted(case))
        elif isinstance(case, Case):
            others = (one.module for one in (case.another, case.without) if one)
            yield from (case.on, *others)


def conditions(case: Case | Whole | Met) -> Iterator[tuple[Predicate, Module | None]]:
    """Each condition of a case with the module that ``other`` stands for."""
    if isinstance(case, Case):
        yield from case.conditions()
    elif isinstance(case, Whole):
        yield Predicate(case.fails), None


def counted(whole: Whole) -> tuple[str, ...]:
    """The modules whose rows a condition about the return asks for."""
    return tuple(dict.fromkeys(_FROM.findall(whole.fails)))


@cache
def days_named(rule: Rule) -> bool:
    """Whether a rule speaks of a day of the census, so that it needs the reference date."""
    named = (p.names for case in rule.cases for p, _ in conditions(case))
    return any(not qualifier and name in NAMES for names in named for qualifier, name in names)


def case_sql(case: Case, days: Days) -> str:
    """Rows of ``row``, ``child``, ``line`` and ``beside``: each finding, and the other's line."""
    on, prefix = case.on, WHOLE if case.over_file else ""
    beside = f"min({OTHER}.line)" if case.another else "null"
    parts = [
        f"select t.row, t.child, t.line, cast({beside} as bigint) as beside",
        f"from {prefix}{on.name} as t",
        *(_joined(one, on, prefix) for one in _outer_named(case)),
    ]
    if case.another:
        condition = _near(case.another, on)
        parts.append(f"join {prefix}{case.another.module.name} as {OTHER} on {condition}")
    parts.append(f"where ({_condition(case.fails, on, case.another, days)})")
    if case.another:
        parts.append(f"and ({_condition(case.another.where, on, case.another, days)})")
    if case.without:
        parts.append(f"and not exists ({_absent(case.without, on, days, prefix)})")
    return "\n".join([*parts, "group by t.row, t.child, t.line" if case.another else ""])


def whole_sql(whole: Whole, days: Days) -> str:
    """One row with ``fails``."""
    names = Names(None, None)

    def field(qualifier: str, name: str) -> Held:
        place = names.place(qualifier, name)
        if place is None:
            raise BadRule(f"{name} is a day, which holds nothing of its own")
        return f"{WHOLE}{place[0]}", names.module(place[0]), place[1]

    text = Predicate(whole.fails).sql(_resolving(field, days), _words(field))
    return f"select {_FROM.sub(lambda found: f'from {WHOLE}{found[1]}', text)} as fails"


def _absent(without: Other, on: Module, days: Days, prefix: str) -> str:
    where = _condition(without.where, on, without, days)
    near = _near(without, on)
    return f"select 1 from {prefix}{without.module.name} as {OTHER} where {near} and ({where})"


def _outer_named(case: Case) -> list[Module]:
    """The modules around the row that its conditions name."""
    named = set()
    for predicate, other in case.conditions():
        names = Names(case.on, other)
        found = (names.place(*one) for one in predicate.names)
        named |= {place[0] for place in found if place}
    return [one for one in around(case.on) if one.name in named]


def _joined(outer: Module, on: Module, prefix: str) -> str:
    link = {"Child": "child", "CINdetails": "episode"}.get(outer.name, "inside")
    return f"join {prefix}{outer.name} as {outer.name} on {outer.name}.row = t.{link}"


def _near(other: Other, on: Module) -> str:
    to = {"Child": "child", "CINdetails": "episode"}.get(on.name, "inside")
    near = {
        Within.INSIDE: f"{OTHER}.{to} = t.row",
        Within.BESIDE: f"{OTHER}.inside = t.inside",
        Within.EPISODE: f"{OTHER}.episode = t.{'row' if on.name == 'CINdetails' else 'episode'}",
        Within.CHILD: f"{OTHER}.child = t.child",
        Within.FILE: "true",
    }[other.within]
    return f"{near} and {OTHER}.row <> t.row" if other.module is on else near


def _condition(text: str, on: Module, other: Other | None, days: Days) -> str:
    names = Names(on, other.module if other else None)

    def field(qualifier: str, name: str) -> Held:
        place = names.place(qualifier, name)
        if place is None:
            raise BadRule(f"{name} is a day, which holds nothing of its own")
        alias, column = place
        shown = "t" if alias == on.name and qualifier != OTHER else alias
        return shown, names.module(alias), column

    return Predicate(text).sql(_resolving(field, days), _words(field))


def _resolving(field: Find, days: Days) -> Resolve:
    """What a name stands for that no word of ours is about: a day, or a column."""

    def resolve(qualifier: str, name: str) -> str:
        if not qualifier and name in NAMES:
            return _day(days, name)
        alias, _, column = field(qualifier, name)
        return f"{alias}.{column}"

    return resolve


def _words(field: Find) -> dict[str, Resolve]:
    """The words of ours, each with its meaning."""

    def missing(qualifier: str, name: str) -> str:
        alias, _, column = field(qualifier, name)
        return f"({alias}.{column} is null and not {_lost(alias, column)})"

    def given(qualifier: str, name: str) -> str:
        alias, _, column = field(qualifier, name)
        return f"({alias}.{column} is not null or {_lost(alias, column)})"

    def unreadable(qualifier: str, name: str) -> str:
        alias, _, column = field(qualifier, name)
        return _lost(alias, column)

    def invalid(qualifier: str, name: str) -> str:
        alias, module, column = field(qualifier, name)
        codes = module.field(column).codes
        if codes is None:
            raise BadRule(f"{name} has no codes")
        return f"({alias}.{column} not in ({quoted(codes.codes)}))"

    return dict(zip(WORDS, (missing, given, unreadable, invalid), strict=True))


def _lost(alias: str, column: str) -> str:
    return f"coalesce(list_contains({alias}.unreadable, {quote(column)}), false)"


def _day(days: Days, name: str) -> str:
    if name not in days:
        raise BadRule(f"{name} is no day of the census")
    return f"cast({quote(days[name].isoformat())} as date)"
