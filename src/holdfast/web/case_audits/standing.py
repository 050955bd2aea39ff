"""How the cases of rounds stand: the latest grade of each role, as the findings take them."""

from collections.abc import Iterable

from holdfast.case_audits.findings import CaseGrades
from holdfast.case_audits.form import Grade
from holdfast.web.case_audits.models import AuditedCase, CaseGrading, GradedBy


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
