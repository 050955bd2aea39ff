"""The rules of the looked-after children return, from their declarations and examples."""

from collections.abc import Iterator, Mapping

from docs.building.blocks import Maker
from docs.building.markdown import table
from holdfast.returns.compiling import tables
from holdfast.returns.rule import Breach, MetByReader, Rule, Whole
from holdfast.returns.ssda903.form import FORM
from holdfast.returns.ssda903.register import DFE, OURS, YEARS
from holdfast.sources.ssda903.layout import TABLES


def _year_by_year() -> str:
    rows = []
    before: set[str] = set()
    for year in YEARS:
        now = [rule.code for rule in DFE if rule.stands_in(year)]
        new = [code for code in now if before and code not in before]
        rows.append((f"{year - 1}/{year % 100:02}", len(now), ", ".join(new) or "–"))
        before = set(now)
    return table(("return of", "rules", "new"), rows)


def _needs() -> str:
    """What must be given beside this year's files for a rule to run."""
    groups: dict[str, list[str]] = {"last year's files": [], "Ofsted's list of providers": []}
    groups |= {"the list of postcodes": [], "the council's own code": []}
    named = {"Providers": "Ofsted's list of providers", "Postcodes": "the list of postcodes"}
    named |= {"Council": "the council's own code"}
    for rule in DFE:
        if rule.stands_in(YEARS[-1]):
            for name in dict.fromkeys(one.name for one in tables(FORM, rule)):
                key = "last year's files" if name.endswith("_last") else named.get(name)
                if key and rule.code not in groups[key]:
                    groups[key].append(rule.code)
    rows = [(name, len(codes), ", ".join(codes)) for name, codes in groups.items()]
    return table(("needs", "rules", "which"), rows)


def _files() -> str:
    rows = [
        (f"`{one.name}`", one.meaning, ", ".join(f"`{c.name}`" for c in one.columns))
        for one in TABLES
    ]
    return table(("file", "what it holds", "columns"), rows)


def _rule_by_rule() -> Iterator[str]:
    rules = (*DFE, *OURS)
    for code in dict.fromkeys(rule.code for rule in rules):
        yield f"### {code}\n"
        for rule in (one for one in rules if one.code == code):
            yield from _in_words(rule)


def _in_words(rule: Rule) -> Iterator[str]:
    years = f"Until {rule.until}. " if rule.until < YEARS[-1] else ""
    years += f"Since {rule.since}. " if rule.since > YEARS[0] else ""
    yield f"{years}{rule.severity.capitalize()}.\n"
    for breach in rule.breaches:
        yield f"- {breach.says}"
        yield from (f"  - {line}" for line in _conditions(breach))
    yield f"\nWhat corrects it: {rule.fix}\n"
    if rule.reading:
        yield f"How it is read: {rule.reading}\n"


def _conditions(breach: Breach | Whole | MetByReader) -> Iterator[str]:
    if not isinstance(breach, Breach):
        return
    yield f"{breach.on.name}: `{breach.fails}`"
    for word, other in (("with another", breach.another), ("without any", breach.without)):
        if other:
            yield f"{word} {other.table.name} {FORM.within[other.within]}: `{other.where}`"


def _readings() -> str:
    count = len({rule.code for rule in DFE if rule.reading})
    return f"{count} of {len({rule.code for rule in DFE})}"


MAKERS: Mapping[str, Maker] = {
    "looked-after rules year by year": _year_by_year,
    "what looked-after rules need": _needs,
    "files of the looked-after return": _files,
    "looked-after rules with a reading": _readings,
    "looked-after rule by rule": lambda: "\n".join(_rule_by_rule()),
}
