"""Our own Annex A as Ofsted's template has it: sheets, headings, their order, and code words."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from holdfast.sources.annex_a_workbook import ofsted_words, ofsted_words_care
from holdfast.sources.annex_a_workbook.layout import EARLIER, LAYOUTS
from holdfast.sources.made_up import write_annex_a
from tests.sources.annex_a_lists import AS_AT, tables

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
ABSENT = "(not in the August 2019 template)"
# The one sample of 2024 that was published closes a bracket twice in this heading of list 8.
SLIP = "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))"


def reference(name: str) -> list[dict[str, str]]:
    path = REFERENCE / name
    if not path.exists():
        pytest.skip(f"{name} is not at hand (shared/reference)")
    with path.open(encoding="utf-8", newline="") as held:
        return list(csv.DictReader(held))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_sheet_and_heading_is_the_templates_in_its_order(tmp_path: Path, layout: str) -> None:
    column = "exact_heading_aug2019_template" if layout == EARLIER else "heading_in_2024_sample"
    wanted: dict[int, list[str]] = defaultdict(list)
    for row in reference("annex_a_columns.csv"):
        if row[column] != ABSENT:
            wanted[int(row["list"])].append(row[column].replace(SLIP, SLIP[:-1]))
    path = write_annex_a(tables(), AS_AT, tmp_path / "a.xlsx", layout)
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["Front_Sheet", *(f"List_{number}" for number in range(1, 12))]
    for number in range(1, 12):
        (headings,) = book.get_sheet_by_name(f"List_{number}").to_python()
        assert headings == wanted[number]


def test_every_code_is_worded_as_ofsted_words_it() -> None:
    lists: dict[str, list[str]] = defaultdict(list)
    for row in reference("annex_a_codes.csv"):
        lists[row["code_list"]].append(row["preferred_code"])
    ours = {
        "Gender": ofsted_words.GENDER,
        "Ethnicity": ofsted_words.ETHNICITY,
        "Contact / Referral Source": ofsted_words.SOURCE,
        "Primary Need Code": ofsted_words.PRIMARY_NEED,
        "Child's Category of Need": ofsted_words.CARE_NEED,
        "Reason for Closure": ofsted_words.CLOSE_REASON,
        "Initial/Latest Category of Abuse": ofsted_words.ABUSE,
        "Child's Legal Status": ofsted_words_care.LEGAL_STATUS,
        "Reason Ceased to be Looked After": ofsted_words_care.END_REASON,
        "Placement Type": ofsted_words_care.PLACEMENT,
        "Placement Provider": ofsted_words_care.PROVIDER,
        "What is the permanence plan for this child?": ofsted_words_care.PERMANENCE_PLAN,
        "Eligibility Category": ofsted_words_care.ELIGIBILITY,
        "LA In Touch": ofsted_words_care.IN_TOUCH,
        "Type of Accommodation": ofsted_words_care.ACCOMMODATION,
        "Suitability of Accommodation": ofsted_words_care.SUITABILITY,
        "Activity Status": ofsted_words_care.ACTIVITY,
        "Reason Why Child No Longer Placed for Adoption": ofsted_words_care.REVERSED_REASON,
    }
    for name, words in ours.items():
        # The list of reasons has one for a code that cannot be read, which nobody writes.
        wanted = {one for one in lists[name] if "CodeError" not in one}
        younger = set(words.words.values()) - wanted
        assert wanted <= set(words.words.values()), name
        assert younger <= YOUNGER.get(name, set()), name


# Codes that came after August 2019, as they were published since.
YOUNGER = {
    "Contact / Referral Source": {"p1) 5D: LA services"},
    "Eligibility Category": {"d) Eligible"},
    "Child's Category of Need": {"N9 - Cases other than children in need", "N0 - Not stated"},
}
