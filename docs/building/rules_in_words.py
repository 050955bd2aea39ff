"""The rules of a return in words, from their declarations: for the pages of every return."""

from collections.abc import Iterator, Sequence

from docs.building.markdown import table
from holdfast.returns.compiling import places
from holdfast.returns.form import Form
from holdfast.returns.rule import Breach, MetByReader, Rule, Whole


def year_by_year(what: str, years: Sequence[int], rules: Sequence[Rule]) -> str:
    """How many rules stand in each year, and what differs from the year before.

    ``what`` heads the column of years. A rule is changed where another declaration of its code
    stands, and gone where none does.
    """
    rows = []
    before: dict[str, Rule] = {}
    for year in years:
        now = {rule.code: rule for rule in rules if rule.stands_in(year)}
        new = [code for code in now if before and code not in before]
        changed = [code for code in now if code in before and now[code] is not before[code]]
        gone = [code for code in before if code not in now]
        listed = (", ".join(codes) or "–" for codes in (new, changed, gone))
        rows.append((f"{year - 1}/{year % 100:02}", len(now), *listed))
        before = now
    return table((what, "rules", "new", "changed", "gone"), rows)


def rule_by_rule(form: Form, rules: Sequence[Rule]) -> str:
    """Every rule by its code, each of its versions with conditions and what corrects it."""
    lines: list[str] = []
    for code in dict.fromkeys(rule.code for rule in rules):
        lines.append(f"### {code}\n")
        for rule in (one for one in rules if one.code == code):
            lines += _in_words(form, rule)
    return "\n".join(lines)


def _in_words(form: Form, rule: Rule) -> Iterator[str]:
    years = f"Until {rule.until}. " if rule.until < form.years[-1] else ""
    years += f"Since {rule.since}. " if rule.since > form.years[0] else ""
    yield f"{years}{'Provisional. ' if rule.provisional else ''}{rule.severity.capitalize()}.\n"
    for breach in rule.breaches:
        yield f"- {breach.says}"
        yield from (f"  - {line}" for line in _conditions(form, breach))
    yield f"\nWhat corrects it: {rule.fix}\n"
    if rule.reading:
        yield f"How it is read: {rule.reading}\n"
    if fields := dict.fromkeys(name for _, name in places(form, rule)):
        yield f"Fields: {', '.join(fields)}.\n"


def _conditions(form: Form, breach: Breach | Whole | MetByReader) -> Iterator[str]:
    if isinstance(breach, MetByReader):
        return
    if isinstance(breach, Whole):
        yield f"the return: `{breach.fails}`"
        return
    yield f"{breach.on.name}: `{breach.fails}`"
    for word, other in (("with another", breach.another), ("without any", breach.without)):
        if other:
            yield f"{word} {other.table.name} {form.within[other.within]}: `{other.where}`"
