"""A letter to the made-up council, modelled in our own words on one that a county had in 2018.

Its day lies before the last of the made-up data, 31 January 2018. Each thing it says is declared
with the figure in which it can be seen that day, the line that the figure crosses, where that line
is from, and the page where it stands; ``walking.py`` works the figures out.

Both the letter and its lines were written by people who knew this county's figures. A line that is
none at all, a half, what chance would do, or a figure published for England could not have been
set anywhere else; the others are ours, and that they are crossed shows nothing.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from holdfast.improvement.plan import FindingRating, InspectionLetter, LetterFinding
from holdfast.improvement.words import (
    FindingSeverity,
    InspectorGrade,
    JudgementArea,
    LetterKind,
    Polarity,
    Rating,
    Theme,
)

INSPECTION = InspectionLetter(
    "made-up-inspection-2017",
    LetterKind.INSPECTION,
    "Inspection of services for children, February and March 2017",
    dated=date(2017, 6, 13),
    framework="Single inspection framework",
    began=date(2017, 2, 27),
    ended=date(2017, 3, 23),
    received=date(2017, 6, 13),
    grades={
        JudgementArea.LEADERS: InspectorGrade.INADEQUATE,
        JudgementArea.HELP_AND_PROTECTION: InspectorGrade.INADEQUATE,
        JudgementArea.IN_CARE: InspectorGrade.REQUIRES_IMPROVEMENT,
        JudgementArea.CARE_LEAVERS: InspectorGrade.REQUIRES_IMPROVEMENT,
    },
    headline="Children wait too long, and nobody in charge has seen it in time.",
    done={"report_published": date(2017, 6, 13), "statement": date(2017, 9, 27)},
)
FIRST_VISIT = InspectionLetter(
    "made-up-visit-2017",
    LetterKind.MONITORING_VISIT,
    "First monitoring visit, October 2017",
    dated=date(2017, 11, 3),
    framework="Single inspection framework",
    began=date(2017, 10, 10),
    ended=date(2017, 10, 11),
    headline="Leaders know what has to change. Little has reached children yet.",
)
SECOND_VISIT = InspectionLetter(
    "made-up-visit-2018",
    LetterKind.MONITORING_VISIT,
    "Second monitoring visit, January 2018",
    dated=date(2018, 1, 30),
    framework="Inspection of local authority children's services, November 2017",
    began=date(2018, 1, 16),
    ended=date(2018, 1, 17),
    headline="Money has been found and people have been recruited, but the pace of change is too "
    "slow, and what was invested is too recent to show in what becomes of children.",
)
LETTERS = (INSPECTION, FIRST_VISIT, SECOND_VISIT)


class LineSource(StrEnum):
    """Where the line is from against which a figure is held."""

    NONE = "none at all"
    HALF = "half of them"
    CHANCE = "what chance alone would do"
    ENGLAND = "the figure published for England for 2017"
    OURS = "a line of ours, set with the figure in view"


@dataclass(frozen=True)
class BesideIt:
    """Another page beside that of a figure: its words, the name of its route, what that takes."""

    words: str
    page: str
    page_of: tuple[str, ...] = ()


_OPEN_CASES = BesideIt("Children with an open case of need", "measure", ("in_need",))


@dataclass(frozen=True)
class ModelledFinding:
    """What the letter says, with the figure that shows it.

    ``then`` is what whoever reads it does next. ``figure`` is the key of one of
    ``walking.FIGURES``. ``more``: it is seen where the figure lies above ``line``, else where
    below; ``line_from`` says where that is from. ``page`` is the name of the route of the page on
    which the figure stands, and ``page_of`` what it takes; ``beside`` another page on the matter.
    ``first`` says whether the inspection of 2017 said it already, and ``visit`` how the first visit
    rated it; ``now`` is the rating of the second.
    """

    key: str
    theme: Theme
    words: str
    then: str
    figure: str
    line: float
    more: bool
    page: str
    page_of: tuple[str, ...] = ()
    beside: BesideIt | None = None
    line_from: LineSource = LineSource.HALF
    severity: FindingSeverity = FindingSeverity.SERIOUS
    measures: tuple[str, ...] = ()
    first: bool = True
    visit: Rating = Rating.NOT_COVERED
    now: Rating = Rating.SAME

    @property
    def polarity(self) -> Polarity:
        """Whether it is praise."""
        return Polarity.STRENGTH if self.severity is FindingSeverity.NONE else Polarity.CRITICISM

    @property
    def finding(self) -> LetterFinding:
        """It as a finding of the register, with how later letters rated it."""
        ratings = (
            FindingRating(self.key, FIRST_VISIT.key, FIRST_VISIT.dated, self.visit),
            FindingRating(self.key, SECOND_VISIT.key, SECOND_VISIT.dated, self.now),
        )
        letter = INSPECTION if self.first else SECOND_VISIT
        return LetterFinding(
            self.key,
            letter.key,
            letter.dated,
            self.theme,
            self.polarity,
            self.severity,
            self.words,
            self.measures,
            ratings if self.first else (),
        )


FINDINGS: tuple[ModelledFinding, ...] = (
    ModelledFinding(
        "made-up-delay",
        Theme.DELAY,
        "Children wait at nearly every step, from the first call to the end of the work.",
        then="Open the link of the chain that is furthest over, and see what it needs a week.",
        figure="late_links",
        line=0.5,
        more=True,
        page="chain",
        severity=FindingSeverity.PRIORITY,
        measures=("seen_due_met", "assessment_due_met", "conference_due_met"),
        visit=Rating.SAME,
    ),
    ModelledFinding(
        "made-up-unassessed",
        Theme.RISK,
        "Some children stay too long in a risk that nobody has assessed.",
        then="Open the list, and ask for each child who is to see the child, and by when.",
        figure="unassessed",
        line=0.05,
        more=True,
        page="concern",
        page_of=("unassessed_risk",),
        beside=_OPEN_CASES,
        severity=FindingSeverity.PRIORITY,
        measures=("seen_due_met", "seen_overdue"),
        visit=Rating.SAME,
        line_from=LineSource.OURS,
    ),
    ModelledFinding(
        "made-up-conferences",
        Theme.CONFERENCES,
        "After an enquiry, many children wait weeks beyond the limit for their first conference.",
        then="See who has waited longest, and book those first; then see what is needed a week.",
        figure="conferences",
        line=0.772,
        more=False,
        page="measure",
        page_of=("conferences_15_days",),
        measures=("conference_due_met", "conference_overdue"),
        visit=Rating.SAME,
        now=Rating.BETTER,
        line_from=LineSource.ENGLAND,
    ),
    ModelledFinding(
        "made-up-neglect",
        Theme.NEGLECT,
        "Neglect goes on for years: each report is closed by itself, and nobody adds them up.",
        then="Open a child’s life in lanes, and read the reports of years as one history.",
        figure="neglect",
        line=0.1,
        more=True,
        page="concern",
        page_of=("cumulative_neglect",),
        beside=_OPEN_CASES,
        measures=("re_referrals_3_months", "repeat_plans"),
        line_from=LineSource.OURS,
    ),
    ModelledFinding(
        "made-up-exploitation",
        Theme.EXPLOITATION,
        "Where exploitation is feared, steps that should follow do not, and returns from being "
        "missing are not talked over in time.",
        then="See which step is missing for each child, and name who takes it.",
        figure="interviews",
        line=0.5,
        more=False,
        page="measure",
        page_of=("return_interview_due_met",),
        beside=BesideIt("The concern, by another rule", "concern", ("exploitation_process",)),
        measures=("return_interview_due_met",),
        visit=Rating.WORSE,
    ),
    ModelledFinding(
        "made-up-allocation",
        Theme.ALLOCATION,
        "Some children have no named social worker.",
        then="Give each child a worker: who could take on whom stands beside the list.",
        figure="not_held",
        line=0,
        more=True,
        page="measure",
        page_of=("not_held",),
        beside=BesideIt("The concern Nobody can act, a wider rule", "concern", ("nobody_can_act",)),
        measures=("not_held", "allocation_due_met"),
        visit=Rating.BETTER,
        now=Rating.SAME,
        line_from=LineSource.NONE,
    ),
    ModelledFinding(
        "made-up-caseloads",
        Theme.WORKFORCE,
        "Social workers hold a number of children that can be managed.",
        then="Read it beside the changes of worker: a mean hides who holds too many. England's "
        "counts every case held; here a child counts with the lead alone, so ours is lower.",
        figure="caseload",
        line=17.7,
        more=False,
        page="measure",
        page_of=("caseload_rate",),
        beside=BesideIt("Every team", "team"),
        severity=FindingSeverity.NONE,
        first=False,
        line_from=LineSource.ENGLAND,
    ),
    ModelledFinding(
        "made-up-skill",
        Theme.WORKFORCE,
        "Children with complex needs do not always have a worker with the skill and the time to "
        "know them: workers change often.",
        then="See which teams lose workers, before another child is told of a new one.",
        figure="workers",
        line=0.25,
        more=True,
        page="measure",
        page_of=("three_workers",),
        measures=("social_workers_left",),
        visit=Rating.SAME,
        line_from=LineSource.OURS,
    ),
    ModelledFinding(
        "made-up-agency",
        Theme.WORKFORCE,
        "Too much of the work is done by people from agencies, who leave again.",
        then="Lay it beside what the plan pays for, and ask when the posts will be filled.",
        figure="agency",
        line=0.158,
        more=True,
        page="measure",
        page_of=("agency_hours",),
        measures=("agency_hours",),
        visit=Rating.WORSE,
        now=Rating.WORSE,
        line_from=LineSource.ENGLAND,
    ),
    ModelledFinding(
        "made-up-supervised",
        Theme.OVERSIGHT,
        "Supervision takes place regularly.",
        then="See beside it, in the next step, what it changed for the child.",
        figure="supervised",
        line=0.5,
        more=True,
        page="measure",
        page_of=("supervision_due_met",),
        severity=FindingSeverity.NONE,
        first=False,
    ),
    ModelledFinding(
        "made-up-challenge",
        Theme.OVERSIGHT,
        "Supervision rarely challenges the work or gives it direction.",
        then="Read one supervision of a child who waits, and ask what it changed.",
        figure="challenged",
        line=0.25,
        more=False,
        page="measure",
        page_of=("supervisions_challenged",),
        severity=FindingSeverity.PRIORITY,
        measures=("supervisions_challenged", "supervisions_directed"),
        visit=Rating.SAME,
        line_from=LineSource.OURS,
    ),
    ModelledFinding(
        "made-up-silent",
        Theme.OVERSIGHT,
        "Managers meet poor practice, and let it stand.",
        then="Open the silent ones of a team, and have each answered by its manager.",
        figure="silent",
        line=0.1,
        more=True,
        page="loop",
        measures=("supervisions_directed",),
        visit=Rating.SAME,
        line_from=LineSource.OURS,
    ),
    ModelledFinding(
        "made-up-actions",
        Theme.OVERSIGHT,
        "What managers ask for is more often than not left undone on the day that they set.",
        then="See whose actions are past their day, and ask what stands in the way.",
        figure="actions",
        line=0.5,
        more=False,
        page="measure",
        page_of=("actions_done",),
        measures=("actions_done",),
        first=False,
    ),
    ModelledFinding(
        "made-up-assessments",
        Theme.ASSESSMENT,
        "Assessments differ from team to team by more than chance.",
        then="Ask why teams differ so, and read a few assessments of the lowest and the highest.",
        figure="uneven",
        line=0.05,
        more=True,
        page="measure",
        page_of=("assessment_due_met",),
        severity=FindingSeverity.MODERATE,
        measures=("assessment_due_met",),
        line_from=LineSource.CHANCE,
    ),
    ModelledFinding(
        "made-up-pace",
        Theme.LEADERSHIP,
        "The pace of change remains too slow.",
        then="Open what is worse, and see how sure its forecast is before a day is promised.",
        figure="better",
        line=0.5,
        more=False,
        page="progress",
        first=False,
    ),
    ModelledFinding(
        "made-up-recent",
        Theme.LEADERSHIP,
        "What was invested is too recent to have changed services or what becomes of children.",
        then="See from which day each action can show anything, and promise nothing earlier.",
        figure="too_recent",
        line=0.5,
        more=True,
        page="plan",
        severity=FindingSeverity.MODERATE,
        first=False,
    ),
)
