"""The citations: complete, told truthfully, and no surer than our own checking."""

import csv
import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest

from holdfast import law
from holdfast.law import Citation, Standing

CHECKED = Path(__file__).parents[2].parent / "shared" / "reference" / "citations.csv"
STANDINGS = {
    "yes": Standing.READ,
    "second-hand": Standing.SECOND_HAND,
    "no": Standing.UNVERIFIED,
}
ADDRESS_HERE = re.compile(r"(?:^|[\s(\"'])[/~]\w|[A-Za-z]:\\|localhost|127\.0\.0\.1|file:")
COMMIT = re.compile(r"\b[0-9a-f]{40}\b")

# A key of the checked table, and the constants that stand for its rows.
CONSTANTS_OF = {
    "_working_day": "care_planning.REGULATION_2_WORKING_DAY "
    "private_fostering.REGULATION_2_WORKING_DAY children_acts.REPRESENTATIONS_WORKING_DAY "
    "working_together.WORKING_DAY",
    "contact_decision": "working_together.CONTACT_DECISION",
    "referral_decision": "working_together.REFERRAL_DECISION_2010 "
    "working_together.REFERRAL_DECISION_2013 working_together.REFERRAL_DECISION_2015 "
    "working_together.REFERRAL_DECISION_2018 working_together.REFERRAL_DECISION_2023 "
    "working_together.REFERRAL_DECISION_2026",
    "assessment_45": "working_together.ASSESSMENT_2006 working_together.INITIAL_ASSESSMENT_2010 "
    "working_together.CORE_ASSESSMENT_2010 working_together.ASSESSMENT_2013 "
    "working_together.ASSESSMENT_2015 working_together.ASSESSMENT_2018 "
    "working_together.ASSESSMENT_2023 working_together.ASSESSMENT_2026 "
    "statistics.ASSESSMENT_BANDS",
    "strategy_discussion": "working_together.STRATEGY_DISCUSSION",
    "s47_icpc_15": "working_together.CONFERENCE_2010 working_together.CONFERENCE_2013 "
    "working_together.CONFERENCE_2015 working_together.CONFERENCE_2018 "
    "working_together.CONFERENCE_2023 working_together.CONFERENCE_2026 "
    "statistics.CONFERENCE_BANDS statistics.CONFERENCE_QUERY_8675Q",
    "transfer_in_icpc": "local.TRANSFER_IN_CONFERENCE",
    "core_group_first": "working_together.CORE_GROUP_FIRST working_together.CORE_GROUP_FIRST_2026",
    "core_group_repeat": "local.CORE_GROUP_REPEAT",
    "rcpc_first": "working_together.REVIEW_CONFERENCE_FIRST statistics.REVIEWS_ON_TIME",
    "rcpc_repeat": "working_together.REVIEW_CONFERENCE_LATER",
    "re_referral": "statistics.RE_REFERRAL",
    "cp_repeat": "statistics.REPEAT_PLAN",
    "cp_2yr": "statistics.PLAN_TWO_YEARS",
    "cla_placement_plan": "care_planning.REGULATION_9_2 relaxations.CARE_PLANNING_9_2 "
    "care_planning.REGULATION_47C_3 relaxations.CARE_PLANNING_47C_3",
    "cla_detention_plan": "care_planning.REGULATION_47C_2",
    "cla_care_plan": "care_planning.REGULATION_4_2 care_planning.REGULATION_47B_2",
    "cla_visit_first": "care_planning.REGULATION_28_2_A relaxations.CARE_PLANNING_28 "
    "relaxations.REMOTE_VISITS care_planning.REGULATION_3",
    "cla_visit_y1": "care_planning.REGULATION_28_2_B",
    "cla_visit_after": "care_planning.REGULATION_28_2_C",
    "cla_visit_longterm_6m": "care_planning.REGULATION_28_3A",
    "cla_visit_pwp_pre": "care_planning.REGULATION_28_3 care_planning.REGULATION_19_B "
    "care_planning.REGULATION_19_C relaxations.CARE_PLANNING_19_B",
    "cla_visit_reg24_ico": "care_planning.REGULATION_28_4 care_planning.REGULATION_24 "
    "care_planning.REGULATION_25_2 relaxations.CARE_PLANNING_24",
    "cla_visit_co_home": "care_planning.REGULATION_28_5",
    "cla_visit_other_living": "care_planning.REGULATION_28_6",
    "cla_visit_on_request": "care_planning.REGULATION_28_7_A care_planning.REGULATION_28_7_B",
    "cla_seen_alone": "care_planning.REGULATION_29",
    "cla_review_1": "care_planning.PREDECESSOR_3_1 care_planning.REGULATION_33_1",
    "cla_review_2": "care_planning.PREDECESSOR_3_2_SECOND care_planning.REGULATION_33_2_SECOND",
    "cla_review_n": "care_planning.PREDECESSOR_3_2_LATER care_planning.REGULATION_33_2_LATER "
    "care_planning.REGULATION_33_3 care_planning.REGULATION_36_2 relaxations.CARE_PLANNING_33_2 "
    "relaxations.CARE_PLANNING_36_2",
    "cla_uasc_u16": "care_planning.REGULATION_27B_2",
    "short_breaks": "care_planning.REGULATION_48 care_planning.REGULATION_48_VISITS "
    "care_planning.REGULATION_48_REVIEWS relaxations.CARE_PLANNING_48 "
    "relaxations.CARE_PLANNING_48_VISITS relaxations.CARE_PLANNING_48_REVIEWS",
    "permanence_2nd": "guidance.PERMANENCE_BY_SECOND_REVIEW",
    "ha_initial": "care_planning.REGULATION_7_1 guidance.HEALTH_INITIAL",
    "ha_review": "care_planning.REGULATION_7_3",
    "dental": "statistics.DENTAL",
    "sdq": "statistics.STRENGTHS_AND_DIFFICULTIES",
    "pep_initial": "guidance.EDUCATION_PLAN_BEGUN guidance.EDUCATION_PLAN_READY",
    "pep_term": "guidance.EDUCATION_PLAN_TERM",
    "rhi_72": "guidance.RETURN_INTERVIEW",
    "cl_pathway_plan": "care_planning.REGULATION_40 care_planning.REGULATION_42_1 "
    "care_planning.REGULATION_43_1 leaving_care.REGULATION_5_2_A "
    "leaving_care.REGULATION_5_2_B leaving_care.REGULATION_6_1",
    "cl_pp_review": "leaving_care.REGULATION_7_2 leaving_care.REGULATION_7_3_A "
    "leaving_care.REGULATION_7_3_B",
    "cl_pa_visit": "leaving_care.REGULATION_8_2_A leaving_care.REGULATION_8_2_B "
    "leaving_care.REGULATION_8_2_C",
    "cl_in_touch": "statistics.IN_TOUCH",
    "pf_initial": "private_fostering.REGULATION_4_1 private_fostering.REGULATION_7_1 "
    "relaxations.PRIVATE_FOSTERING_4_1 relaxations.PRIVATE_FOSTERING_7_1",
    "pf_visit": "private_fostering.REGULATION_8_1_A private_fostering.REGULATION_8_1_B "
    "private_fostering.REGULATION_8_6 relaxations.PRIVATE_FOSTERING_8_1",
    "adopt_visit": "adoption.REGULATION_36_4",
    "adopt_review": "adoption.REGULATION_36_3 relaxations.ADOPTION_36",
    "adopt_review_authorised": "adoption.REGULATION_36_1 adoption.REGULATION_36_10",
    "proceedings_26": "children_acts.SECTION_32 children_acts.SECTION_32_EXTENSION",
    "plo_preproc": "local.PRE_PROCEEDINGS",
    "fgdm_offer": "children_acts.SECTION_31ZA",
    "epo": "children_acts.SECTION_45_1 children_acts.SECTION_45_3 children_acts.SECTION_45_5",
    "police_protection": "children_acts.SECTION_46_6",
    "_s47": "children_acts.SECTION_47",
    "sin_notify": "children_acts.SECTION_16C_2004 working_together.SERIOUS_INCIDENT_NOTIFICATION",
    "rapid_review": "working_together.RAPID_REVIEW",
    "lado": "working_together.ALLEGATION_REFERRAL",
    "drp_stage": "guidance.DISPUTE_RESOLUTION",
}


# Read after the table was written, which still says that they were not.
READ_SINCE = {"statistics.PLAN_TWO_YEARS", "statistics.DENTAL"}


def _constants() -> dict[str, Citation]:
    """Every citation of the package, by its module and name."""
    modules = [found.name for found in pkgutil.iter_modules(law.__path__)]
    return {
        f"{module}.{name}": value
        for module in modules
        for name, value in vars(import_module(f"holdfast.law.{module}")).items()
        if isinstance(value, Citation)
    }


def _rows_by_key() -> dict[str, set[Standing]]:
    """The standings of the checked table's rows, by key; skips where it is absent."""
    if not CHECKED.exists():
        pytest.skip("the checked table of citations is not beside this checkout")
    standings: dict[str, set[Standing]] = {}
    with CHECKED.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            standings.setdefault(row["key"], set()).add(STANDINGS[row["verified"]])
    return standings


@pytest.mark.parametrize("name", sorted(_constants()))
def test_a_citation_says_where_it_comes_from_and_what_it_requires(name: str) -> None:
    citation = _constants()[name]
    assert citation.instrument.strip()
    assert citation.says.strip()
    assert citation.seen.strip() or citation.standing is Standing.UNVERIFIED


@pytest.mark.parametrize("name", sorted(_constants()))
def test_a_citation_holds_no_address_of_this_machine_and_no_commit(name: str) -> None:
    citation = _constants()[name]
    text = "\n".join([citation.instrument, citation.provision, citation.says, citation.seen])
    assert not ADDRESS_HERE.search(text)
    assert not COMMIT.search(text)


def test_the_search_for_addresses_finds_one() -> None:
    assert ADDRESS_HERE.search("seen in /srv/notes.md")
    assert not ADDRESS_HERE.search("https://www.legislation.gov.uk/uksi/2010/959")


def test_no_two_citations_are_the_same() -> None:
    citations = list(_constants().values())
    assert len(set(citations)) == len(citations)


def test_no_edition_of_working_together_is_called_read() -> None:
    named = {n: c for n, c in _constants().items() if n.startswith("working_together.")}
    assert named
    assert not [name for name, citation in named.items() if citation.standing is Standing.READ]


def test_every_key_that_was_checked_has_a_constant() -> None:
    assert set(_rows_by_key()) == set(CONSTANTS_OF)


def test_every_constant_named_for_a_key_exists() -> None:
    known = set(_constants())
    assert not {name for names in CONSTANTS_OF.values() for name in names.split()} - known


def test_the_constants_of_a_key_are_as_sure_as_its_rows() -> None:
    known = _constants()
    sure = {name: one.standing for name, one in known.items()}
    assert {sure[name] for name in READ_SINCE} == {Standing.READ}
    sure |= dict.fromkeys(READ_SINCE, Standing.UNVERIFIED)
    stated = {key: {sure[name] for name in names.split()} for key, names in CONSTANTS_OF.items()}
    assert stated == _rows_by_key()
