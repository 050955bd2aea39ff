"""From a rule's conditions to SQL over the rows of a return."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from holdfast.engine.predicate import Predicate, Resolve
from holdfast.engine.quoting import quote, quoted
from holdfast.returns.form import LINE, ROW, UNREADABLE, Form, Place, SurroundingTable, has
from holdfast.returns.rule import Breach, MetByReader, Other, Rule, Whole, Within
from holdfast.returns.table import FormTable

OTHER = "other"
WORDS = ("missing", "given", "unreadable", "invalid")
# The rows of the whole file, kept under another name than those of some children.
WHOLE = "whole_"
# Before the number of a breach: the column that says whether it fails, of many asked at once.
FAILS = "fails"

Days = Mapping[str, date]
# A column as a query names it: the alias, the table that stands for, and the field.
Held = tuple[str, FormTable, str]
Find = Callable[[str, str], Held]


class BadRule(ValueError):
    """A rule names what the return has not. Only a mistake of ours can raise it."""


class Names:
    """What the names in a condition stand for."""

    def __init__(self, form: Form, on: FormTable | None, other: FormTable | None) -> None:
        self._form, self._other = form, other
        self._near = (on, *(link.around for link in form.outer(on))) if on else ()

    def place(self, qualifier: str, name: str) -> Place | None:
        """Alias and field of a column; None for a day. Raises BadRule for what is not there."""
        if not qualifier and name in self._form.day_names:
            return None
        if qualifier == OTHER:
            return OTHER, self._field(self._other, name)
        if qualifier:
            near = {table.name for table in self._near}
            if qualifier not in self._form.by_name or (near and qualifier not in near):
                raise BadRule(f"{qualifier} is no table near the row")
            return qualifier, self._field(self._form.by_name[qualifier], name)
        found = [table.name for table in self._near if self._has(table, name)]
        if not found:
            raise BadRule(f"no field called {name} near {[one.name for one in self._near]}")
        return found[0], name

    def table(self, alias: str) -> FormTable:
        """The table that an alias stands for."""
        if alias == OTHER and self._other:
            return self._other
        return self._form.by_name[alias]

    def _field(self, table: FormTable | None, name: str) -> str:
        if table is None or not self._has(table, name):
            raise BadRule(f"{table.name if table else 'nothing'} has no field called {name}")
        return name

    def _has(self, table: FormTable, name: str) -> bool:
        return name in self._form.keys or has(table, name)


# ------------------------------------------------------------------------- what a rule looks at


@cache
def places(form: Form, rule: Rule) -> tuple[Place, ...]:
    """Every table and field that a rule looks at, in the order of its text."""
    return tuple(
        dict.fromkeys(place for breach in rule.breaches for place in breach_places(form, breach))
    )


@cache
def breach_places(form: Form, breach: Breach | Whole | MetByReader) -> tuple[Place, ...]:
    """Every table and field that a breach looks at, in the order of its text."""
    return tuple(dict.fromkeys(_places(form, breach)))


def _places(form: Form, breach: Breach | Whole | MetByReader) -> Iterator[Place]:
    about = breach.on if isinstance(breach, Breach) else None
    for predicate, other in conditions(breach):
        names = Names(form, about, other)
        for qualifier, name in predicate.names:
            if (found := names.place(qualifier, name)) and name not in form.keys:
                yield from form.stands_for(names.table(found[0]).name, name)


def tables(form: Form, rule: Rule) -> Iterator[FormTable]:
    """Every table in which a rule looks for rows, or for their absence."""
    read = (name for breach in rule.breaches for name in _tables_read(form, breach))
    return (form.by_name[name] for name in dict.fromkeys(read))


def _tables_read(form: Form, breach: Breach | Whole | MetByReader) -> Iterator[str]:
    """The tables that a breach reads; of a derived one, those of the columns that it names."""
    for name in _tables(form, breach):
        derived = form.worked_out.get(name)
        if derived is None:
            yield name
        elif derived.stands_for is None:
            yield from (table for table, _ in form.reads[name])
    yield from (table for table, _ in breach_places(form, breach))


def row_places(form: Form, breach: Breach | Whole | MetByReader) -> Iterator[Place]:
    """The tables that a breach reads, each with "" or, of a derived one, the fields of its SQL."""
    for name in _tables(form, breach):
        yield from form.reads.get(name) or [(name, "")]


def _tables(form: Form, breach: Breach | Whole | MetByReader) -> tuple[str, ...]:
    if isinstance(breach, Whole):
        return form.named_in(breach.fails)
    if isinstance(breach, MetByReader):
        return ()
    others = (other.table.name for other in (breach.another, breach.without) if other)
    return (breach.on.name, *others, *(link.around.name for link in _named_around(form, breach)))


def conditions(
    breach: Breach | Whole | MetByReader,
) -> Iterator[tuple[Predicate, FormTable | None]]:
    """Each condition of a breach with the table that ``other`` stands for."""
    if isinstance(breach, Breach):
        yield from breach.conditions()
    elif isinstance(breach, Whole):
        yield Predicate(breach.fails), None


@cache
def days_named(form: Form, rule: Rule) -> bool:
    """Whether a rule speaks of a day of the return, so that it needs the reference date."""
    named = (p.names for breach in rule.breaches for p, _ in conditions(breach))
    days = form.day_names
    return any(not qualifier and name in days for names in named for qualifier, name in names)


def waits(form: Form, breach: Breach) -> bool:
    """Whether a breach must wait until the rows of every child were taken in.

    It compares children with one another, or is about rows that are not read with some children.
    """
    return breach.over_file or breach.on.name not in form.by_children


# ----------------------------------------------------------------------------- the queries


def breach_sql(form: Form, breach: Breach, days: Days) -> str:
    """Rows of ``row``, ``child``, ``line`` and ``beside``: each finding, and the other's line."""
    on, relation = breach.on, _relation(form, waits(form, breach))
    if on not in (*form.tables, *form.last_year):
        raise BadRule(f"a rule cannot be about {on.name}, whose rows are no child's")
    around = _named_around(form, breach)
    beside = f"min({OTHER}.line)" if breach.another and _has(breach.another.table, LINE) else "null"
    parts = [
        _derived(form, _tables(form, breach), relation, again=waits(form, breach)),
        f"select t.row, t.child, t.line, cast({beside} as bigint) as beside",
        f"from {relation(on.name)} as t",
        *(_joined(link, relation) for link in around),
    ]
    if breach.another:
        condition = _near(form, breach.another, on)
        parts.append(f"join {relation(breach.another.table.name)} as {OTHER} on {condition}")
    parts.append(f"where ({_condition(form, breach.fails, on, breach.another, days)})")
    if breach.another:
        parts.append(f"and ({_condition(form, breach.another.where, on, breach.another, days)})")
    if breach.without:
        parts.append(f"and not exists ({_absent(form, breach.without, on, days, relation)})")
    repeated = breach.another or not all(link.always for link in around)
    return "\n".join([*filter(None, parts), "group by t.row, t.child, t.line" if repeated else ""])


def breaches_sql(form: Form, breaches: Sequence[Breach], days: Days) -> str:
    """Rows of ``row``, ``child`` and ``line`` with ``fails0``, ``fails1``, …: which breaches fail.

    The breaches are about one table, none waits, and none is about another row. A table around a
    row may have several rows for it: then the row is there once for each of these.
    """
    on, relation = breaches[0].on, _relation(form, False)
    around = {link.around.name: link for breach in breaches for link in _named_around(form, breach)}
    named = [name for breach in breaches for name in _tables(form, breach)]
    fails = (
        f"{_fails(form, breach, days, relation)} as {FAILS}{number}"
        for number, breach in enumerate(breaches)
    )
    parts = [
        _derived(form, tuple(dict.fromkeys(named)), relation, again=False),
        "select t.row, t.child, t.line,",
        ",\n".join(fails),
        f"from {relation(on.name)} as t",
        *(_joined(link, relation) for link in around.values()),
    ]
    return "\n".join(filter(None, parts))


def _fails(form: Form, breach: Breach, days: Days, relation: Callable[[str], str]) -> str:
    """Whether a row breaks a rule, where no other row makes it do so."""
    fails = f"({_condition(form, breach.fails, breach.on, None, days)})"
    if not breach.without:
        return fails
    return f"({fails} and not exists ({_absent(form, breach.without, breach.on, days, relation)}))"


def whole_sql(form: Form, whole: Whole, days: Days) -> str:
    """One row with ``fails``."""
    names, relation = Names(form, None, None), _relation(form, True)

    def field(qualifier: str, name: str) -> Held:
        place = names.place(qualifier, name)
        if place is None:
            raise BadRule(f"{name} is a day, which holds nothing of its own")
        return relation(place[0]), names.table(place[0]), place[1]

    text = _in_sql(form, whole.fails, field, days)
    derived = _derived(form, form.named_in(whole.fails), relation, again=True)
    return f"{derived} select {form.relations(text, relation)} as fails".lstrip()


def _relation(form: Form, whole: bool) -> Callable[[str], str]:
    """What a table is called in a query, over some children or over the whole file."""
    return lambda name: f"{WHOLE}{name}" if whole and name in form.by_children else name


def _derived(
    form: Form, named: tuple[str, ...], relation: Callable[[str], str], again: bool
) -> str:
    """The derived tables that a query needs, each in the order in which the form declares it.

    ``again``: also those that were kept, for they were worked out of some children alone.
    """
    needed = set(named)
    for derived in reversed(form.derived):
        if derived.table.name in needed:
            needed |= set(form.named_in(derived.sql))
    found = [
        derived
        for derived in form.derived
        if derived.table.name in needed and (again or not derived.kept)
    ]
    made = (
        f"{derived.table.name} as ({form.relations(derived.sql, relation)})" for derived in found
    )
    return f"with {', '.join(made)}" if found else ""


def _absent(
    form: Form, without: Other, on: FormTable, days: Days, relation: Callable[[str], str]
) -> str:
    where = _condition(form, without.where, on, without, days)
    near = _near(form, without, on)
    return f"select 1 from {relation(without.table.name)} as {OTHER} where {near} and ({where})"


def _named_around(form: Form, breach: Breach) -> list[SurroundingTable]:
    """The tables around the row that its conditions name."""
    named = set()
    for predicate, other in breach.conditions():
        names = Names(form, breach.on, other)
        found = (names.place(*name) for name in predicate.names)
        named |= {place[0] for place in found if place}
    return [link for link in form.outer(breach.on) if link.around.name in named]


def _joined(link: SurroundingTable, relation: Callable[[str], str]) -> str:
    name, how = link.around.name, "join" if link.always else "left join"
    return f"{how} {relation(name)} as {name} on {name}.{link.its} = t.{link.own}"


def _near(form: Form, other: Other, on: FormTable) -> str:
    near = _within(form, other, on)
    return f"{near} and {OTHER}.row <> t.row" if other.table is on else near


def _within(form: Form, other: Other, on: FormTable) -> str:
    if other.within is Within.INSIDE:
        link = next((link for link in form.outer(other.table) if link.around is on), None)
        if link is None:
            raise BadRule(f"{other.table.name} lies in no row of {on.name}")
        return f"{OTHER}.{link.own} = t.{link.its}"
    if other.within is Within.BESIDE:
        return f"{OTHER}.inside = t.inside"
    if other.within is Within.GROUP:
        return f"{OTHER}.{form.group} = t.{_own(form, on, form.group)}"
    return f"{OTHER}.child = t.child" if other.within is Within.CHILD else "true"


def _own(form: Form, on: FormTable, key: str) -> str:
    """The column of a row for a key of those inside it: of what the key numbers, its own."""
    links = (link for table in form.tables for link in form.outer(table))
    numbered = any((link.own, link.its) == (key, ROW) and link.around is on for link in links)
    return ROW if numbered else key


# ------------------------------------------------------------------------- names in conditions


def _condition(form: Form, text: str, on: FormTable, other: Other | None, days: Days) -> str:
    names = Names(form, on, other.table if other else None)

    def field(qualifier: str, name: str) -> Held:
        place = names.place(qualifier, name)
        if place is None:
            raise BadRule(f"{name} is a day, which holds nothing of its own")
        alias, column = place
        shown = "t" if alias == on.name and qualifier != OTHER else alias
        return shown, names.table(alias), column

    return _in_sql(form, text, field, days)


def _in_sql(form: Form, text: str, field: Find, days: Days) -> str:
    def resolve(qualifier: str, name: str) -> str:
        if not qualifier and name in form.day_names:
            return _day(days, name)
        alias, _, column = field(qualifier, name)
        return f"{alias}.{form.column(column)}"

    # What a name stands for that no word of ours is about: a day, or a column.
    return Predicate(text).sql(resolve, _words(field, resolve))


def _words(field: Find, held: Resolve) -> dict[str, Resolve]:
    """The words of ours, each with its meaning; ``held`` gives a column as SQL."""

    def missing(qualifier: str, name: str) -> str:
        return f"({held(qualifier, name)} is null and not {unreadable(qualifier, name)})"

    def given(qualifier: str, name: str) -> str:
        return f"({held(qualifier, name)} is not null or {unreadable(qualifier, name)})"

    def unreadable(qualifier: str, name: str) -> str:
        alias, table, column = field(qualifier, name)
        if not _has(table, UNREADABLE):  # a list, or worked out: nobody has filled it in
            return "false"
        return f"coalesce(list_contains({alias}.{UNREADABLE}, {quote(column)}), false)"

    def invalid(qualifier: str, name: str) -> str:
        _, table, column = field(qualifier, name)
        codes = table.field(column).codes
        if codes is None:
            raise BadRule(f"{name} has no codes")
        return f"({held(qualifier, name)} not in ({quoted(codes.codes)}))"

    return dict(zip(WORDS, (missing, given, unreadable, invalid), strict=True))


def _has(table: FormTable, key: str) -> bool:
    return key in table.shape().names


def _day(days: Days, name: str) -> str:
    if name not in days:
        raise BadRule(f"{name} is no day of the return")
    return f"cast({quote(days[name].isoformat())} as date)"
