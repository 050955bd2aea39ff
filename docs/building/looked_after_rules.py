"""The rules of the looked-after children return, from their declarations and examples."""

from collections.abc import Mapping

from docs.building.blocks import Maker
from docs.building.markdown import table
from docs.building.rules_in_words import rule_by_rule, year_by_year
from holdfast.returns.compiling import tables
from holdfast.returns.rule import Severity
from holdfast.returns.ssda903.form import FORM
from holdfast.returns.ssda903.register import DFE, OURS, YEARS
from holdfast.sources.ssda903.layout import BY_NAME, LAST_YEARS, TABLES

_LAST = {one.name for one in LAST_YEARS.values()}


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


def _register() -> str:
    """Which rules stand in which year, and what must be given for each to run."""
    rows = []
    for code in dict.fromkeys(rule.code for rule in DFE):
        versions = [rule for rule in DFE if rule.code == code]
        years = [
            "✓" if any(one.stands_in(year) for one in versions) else "not in force"
            for year in YEARS
        ]
        named = dict.fromkeys(one.name for rule in versions for one in tables(FORM, rule))
        files = [name for name in named if name in BY_NAME or name in _LAST]
        severity = versions[-1].severity
        rows.append((f"[{code}](#{code.lower()})", *years, severity, ", ".join(files)))
    heads = (f"{year - 1}/{year % 100:02}" for year in YEARS)
    return table(("rule", *heads, "severity, judged", "files without which it is not run"), rows)


def _severities() -> str:
    """How many rules of the newest year are judged to be errors, and how many queries."""
    newest = [rule for rule in DFE if rule.stands_in(YEARS[-1])]
    queries = sum(rule.severity is Severity.QUERY for rule in newest)
    return f"{len(newest) - queries} as errors and {queries} as queries"


def _readings() -> str:
    count = len({rule.code for rule in DFE if rule.reading})
    return f"{count} of {len({rule.code for rule in DFE})}"


MAKERS: Mapping[str, Maker] = {
    "looked-after rules year by year": lambda: year_by_year("return of", YEARS, DFE),
    "severities of looked-after rules": _severities,
    "register of looked-after rules": _register,
    "what looked-after rules need": _needs,
    "files of the looked-after return": _files,
    "looked-after rules with a reading": _readings,
    "looked-after rule by rule": lambda: rule_by_rule(FORM, (*DFE, *OURS)),
}
