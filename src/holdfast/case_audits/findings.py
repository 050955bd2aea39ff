"""What the grades of a round say of the service, with how sure that is.

Only cases drawn at random speak for the service: those that somebody chose are counted apart and
never added in. A share comes with its count and an interval (Wilson 1927, 95 in 100): 3 inadequate
of 12 audits are 25%, and the truth lies anywhere from 9% to 53%.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.case_audits.agreement import GradeAgreement, agreement
from holdfast.case_audits.form import AuditForm, Grade
from holdfast.days import add_months
from holdfast.query.fairness.rates import wilson

# Outside both limits a team differs from the whole by more than chance gives in 1 of 20 teams, or
# in 1 of 500 (Spiegelhalter 2005, funnel plots).
WARNING, ALARM = 0.95, 0.998


@dataclass(frozen=True)
class CaseGrades:
    """The grades of one audited case, as they stand.

    ``self_grade`` is what the team thought of its own work, ``graded`` the auditor's grade of the
    whole, ``moderated`` that of the second person; each None where there is none yet. ``domains``
    are the auditor's by the key of the domain.
    """

    child: str
    team: str
    at_random: bool
    audited_on: date | None = None
    self_grade: Grade | None = None
    graded: Grade | None = None
    moderated: Grade | None = None
    domains: Mapping[str, Grade] | None = None

    @property
    def stands(self) -> Grade | None:
        """The grade that counts: the second person's where there is one, else the auditor's."""
        return self.moderated or self.graded


@dataclass(frozen=True)
class ShareOfGrade:
    """How many cases have a grade, of how many graded, and between what the share lies."""

    grade: Grade
    count: int
    of: int
    low: float
    high: float


@dataclass(frozen=True)
class TeamShare:
    """A team's cases that were graded at least good, beside all teams'.

    ``outside`` is empty where the difference may be chance, else "warning" or "alarm"; with
    ``below`` it says on which side. It tells where to look first, and ranks nobody.
    """

    team: str
    count: int
    of: int
    outside: str
    below: bool


@dataclass(frozen=True)
class RoundFindings:
    """What a round, or several, have found. Shares are of cases drawn at random.

    ``drawn`` cases were drawn at random and ``waiting`` of them have no grade yet; ``chosen`` were
    chosen by somebody. ``self_gap`` counts, of cases that graded themselves, how the team's own
    grade lay against the one that stands.
    """

    drawn: int
    waiting: int
    chosen: int
    overall: tuple[ShareOfGrade, ...]
    domains: Mapping[str, tuple[ShareOfGrade, ...]]
    moderation: GradeAgreement
    self_gap: GradeAgreement
    teams: tuple[TeamShare, ...]


def round_findings(form: AuditForm, cases: Sequence[CaseGrades]) -> RoundFindings:
    """What the cases of rounds say, by the form's domains."""
    drawn = [case for case in cases if case.at_random]
    graded = [case for case in drawn if case.stands]
    return RoundFindings(
        drawn=len(drawn),
        waiting=len(drawn) - len(graded),
        chosen=len(cases) - len(drawn),
        overall=shares_of_grades(case.stands for case in graded),
        domains={
            domain.key: shares_of_grades((case.domains or {}).get(domain.key) for case in graded)
            for domain in form.domains
        },
        # Both speak of the people who grade, not of the service: chosen cases count too.
        moderation=agreement([(c.graded, c.moderated) for c in cases if c.graded and c.moderated]),
        self_gap=agreement([(c.self_grade, c.stands) for c in cases if c.self_grade and c.stands]),
        teams=team_shares(graded),
    )


def shares_of_grades(grades: Iterable[Grade | None]) -> tuple[ShareOfGrade, ...]:
    """The share of each grade among those given, the least grade first."""
    given = [grade for grade in grades if grade]
    found = []
    for grade in Grade:
        count = given.count(grade)
        low, high = wilson(count, len(given), len(given)) if given else (0.0, 1.0)
        found.append(ShareOfGrade(grade, count, len(given), low, high))
    return tuple(found)


def team_shares(graded: Sequence[CaseGrades]) -> tuple[TeamShare, ...]:
    """Each team's cases at least good beside what chance gives around the whole, by team.

    The limits are the binomial's around the share of all teams together (a funnel): of few cases
    they are wide, and a team of three cases is outside hardly ever.
    """
    good = [case for case in graded if (case.stands or 0) >= Grade.GOOD]
    if not graded:
        return ()
    whole = len(good) / len(graded)
    found = []
    for team in sorted({case.team for case in graded}):
        of = sum(case.team == team for case in graded)
        count = sum(case.team == team for case in good)
        found.append(TeamShare(team, count, of, _outside(count, of, whole), count < of * whole))
    return tuple(found)


def _outside(count: int, of: int, whole: float) -> str:
    """Which limit a count lies outside of: as little or as much comes by chance so rarely."""
    from scipy.stats import binom  # slow to load, and not needed by most commands

    tail = min(binom.cdf(count, of, whole), binom.sf(count - 1, of, whole))
    if 2 * tail < 1 - ALARM:
        return "alarm"
    return "warning" if 2 * tail < 1 - WARNING else ""


def due_again(form: AuditForm, cases: Iterable[CaseGrades], day: date) -> list[tuple[str, date]]:
    """The children whose last audit was inadequate and who are due for another by a day.

    Each with the day from which it is due, the longest due first. One audited since is not.
    """
    last: dict[str, tuple[date, Grade | None]] = {}
    for case in cases:
        if case.audited_on and case.audited_on >= last.get(case.child, (date.min, None))[0]:
            last[case.child] = (case.audited_on, case.stands)
    due = [
        (add_months(audited_on, form.audited_again_months), child)
        for child, (audited_on, grade) in last.items()
        if grade == Grade.INADEQUATE
    ]
    return [(child, again) for again, child in sorted(due) if again <= day]
