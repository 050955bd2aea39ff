"""Pre-proceedings in the census, from 2026/27 on."""

from holdfast.engine.quoting import quoted
from holdfast.record.permanence import PreProceedings
from holdfast.returns.cin_census.projecting.field_sources import (
    Barred,
    Drawn,
    FieldSource,
    Unsaid,
    line,
)
from holdfast.returns.cin_census.projecting.placing import Placed
from holdfast.sources.cin_census.census import OUTCOME, PRE_PROCEEDINGS

_DAYS = (
    "letter_sent",
    "first_meeting",
    "outcome_agreed",
    "application_made",
    "proceedings_letter_sent",
)
_KNOWN = ", ".join(f"case when {day} <= {{known}} then {day} end as {day}" for day in _DAYS)

PLACED = Placed(
    "pre_proceedings",
    f"""
select child, null as named, coalesce(decided, {", ".join(_DAYS)}) as first_day, decided,
  family_meeting_offered, family_meeting_held, review_meetings,
  case when outcome_agreed > {{known}} then null else outcome end as outcome, {_KNOWN}, source_row
from pre_proceedings where coalesce(decided, {", ".join(_DAYS)}) <= {{known}}""",
    order="decided, first_day",
)

_CODES = quoted(OUTCOME.codes)

IN_PRE_PROCEEDINGS = Drawn(
    PRE_PROCEEDINGS,
    rows="select * from seen_pre_proceedings",
    order="first_day, key",
    belongs="first_day >= {first}",
    reading="Those begun in the year.",
    barred=(
        Barred(
            "first_day < {first} and (outcome_agreed is null or outcome_agreed >= {first})",
            "pre-proceedings begun before the census year and not at an end then (rule 9005)",
        ),
    ),
    lines=(
        line("PPStartDate", PreProceedings.decided),
        line("LBPSentDate", PreProceedings.letter_sent),
        line("FGDMMeetingOffer", PreProceedings.family_meeting_offered),
        line("FGDMMeetingFac", PreProceedings.family_meeting_held),
        line("InitialPPMeetingDate", PreProceedings.first_meeting),
        line("ReviewMeetingsCount", PreProceedings.review_meetings),
        line("StepDecisionDate", PreProceedings.outcome_agreed),
        FieldSource(
            "PPOutcome",
            (PreProceedings.outcome,),
            sql=f"case when outcome in ({_CODES}) then outcome end",
            unsaid=Unsaid(
                f"outcome not in ({_CODES})",
                "the record says how pre-proceedings ended in words of its own, and what the "
                "codes A, B and C stand for has not been published",
            ),
        ),
        line("CourtAppDate", PreProceedings.application_made),
        line("LetterInitCPDate", PreProceedings.proceedings_letter_sent),
    ),
)
