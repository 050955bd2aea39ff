"""How the cases of rounds stand: the latest grade of each role, as the findings take them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Prefetch

from holdfast.case_audits.findings import CaseGrades
from holdfast.case_audits.form import Grade
from holdfast.errors import NotFound
from holdfast.web.case_audits.models import AuditedCase, AuditRound, CaseGrading, GradedBy


def latest_gradings(case: AuditedCase) -> dict[GradedBy, CaseGrading]:
    """The grading of each role that stands, by role."""
    return {GradedBy(grading.role): grading for grading in case.gradings.all()}


def case_grades(cases: Iterable[AuditedCase]) -> list[CaseGrades]:
    """The grades of cases as they stand. Ask for ``gradings`` and ``round`` with the cases."""
    return [_grades(case) for case in cases]


def _grades(case: AuditedCase) -> CaseGrades:
    stands = latest_gradings(case)
    team, first, second = (stands.get(role) for role in GradedBy)
    last = second or first
    return CaseGrades(
        child=case.child,
        team=case.team,
        at_random=case.round.at_random,
        audited_on=last.on if last else None,
        self_grade=Grade(team.overall) if team else None,
        graded=Grade(first.overall) if first else None,
        moderated=Grade(second.overall) if second else None,
        domains={key: Grade(grade) for key, grade in first.domains.items()} if first else None,
    )


def rounds_until(day: date, most: int = 50) -> list[AuditRound]:
    """The latest rounds of a day of the data and before, the latest first."""
    return list(AuditRound.objects.filter(as_at__lte=day).prefetch_related("cases")[:most])


def cases_between(
    after: date, until: date, entered_until: datetime | None = None
) -> list[AuditedCase]:
    """The cases of the rounds of days of the data after one day and up to another.

    With the rounds and gradings that were entered up to a moment alone, where one is given.
    """
    found = AuditedCase.objects.filter(round__as_at__gt=after, round__as_at__lte=until)
    gradings = CaseGrading.objects.all()
    if entered_until is not None:
        found = found.filter(round__entered_at__lte=entered_until)
        gradings = gradings.filter(entered_at__lte=entered_until)
    return list(found.select_related("round").prefetch_related(Prefetch("gradings", gradings)))


def find_round(number: int) -> AuditRound:
    """A round by its number. Raises NotFound."""
    found = AuditRound.objects.filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such round.", "Choose one from the list of rounds.")
    return found


def find_case(number: int) -> AuditedCase:
    """An audited case by its number. Raises NotFound."""
    found = AuditedCase.objects.select_related("round").filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such case.", "Choose one from its round.")
    return found
