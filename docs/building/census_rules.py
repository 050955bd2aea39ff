"""The rules of the children in need census, from their declarations and examples."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from docs.building.blocks import Maker
from docs.building.markdown import table
from docs.building.rules_in_words import rule_by_rule, year_by_year
from holdfast.returns.cin_census.form import FORM
from holdfast.returns.cin_census.register import DFE, OURS, YEARS
from tests.returns.cin_census.examples import read_examples

SPEC = Path(__file__).parents[2] / "tests" / "returns" / "cin_census" / "spec"


def _register() -> str:
    examples = Counter((one.code, bool(one.finds)) for one in read_examples(SPEC))
    rows = []
    for code in dict.fromkeys(rule.code for rule in DFE):
        versions = [rule for rule in DFE if rule.code == code]
        years = ["✓" if any(rule.stands_in(y) for rule in versions) else "–" for y in YEARS]
        link, words = f"[{code}](#{code.lower()})", versions[-1].breaches[0].says
        rows.append((link, words, *years, examples[code, True], examples[code, False]))
    return table(("rule", "what it finds", *map(str, YEARS), "finds", "passes"), rows)


def _years() -> str:
    """The census years whose rules are known, as 2022/23 to 2026/27."""
    return " to ".join(f"{year - 1}/{year % 100:02}" for year in (YEARS[0], YEARS[-1]))


MAKERS: Mapping[str, Maker] = {
    "years of the census": _years,
    "census rules year by year": lambda: year_by_year("census of", YEARS, DFE),
    "register of census rules": _register,
    "census rule by rule": lambda: rule_by_rule(FORM, (*DFE, *OURS)),
}
