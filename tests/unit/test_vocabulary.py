"""What the words of coded columns are taken for: by example, and whatever is written."""

import string
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.uses import uses
from holdfast.record.care import LegalStatuses
from holdfast.record.care_health import HealthChecks
from holdfast.record.contact import Contacts, Referrals
from holdfast.record.family import Persons
from holdfast.record.protection import Enquiries
from holdfast.record.schema.table import CodeSet, Column, ColumnKind
from holdfast.record.workforce import Involvements
from holdfast.sources.text import clean
from holdfast.sources.vocabulary import PRESETS_ALONE, Vocabulary
from holdfast.sources.vocabulary.explanations import STRICT
from holdfast.sources.vocabulary.own import CODED
from holdfast.sources.vocabulary.preset import Meaning, Preset
from holdfast.sources.vocabulary.register import PRESETS
from holdfast.sources.vocabulary.vocabulary import OWN

NEEDED = Enquiries.conference_needed
ROLE = Involvements.role
UNKNOWN = "nobody knows"


def taken(column: Column, text: str, vocabulary: Vocabulary = PRESETS_ALONE) -> Meaning | None:
    """What a cell is taken for; ``UNKNOWN`` where nobody knows."""
    found = vocabulary.take(column, text)
    return UNKNOWN if found is None or found.unknown else found.value


def reads_as(column: Column, meaning: Meaning | None, *cells: str) -> list[object]:
    return [pytest.param(column, cell, meaning, id=f"{column.name}-{cell}") for cell in cells]


@pytest.mark.parametrize(
    ("column", "cell", "meaning"),
    [
        *reads_as(
            ROLE,
            "CW",
            "CW", "cw", " CW ", "AW", "ALLWKR", "ALLWORK", "ALLWORKCF", "Allocated Worker",
            "allocated  worker", "C&F Allocated Worker", "CW - Allocated worker", "[CW]", "'CW'",
            "Allocated worker (CW)",
        ),
        *reads_as(ROLE, "PA", "PA", "16PLUS", "Personal advisor"),
        *reads_as(
            HealthChecks.kind,
            "health_assessment",
            "HEALTH", "Health check", "Health Assessment", "RHA", "IHA", "HEALTH_ASSESSMENT",
            "Health assessment - review", "b) Health check",
        ),
        *reads_as(HealthChecks.kind, "dental", "DENTAL", "Dental Check", "Dental check "),
        *reads_as(HealthChecks.kind, "other", "Optician check"),
        *reads_as(HealthChecks.status, "completed", "COMPLETE", "Completed"),
        *reads_as(HealthChecks.status, "refused", "Refused", "Declined"),
        *reads_as(
            NEEDED,
            True,
            "a) Yes", "(a) Yes", "a. Yes", "YES", "y", "Yes - step down", "Yes-stepped down",
            "Yes, stepped down", "Yes - step down to child in need", "Yes (section 17)", "1", "1.0",
            "1 - Yes", '"Yes"', "[yes]", "True", "yes.",
        ),
        *reads_as(NEEDED, False, "No", "b) No", "0", "0.0", "No - not seen", "No - NFA", "FALSE"),
        *reads_as(NEEDED, True, "Initial Child Protection Conference"),
        *reads_as(NEEDED, False, "No further action"),
        *reads_as(NEEDED, None, "Unknown", "c) Not stated/recorded", "N/A", "-"),
        *reads_as(
            Referrals.primary_need,
            "N1",
            "N1", "n1", "N1 Abuse or neglect", "N1 - abuse", "N1-abuse", "N1: x", "N1 (abuse)",
            "Abuse or neglect", "Abuse or neglect - N1", "e) N1",
        ),
        *reads_as(
            LegalStatuses.status, "V4", "V4", "V4 - short break", "Short break - V4", "a) V4: SBA"
        ),
        *reads_as(LegalStatuses.status, "C2", "C2: FCO", "Full care order", "C2 - full care order"),
        *reads_as(Referrals.close_reason, "RC9", "RC9: closed after assessment", "rc9"),
        *reads_as(Referrals.close_reason, "RC7", "RC7 - no longer in need"),
        *reads_as(Contacts.source, "6", "6", "6.0", "6 Police", "Police", "6 - police"),
        *reads_as(Persons.ethnicity, "WBRI", "WBRI White British", "White British [WBRI]"),
        *reads_as(Persons.sex, "M", "1", "1 - Male", "Male (M)", "a) Male"),
    ],
)  # fmt: skip
def test_what_is_written_is_read(column: Column, cell: str, meaning: Meaning | None) -> None:
    assert taken(column, cell) == meaning


@pytest.mark.parametrize(
    ("column", "cell", "meaning"),
    [
        *reads_as(
            NEEDED,
            UNKNOWN,
            "Yes/No", "Y/N", "Yes - No", "Yes (no)", "yes or no", "No longer required",
            "No-one asked", "Not required", "Unnecessary", "No further steps", "Nope",
            "c) Awaiting decision", "yes (see below / no)", "0 - Yes", "1 - 2 visits",
            "T - 4 weeks", "maybe", "No one", "Yes - attempted, nobody in", "Yes (cancelled)",
            "Yes, DNA", "Yes - planned", "Yes - abandoned", "Yes - aborted", "Yes (missed)",
            "Yes - WNB", "Y - sibling only", "Y - pending", "Yes - not seen", "No - seen",
            "No - abandoned", "No - but inquorate", "No - conference to be held",
            "Yes (see the enquiry)", "Unknown - yes", "Yes - unknown",
        ),
        *reads_as(
            ROLE,
            UNKNOWN,
            "Key Worker", "CW/IRO", "CW, IRO", "CW - IRO", "CW-duty", "CWX", "N/A", "Unknown",
            "Allocated worker - not yet allocated", "Not allocated - CW", "Pip Quill",
            "CW (ended)", "CW - closed", "CW - pending", "Social worker - duty team",
        ),
        *reads_as(
            HealthChecks.status,
            UNKNOWN,
            "Did not attend", "DNA", "Not completed", "Completed - did not attend",
            "Planned - cancelled", "Not refused", "Partly completed", "Completed - DNA",
            "Complete - aborted", "Completed - WNB", "Completed - part 1 only",
        ),
        *reads_as(
            LegalStatuses.status,
            UNKNOWN,
            "V4 - ended", "C2 (discharged)", "Ended - V4", "V3: pending",
        ),
        *reads_as(HealthChecks.kind, UNKNOWN, "Eye", "Health assessment - not done", "Strengths"),
        *reads_as(Referrals.primary_need, UNKNOWN, "N1 - N2", "N1/N2", "N1 and N2", "N12", "N"),
        *reads_as(Persons.sex, UNKNOWN, "2 children", "1 - Female", "X"),
        *reads_as(Contacts.source, UNKNOWN, "1A - family / 2A", "2", "11"),
    ],
)  # fmt: skip
def test_what_nobody_knows_is_not_guessed(column: Column, cell: str, meaning: Meaning) -> None:
    assert taken(column, cell) == meaning


def test_what_a_clock_asks_of_a_code_is_read_strictly() -> None:
    """No column whose words meet, stop or excuse something may be believed whatever follows."""
    read = {column for clock in CLOCKS for use in uses(clock) for column in use.columns()}
    asked = {column for column in read if column.kind is ColumnKind.CODE}
    assert asked == STRICT.keys()


@pytest.mark.parametrize("preset", PRESETS, ids=lambda one: one.name)
def test_a_preset_means_only_what_there_is(preset: Preset) -> None:
    for words in (preset.seen, preset.remembered):
        for place, said in words.items():
            codes = place if isinstance(place, CodeSet) else place.codes
            allowed: Sequence[Meaning] = list(codes.codes) if codes else [True, False]
            assert set(said.values()) <= set(allowed), (preset.name, place)


def test_no_two_presets_disagree_and_none_contradicts_a_code() -> None:
    bare = Vocabulary(presets=())
    for column in CODED.values():
        own = bare.words(column)
        for word, found in PRESETS_ALONE.words(column).items():
            assert not found.unknown or own[word].unknown, (column, word)
            assert word not in own or own[word].value == found.value, (column, word)


def test_two_presets_that_disagree_leave_it_to_the_council() -> None:
    one = Preset("One", {ROLE: {"Lead": "CW"}})
    two = Preset("Two", {ROLE: {"LEAD": "PA", "Aide": "PA"}})
    both = Vocabulary(presets=(one, two))
    found = both.take(ROLE, "lead")
    assert found is not None
    assert (found.value, found.by) == (None, "One, Two")
    assert "different things" in found.unknown
    assert taken(ROLE, "Aide", both) == "PA"
    said = Vocabulary({ROLE: {"Lead": "PA"}}, presets=(one, two))
    assert taken(ROLE, "lead", said) == "PA"


def test_the_council_s_own_words_come_first_and_hold_for_their_column_alone() -> None:
    own = Vocabulary({ROLE: {"AW": "ADO", "Duty": ""}, NEEDED: {"Unnecessary": False}})
    assert taken(ROLE, "aw - adoption", own) == "ADO"
    assert taken(ROLE, "DUTY", own) is None
    assert taken(NEEDED, "unnecessary", own) is False
    assert taken(Enquiries.no_further_action, "Unnecessary", own) == UNKNOWN
    found = own.take(ROLE, "AW")
    assert found is not None
    assert found.by == OWN


def test_a_code_that_councils_use_for_different_things_is_unknown_until_they_say() -> None:
    little = CodeSet("Part", {"SW": "helper"}, "made up", {"Help": "SW"}, frozenset({"SW"}))
    column = Column(ColumnKind.CODE, "A part.", codes=little)
    found = PRESETS_ALONE.take(column, "help")
    assert found is not None
    assert (found.value, bool(found.unknown)) == ("SW", True)
    assert taken(column, "SW", Vocabulary({column: {"SW": "SW"}})) == "SW"


def test_an_explanation_is_no_part_of_the_word() -> None:
    found = PRESETS_ALONE.take(Referrals.primary_need, "N1 - she was hit")
    assert found is not None
    assert (found.spelling, found.explained) == ("n1", True)
    whole = PRESETS_ALONE.take(Referrals.primary_need, "a) N1")
    assert whole is not None
    assert not whole.explained


COLUMNS = st.sampled_from(sorted(CODED.values(), key=str))


@st.composite
def a_known_word(draw: st.DrawFn) -> tuple[Column, str, Meaning | None]:
    column = draw(COLUMNS)
    known = PRESETS_ALONE.words(column)
    word = draw(st.sampled_from(sorted(word for word, one in known.items() if not one.unknown)))
    return column, word, known[word].value


@given(
    known=a_known_word(),
    case=st.sampled_from([str.upper, str.lower, str.title, str.swapcase]),
    before=st.sampled_from(["", " ", "\t", "a) ", "(b) ", "zz) ", "p1) "]),
    after=st.sampled_from(["", " ", ".", "\u00a0"]),
    around=st.sampled_from([("", ""), ('"', '"'), ("[", "]"), ("'", "'")]),
)
def test_a_known_word_is_read_however_it_is_dressed(
    known: tuple[Column, str, Meaning | None],
    case: object,
    before: str,
    after: str,
    around: tuple[str, str],
) -> None:
    column, word, meaning = known
    cased = case(word)  # type: ignore[operator]
    if clean(cased) != word:
        return  # a letter such as ß that has no one other case
    cell = before + around[0] + "  ".join(cased.split(" ")) + around[1] + after
    assert taken(column, cell) == meaning


@given(column=COLUMNS, cell=st.text(string.ascii_letters + string.digits, min_size=1, max_size=12))
def test_no_one_word_reads_as_another(column: Column, cell: str) -> None:
    if clean(cell) not in PRESETS_ALONE.words(column):
        assert taken(column, cell) == UNKNOWN


@given(column=COLUMNS, cell=st.text(max_size=40))
def test_any_text_is_taken_without_falling_over(column: Column, cell: str) -> None:
    found = PRESETS_ALONE.take(column, cell)
    assert found is None or found.spelling in PRESETS_ALONE.words(column)


@given(known=a_known_word(), other=a_known_word(), join=st.sampled_from(["/", ", ", "; ", " or "]))
def test_two_words_that_mean_different_things_are_neither(
    known: tuple[Column, str, Meaning | None], other: tuple[Column, str, Meaning | None], join: str
) -> None:
    column, word, meaning = known
    words = PRESETS_ALONE.words(column)
    if other[1] in words and words[other[1]].value not in (meaning, None) and meaning is not None:
        cell = f"{word}{join}{other[1]}"
        if clean(cell) not in words:
            assert taken(column, cell) == UNKNOWN
