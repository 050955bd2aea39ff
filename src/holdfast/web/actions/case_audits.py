"""Drawing rounds of audits, saying who audits what, grading: each with its rows in the log."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from holdfast.case_audits.drawing import (
    Auditor,
    DrawnRound,
    FramedCase,
    draw_cases,
    graded_twice,
    share_out,
)
from holdfast.case_audits.form import AuditForm, Grade
from holdfast.errors import BadSetting
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind
from holdfast.web.case_audits.models import AuditedCase, AuditRound, CaseGrading, GradedBy

LONGEST = 2_000
MOST_CASES = 200


@dataclass(frozen=True)
class DrawnFrom:
    """What a round is drawn from: the day, the snapshot, the team (empty for all), the cases.

    ``handles`` are the children's ids in the register, by child.
    """

    as_at: date
    snapshot: str
    team: str
    frame: Sequence[FramedCase]
    handles: Mapping[str, str]


@transaction.atomic
def draw_round(
    *,
    by: str,
    drawn_from: DrawnFrom,
    size: int,
    form: AuditForm,
    auditors: Iterable[Auditor],
    seed: str = "",
) -> AuditRound:
    """Draw a round at random, share its cases out, and keep it.

    Where no seed is given it is the day and how many rounds there were, so that nobody chooses it.
    The seed stands in the log: that somebody drew again because a draw was not liked can be seen.
    Raises BadSetting for a size that cannot be, and where nobody's case is open.
    """
    if not 1 <= size <= MOST_CASES:
        raise BadSetting(f"A round has from 1 to {MOST_CASES} cases.", "Choose another number.")
    if not drawn_from.frame:
        raise BadSetting(
            "There is no case to draw from.", "Choose another day, or a team that holds children."
        )
    seed = seed or f"{drawn_from.as_at.isoformat()}-{AuditRound.objects.count() + 1}"
    drawn = draw_cases(drawn_from.frame, size, seed)
    able = tuple(auditors)
    first = share_out(drawn.cases, able)
    twice = graded_twice(drawn.cases, form.graded_twice, seed)
    second = share_out([one for one in drawn.cases if one.child in twice], able, first)
    kept = _keep_round(by, drawn_from, form, size, at_random=True, seed=seed, strata=drawn)
    for place, case in enumerate(drawn.cases, 1):
        _keep_case(by, kept, place, case, drawn_from.handles, first, second)
    return kept


@transaction.atomic
def choose_case(
    *, by: str, drawn_from: DrawnFrom, form: AuditForm, auditors: Iterable[Auditor], why: str
) -> AuditRound:
    """Have the cases of ``drawn_from`` audited because somebody chose them, and say for what.

    They never speak for the service. Raises BadSetting without a reason.
    """
    if not why.strip() or len(why) > LONGEST or "\0" in why:
        raise BadSetting(
            f"Say why the case is audited, in {LONGEST:,} characters or fewer.",
            "Write it, and send it again.",
        )
    kept = _keep_round(by, drawn_from, form, len(drawn_from.frame), at_random=False, why=why)
    first = share_out(drawn_from.frame, auditors)
    for place, case in enumerate(drawn_from.frame, 1):
        _keep_case(by, kept, place, case, drawn_from.handles, first, {})
    return kept


@transaction.atomic
def give_case(*, by: str, child: str, case: AuditedCase, auditor: Auditor, second: bool) -> None:
    """Give a case to somebody, as auditor or as second. ``child`` as the record names the child.

    Raises BadSetting for somebody of the case's own team, and for one who has it already.
    """
    if case.team in auditor.teams:
        raise BadSetting(
            "Nobody audits a case of their own team.", "Choose somebody of another team."
        )
    if auditor.name in (case.auditor, case.second):
        raise BadSetting("They have this case already.", "Choose somebody else.")
    detail = f"round {case.round.pk}: given to {auditor.name}{' as second' if second else ''}"
    write_row(by=by, kind=AuditKind.CASE_AUDIT, page="audits", target=child, detail=detail)
    if second:
        case.second, case.graded_twice = auditor.name, True
    else:
        case.auditor = auditor.name
    case.save()


@transaction.atomic
def grade_case(
    *,
    by: str,
    child: str,
    case: AuditedCase,
    form: AuditForm,
    role: GradedBy,
    domains: Mapping[str, Grade],
    overall: Grade,
    words: str,
    on: date,
) -> CaseGrading:
    """Grade a case, as one of its roles; ``child`` as the record names the child.

    The words are not copied into the log. Raises BadSetting where a domain has no grade, where the
    whole is graded higher than the form lets it be, for words that cannot be kept, and for
    somebody whose case it is not.
    """
    if role is not GradedBy.TEAM and by != (
        case.auditor if role is GradedBy.AUDITOR else case.second
    ):
        raise BadSetting("This case is with somebody else.", "Ask for it to be given to you.")
    if missing := [one.title for one in form.domains if one.key not in domains]:
        raise BadSetting(f"Grade every domain: {missing[0]} has no grade.", "Choose one.")
    if overall > form.highest_overall(domains):
        raise BadSetting(
            "The whole cannot be graded above inadequate: a domain that decides it is inadequate.",
            "Change the grade of the whole, or of that domain.",
        )
    if len(words) > LONGEST or "\0" in words:
        raise BadSetting(
            f"What you write must be text of {LONGEST:,} characters or fewer.", "Shorten it."
        )
    detail = f"round {case.round.pk}: graded by {GradedBy(role).label.lower()}"
    write_row(by=by, kind=AuditKind.CASE_AUDIT, page="audits", target=child, detail=detail)
    return CaseGrading.objects.create(
        case=case,
        role=role,
        overall=overall,
        domains={key: int(grade) for key, grade in domains.items()},
        words=words.strip(),
        on=on,
        by=by,
        entered_at=timezone.now(),
    )


def _keep_round(
    by: str,
    drawn_from: DrawnFrom,
    form: AuditForm,
    size: int,
    *,
    at_random: bool,
    seed: str = "",
    why: str = "",
    strata: DrawnRound | None = None,
) -> AuditRound:
    return AuditRound.objects.create(
        at_random=at_random,
        as_at=drawn_from.as_at,
        snapshot=drawn_from.snapshot,
        team=drawn_from.team,
        seed=seed,
        size=size,
        strata=[[one.name, one.cases, one.drawn] for one in strata.strata] if strata else [],
        why=why.strip(),
        form=form.name,
        domains=[[one.key, one.title] for one in form.domains],
        by=by,
        entered_at=timezone.now(),
    )


def _keep_case(
    by: str,
    kept: AuditRound,
    place: int,
    case: FramedCase,
    handles: Mapping[str, str],
    first: Mapping[str, str | None],
    second: Mapping[str, str | None],
) -> None:
    """Keep one case of a round, with its row in the log."""
    detail = f"round {kept.pk}: " + (f"drawn by seed {kept.seed}" if kept.seed else "chosen")
    write_row(by=by, kind=AuditKind.CASE_AUDIT, page="audits", target=case.child, detail=detail)
    AuditedCase.objects.create(
        round=kept,
        place=place,
        child=handles[case.child],
        team=case.team,
        stratum=case.stratum,
        auditor=first.get(case.child) or "",
        second=second.get(case.child) or "",
        graded_twice=case.child in second,
    )
