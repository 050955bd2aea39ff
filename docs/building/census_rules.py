"""The rules of the children in need census, from their declarations and examples."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from docs.building.blocks import Maker
from docs.building.markdown import table
from holdfast.returns.cin_census.form import FORM
from holdfast.returns.cin_census.register import DFE, OURS, YEARS
from holdfast.returns.compiling import places
from holdfast.returns.rule import Breach, MetByReader, Rule, Whole, Within
from tests.returns.cin_census.examples import read_examples

SPEC = Path(__file__).parents[2] / "tests" / "returns" / "cin_census" / "spec"


def _year_by_year() -> str:
    rows = []
    before: dict[str, Rule] = {}
    for year in YEARS:
        now = {rule.code: rule for rule in DFE if rule.stands_in(year)}
        new = [code for code in now if before and code not in before]
        changed = [code for code in now if code in before and now[code] is not before[code]]
        rows.append((year, len(now), ", ".join(new) or "–", ", ".join(changed) or "–"))
        before = now
    return table(("census that ends in", "rules", "new", "changed"), rows)


def _register() -> str:
    examples = Counter((one.code, bool(one.finds)) for one in read_examples(SPEC))
    rows = []
    for code in dict.fromkeys(rule.code for rule in DFE):
        versions = [rule for rule in DFE if rule.code == code]
        years = ["✓" if any(rule.stands_in(y) for rule in versions) else "–" for y in YEARS]
        link, words = f"[{code}](#{code.lower()})", versions[-1].breaches[0].says
        rows.append((link, words, *years, examples[code, True], examples[code, False]))
    return table(("rule", "what it finds", *map(str, YEARS), "finds", "passes"), rows)


def _rule_by_rule() -> Iterator[str]:
    rules = (*DFE, *OURS)
    for code in dict.fromkeys(rule.code for rule in rules):
        yield f"### {code}\n"
        for rule in (one for one in rules if one.code == code):
            yield from _in_words(rule)


def _in_words(rule: Rule) -> Iterator[str]:
    years = f"Until {rule.until}. " if rule.until < YEARS[-1] else ""
    years += f"Since {rule.since}. " if rule.since > YEARS[0] else ""
    yield f"{years}{'Provisional. ' if rule.provisional else ''}{rule.severity.capitalize()}.\n"
    for breach in rule.breaches:
        yield f"- {breach.says}"
        yield from (f"  - {line}" for line in _conditions(breach))
    yield f"\nWhat corrects it: {rule.fix}\n"
    if rule.reading:
        yield f"How it is read: {rule.reading}\n"
    if fields := dict.fromkeys(name for _, name in places(FORM, rule)):
        yield f"Fields: {', '.join(fields)}.\n"


def _conditions(breach: Breach | Whole | MetByReader) -> Iterator[str]:
    if isinstance(breach, MetByReader):
        return
    if isinstance(breach, Whole):
        yield f"the return: `{breach.fails}`"
        return
    yield f"{breach.on.name}: `{breach.fails}`"
    for word, other in (("with another", breach.another), ("without any", breach.without)):
        if other:
            within = "of the episode" if other.within is Within.GROUP else other.within
            yield f"{word} {other.table.name} {within}: `{other.where}`"


def _years() -> str:
    """The census years whose rules are known, as 2022/23 to 2026/27."""
    return " to ".join(f"{year - 1}/{year % 100:02}" for year in (YEARS[0], YEARS[-1]))


MAKERS: Mapping[str, Maker] = {
    "years of the census": _years,
    "census rules year by year": _year_by_year,
    "register of census rules": _register,
    "census rule by rule": lambda: "\n".join(_rule_by_rule()),
}
