"""What a pack is made from: an outlook, and all that people have entered up to its day."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Max, Model
from django.utils import timezone

from holdfast.case_audits.findings import round_findings
from holdfast.case_audits.form import read_form
from holdfast.clocks.rules.book import Book
from holdfast.days import add_months
from holdfast.errors import BadSetting
from holdfast.evidence.content.asked_of import AuditParts, PackSource, PlanEntered
from holdfast.query.outlook import Outlook, open_outlook
from holdfast.record.identity.evidence import numbers_in
from holdfast.record.store.snapshot import Snapshot
from holdfast.settings import HOME
from holdfast.web.case_audits.models import AuditRound, CaseGrading
from holdfast.web.case_audits.standing import case_grades, cases_between
from holdfast.web.handles import addresses_of
from holdfast.web.improvement.standing import MODELS, plan_on
from holdfast.web.oversight.loop_said import SAID_IN, said_in_holdfast

AUDITED_MONTHS = 12
# Everything that a pack is made of besides the snapshot. Each row has the moment at which it was
# entered, and is never changed: a correction is a row of its own.
ENTERED: tuple[type[Model], ...] = (*SAID_IN, AuditRound, CaseGrading, *MODELS.values())


def moment_now() -> datetime:
    """This moment, by which entries are taken where no other is named."""
    return timezone.now()


def read_moment_until(text: str) -> datetime | None:
    """A moment as ISO text, by the clock of the council where it names no zone; None for no text.

    Raises BadSetting for what is no moment, and for one that is still to come.
    """
    if not text:
        return None
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        raise BadSetting(
            "The moment until which entries are taken cannot be read.",
            "Write it as the list of packs does: 2018-02-05T09:00:00.",
        ) from None
    moment = told if timezone.is_aware(told) else timezone.make_aware(told)
    if moment > timezone.now():
        raise BadSetting(
            "The moment until which entries are taken is still to come.",
            "Give one that has passed; or none, for all that is entered now.",
        )
    return moment


def open_packed(
    snapshot: Snapshot, book: Book, day: date | None, until: datetime | None
) -> Outlook:
    """The snapshot on a day, with what was laid over it by a moment; by now where None is given.

    In an engine of its own: what takes it whole seconds holds up nothing else. Raises what
    ``open_outlook`` does, NotFound where what was laid over then is kept no longer, and BadSetting
    for a day before anything is recorded: of nothing a pack would say that nobody waits.
    """
    outlook = open_outlook(snapshot, book, day, laid_by=_locally(until) if until else "")
    (row,) = outlook.rows("select min(received) as first from referrals")
    if row["first"] is not None and row["first"] > outlook.day:
        outlook.close()
        raise BadSetting(
            f"On {outlook.day:%-d %B %Y} no referral is in the record yet.",
            f"Choose a later day, up to {snapshot.manifest.as_at:%-d %B %Y}.",
        )
    return outlook


def pack_source(outlook: Outlook, until: datetime) -> PackSource:
    """The outlook with what was said of deficits, the audits of twelve months, and the plan.

    All as it had been entered by ``until``. Raises Damaged where the register of children is not as
    it was written, and BadRules or CannotRead for the council's own form of audits.
    """
    snapshot, day = outlook.snapshot, outlook.day
    form = read_form(HOME.path())
    audited = case_grades(cases_between(add_months(day, -AUDITED_MONTHS), day, until))
    plan = plan_on(day, until)
    last = max(_moments(until), default=None)
    return PackSource(
        outlook,
        said_in_holdfast(addresses_of(snapshot, numbers_in(snapshot)).child, until=until),
        AuditParts(form, round_findings(form, audited)),
        PlanEntered(plan.letters, plan.findings, plan.actions, plan.promises, plan.posts),
        entered_until=timezone.localtime(until).isoformat(),
        last_entered=_locally(last) if last else "",
    )


def _moments(until: datetime) -> Iterator[datetime]:
    """Of each table, when the last row of it was entered by then."""
    for model in ENTERED:
        rows = model._default_manager.filter(entered_at__lte=until)
        if last := rows.aggregate(last=Max("entered_at"))["last"]:
            yield last


def _locally(moment: datetime) -> str:
    return timezone.localtime(moment).replace(tzinfo=None).isoformat(timespec="seconds")
