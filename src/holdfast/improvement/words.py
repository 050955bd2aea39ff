"""The closed lists of the room: kinds of letters, themes, how findings are rated, kinds of action.

Each member's value is its words, as people read them and as they are kept.
"""

from enum import StrEnum


class LetterKind(StrEnum):
    """What an inspector wrote after. The names are those of Ofsted's framework."""

    INSPECTION = "inspection"
    FOCUSED_VISIT = "focused visit"
    MONITORING_VISIT = "monitoring visit"
    JOINT = "joint targeted area inspection"
    OTHER = "another letter"


class JudgementArea(StrEnum):
    """What is graded since 2018. There is no overall grade since April 2026, and none is asked."""

    LEADERS = "impact of leaders"
    HELP_AND_PROTECTION = "help and protection"
    IN_CARE = "children in care"
    CARE_LEAVERS = "care leavers"


class InspectorGrade(StrEnum):
    """Ofsted's four grades, of an area."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    REQUIRES_IMPROVEMENT = "requires improvement"
    INADEQUATE = "inadequate"


class Theme(StrEnum):
    """What a finding is about. The themes are those that reports of 2018 to 2025 return to."""

    DELAY = "drift and delay"
    RISK = "unassessed risk"
    NEGLECT = "long-standing neglect"
    EXPLOITATION = "missing and exploitation"
    ALLOCATION = "named workers"
    VISITS = "visits to children"
    ASSESSMENT = "assessments and plans"
    CONFERENCES = "enquiries and conferences"
    OVERSIGHT = "supervision and management oversight"
    AUDIT = "audit and quality assurance"
    WORKFORCE = "workforce and caseloads"
    LEADERSHIP = "leadership and pace of change"
    COURT = "court work and permanence"
    CARE = "children in care"
    LEAVING_CARE = "care leavers"
    INFORMATION = "performance information"


class Polarity(StrEnum):
    """Whether a finding is praise or not."""

    STRENGTH = "strength"
    CRITICISM = "criticism"


class FindingSeverity(StrEnum):
    """How grave a criticism is, the gravest first; of a strength there is none."""

    PRIORITY = "for priority action"
    SERIOUS = "serious"
    MODERATE = "moderate"
    NONE = "not graded"


class Rating(StrEnum):
    """How a later letter found the same thing."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    NOT_COVERED = "not covered"
    RESOLVED = "no longer found"


class ActionKind(StrEnum):
    """What an action changes. What was paid for shows long before what became of children."""

    INPUT = "input"
    PRACTICE = "practice"
    OUTCOME = "outcome"


# Months from an action's first day until its effect can begin. An input is there at once; practice
# follows when people have learned it; outcomes follow 6 to 18 months later (the least is taken).
# The figures are a rule of thumb of ours, and an action may state its own.
LAG_MONTHS = {ActionKind.INPUT: 0, ActionKind.PRACTICE: 3, ActionKind.OUTCOME: 6}


class PostState(StrEnum):
    """How a post of leadership is filled."""

    PERMANENT = "permanent"
    INTERIM = "interim"
    VACANT = "vacant"
