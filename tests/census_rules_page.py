"""Writes the handbook's page of the census's rules from their declarations and examples.

    python -m tests.census_rules_page

A test fails when the page is not up to date, and every example on it is run from XML.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from holdfast.returns.cin_census.form import FORM
from holdfast.returns.cin_census.register import DFE, OURS, YEARS
from holdfast.returns.compiling import places
from holdfast.returns.rule import Case, Met, Rule, Whole, Within
from tests.returns.cin_census.examples import Example, read_examples

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "handbook" / "census_rules.md"
SPEC = ROOT / "tests" / "returns" / "cin_census" / "spec"

_HEAD = """\
# The rules of the children in need census

Every rule that `holdfast check` runs, printed from its declaration in
`src/holdfast/returns/cin_census/`. Do not edit: `python -m tests.census_rules_page` writes it.

The numbers are those of the Department for Education; the words are ours. A code that ends in Q
is a query: correct the data, or give a reason. A year names the census that ends in it: 2026 is
that of 2025/26. *Finds* and *passes* count the examples in
[tests/returns/cin_census/spec](../../tests/returns/cin_census/spec), each of which is read from XML
and run by the tests. Rules marked *provisional* were read from drafts, not from the published
guide. Codes that begin with HF are our own: what the reader meets in the file itself, and what no
published rule asks.
"""


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join([_HEAD, *_years(), "", *_register(), "", *_each(), ""])


def _years() -> Iterator[str]:
    yield "## Year by year"
    yield ""
    yield "| census that ends in | rules | new | changed |"
    yield "| --- | --- | --- | --- |"
    before: dict[str, Rule] = {}
    for year in YEARS:
        now = {one.code: one for one in DFE if one.stands_in(year)}
        new = [code for code in now if before and code not in before]
        changed = [code for code in now if code in before and now[code] is not before[code]]
        yield f"| {year} | {len(now)} | {', '.join(new) or '–'} | {', '.join(changed) or '–'} |"
        before = now


def _register() -> Iterator[str]:
    counts = _counts(read_examples(SPEC))
    yield "## The register"
    yield ""
    yield f"| rule | what it finds | {' | '.join(map(str, YEARS))} | finds | passes |"
    yield "| --- | --- |" + " --- |" * (len(YEARS) + 2)
    for code in dict.fromkeys(one.code for one in DFE):
        versions = [one for one in DFE if one.code == code]
        words = versions[-1].cases[0].says
        marks = ["✓" if any(one.stands_in(y) for one in versions) else "–" for y in YEARS]
        finds, passes = counts[code, True], counts[code, False]
        yield f"| [{code}](#{code.lower()}) | {words} | {' | '.join(marks)} | {finds} | {passes} |"


def _counts(examples: list[Example]) -> Counter[tuple[str, bool]]:
    return Counter((one.code, bool(one.finds)) for one in examples)


def _each() -> Iterator[str]:
    yield "## Rule by rule"
    for code in dict.fromkeys(one.code for one in (*DFE, *OURS)):
        yield f"\n### {code}"
        for rule in (one for one in (*DFE, *OURS) if one.code == code):
            yield from _told(rule)


def _told(rule: Rule) -> Iterator[str]:
    years = f"Until {rule.until}. " if rule.until < YEARS[-1] else ""
    years += f"Since {rule.since}. " if rule.since > YEARS[0] else ""
    yield f"\n{years}{'Provisional. ' if rule.provisional else ''}{rule.severity.capitalize()}.\n"
    for case in rule.cases:
        yield f"- {case.says}"
        yield from (f"  - {line}" for line in _conditions(case))
    yield f"\nWhat corrects it: {rule.fix}"
    if rule.reading:
        yield f"\nHow it is read: {rule.reading}"
    if fields := dict.fromkeys(name for _, name in places(FORM, rule)):
        yield f"\nFields: {', '.join(fields)}."


def _conditions(case: Case | Whole | Met) -> Iterator[str]:
    if isinstance(case, Met):
        return
    if isinstance(case, Whole):
        yield f"the return: `{case.fails}`"
        return
    yield f"{case.on.name}: `{case.fails}`"
    for word, other in (("with another", case.another), ("without any", case.without)):
        if other:
            within = "of the episode" if other.within is Within.GROUP else other.within
            yield f"{word} {other.table.name} {within}: `{other.where}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
