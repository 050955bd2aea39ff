"""Which parts hold a case is declared once: nothing else in the product names one of them."""

import ast
import re
from pathlib import Path

import pytest

from holdfast.record.codes.oversight import ROLE
from holdfast.record.holding import BESIDE, HOLDING, PERHAPS_SOCIAL_WORKER, SOCIAL_WORKER
from holdfast.record.workforce import Involvements
from tests.architecture.tree import ROOT

HOLDING_ROLES = frozenset(role for one in HOLDING for role in one.roles)
NAMED = HOLDING_ROLES | {"LCPP"}

# The declaration, the code set, those who write a code into a row, and those who say which of a
# case system's words stands for it.
MAY_NAME_ONE = frozenset(
    {
        "record/holding.py",
        "record/codes/oversight.py",
        "simulation/workforce.py",
        "sources/annex_a/workforce.py",
        "sources/made_up/dialects/eclipse.py",
        "sources/made_up/dialects/mosaic.py",
        "sources/made_up/dialects/systemc.py",
        "sources/ssda903/into_record/declared.py",
        "sources/vocabulary/eclipse.py",
        "sources/vocabulary/mosaic.py",
        "sources/vocabulary/systemc.py",
    }
)
PRODUCT = ROOT / "src/holdfast"


def names_a_role(text: str) -> bool:
    """Whether Python source has a word, or SQL in a word, that is one of the parts."""
    in_sql = re.compile(rf"'(?:{'|'.join(sorted(NAMED))})'")
    words = (
        node.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return any(word in NAMED or in_sql.search(word) for word in words)


def naming(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*.py")
        if "node_modules" not in path.parts and names_a_role(path.read_text(encoding="utf-8"))
    }


def test_the_parts_that_hold_a_case_are_named_in_the_declaration_alone() -> None:
    assert naming(PRODUCT) - MAY_NAME_ONE == set()


def test_every_place_that_may_name_one_does() -> None:
    assert naming(PRODUCT) >= MAY_NAME_ONE


@pytest.mark.parametrize(
    "text",
    [
        "HELD = role.among('CW')",
        "SQL = f\"where i.role = 'FSL' and i.child = {child}\"",
        "if row['role'] in ('IRO', 'LP'): pass",
    ],
)
def test_a_part_that_is_named_is_seen(text: str) -> None:
    assert names_a_role(text)


def test_another_word_passes() -> None:
    assert not names_a_role("AREA = 'CWM'; SQL = \"role = 'PA'\"")


def test_every_part_declared_is_in_the_code_set_and_the_other_way_round() -> None:
    """A part of the code set that nobody declared would hold nobody without a word."""
    conditions = (BESIDE, SOCIAL_WORKER, PERHAPS_SOCIAL_WORKER)
    declared = {code for one in conditions for code in ROLE.codes if one.holds({"role": code})}
    elsewhere = {"PA", "IRO", "CPC", "EHW", "ADO"}
    assert HOLDING_ROLES | declared | elsewhere == set(ROLE.codes)
    assert not (HOLDING_ROLES | declared) & elsewhere
    assert Involvements.role.codes is ROLE
