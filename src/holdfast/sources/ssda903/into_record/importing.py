"""From looked-after returns of one or several years to a snapshot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from holdfast.errors import BadSetting
from holdfast.record.store.draft import Draft
from holdfast.record.store.manifest import Manifest, Note
from holdfast.record.store.refusals import Refusal
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.sources.intake.typed_tables import Account, Intake
from holdfast.sources.ssda903.into_record.declared import CHILD, DECLARED, REVIEW, unkept
from holdfast.sources.ssda903.into_record.periods import Periods, periods_of
from holdfast.sources.ssda903.into_record.stitching import JudgedTable, ReturnStitching, episodes_of
from holdfast.sources.ssda903.into_record.unknowable import UNREVIEWED, UntoldOfCare, untold
from holdfast.sources.ssda903.into_record.years_given import (
    LeftOutPart,
    Progress,
    YearGiven,
    last_known,
    run_of,
    years_given,
)
from holdfast.sources.ssda903.layout import EPISODES, HEADER, REVIEWS, TABLES

NOT_KEPT = "was read and is not kept: the record has no place for it"


@dataclass(frozen=True)
class _Returns:
    """What was given, the latest year first, and what was found in it."""

    years: Sequence[YearGiven]
    left_out: Sequence[LeftOutPart]
    periods: Periods
    untold: UntoldOfCare
    judged: dict[str, list[JudgedTable]]


def import_ssda903(
    store: Store, paths: list[str], as_at: date | None, made_at: str, progress: Progress
) -> Snapshot:
    """Read looked-after returns of one council into a new snapshot and make it current.

    ``paths`` are folders, zips or XML files of a year each, or a folder of such folders. ``as_at``
    None takes the last day on which the latest of them tells that something happened. ``made_at``
    is the moment of the import as ISO text. ``progress`` is told what is being read, how many are
    done, and of how many.

    Raises CannotRead where nothing can be read, or two returns are of one year, BadSetting for a
    day of which they tell nothing; the last snapshot stays. Raises what ``Store.begin`` raises.
    """
    years, left_out = years_given(paths, progress)
    today = date.fromisoformat(made_at[:10])
    known = _known(years[0], as_at, today) if as_at else last_known(years, today)
    stitching = ReturnStitching(years, known)
    found = _found(years, left_out, stitching, known)
    with store.begin() as draft:
        account = _take(draft, found, stitching, known, progress)
        notes = (*_said(found, known, as_at), *stitching.told(), *account.notes)
        return draft.finish(
            Manifest(
                as_at=known,
                made_at=made_at,
                source="ssda903",
                made_up=False,
                origin=f"Looked-after returns: {', '.join(one.name for one in years)}",
                counts=account.counts,
                feeds=account.feeds,
                notes=notes,
                begins=_begins(years),
            )
        )


def _begins(years: Sequence[YearGiven]) -> dict[str, date]:
    """The first day of the earliest return that tells of each record table, without a gap."""
    found: dict[str, date] = {}
    for declared in DECLARED:
        given = _given_without_gap(years, declared.table.name)
        if given:
            for projection in declared.projections:
                found.setdefault(projection.table.name, given[-1].first)
    return found


def _given_without_gap(years: Sequence[YearGiven], file: str) -> list[YearGiven]:
    """The latest years without a gap that have a file of this name, the latest first."""
    return list(takewhile(lambda one: file in one.tables, run_of(years)))


def _known(latest: YearGiven, as_at: date, today: date) -> date:
    """The day asked for. Raises BadSetting for one of which the latest return tells nothing."""
    last = min(latest.reference, today)
    if not latest.first <= as_at <= last:
        raise BadSetting(
            f"{latest.name} tells nothing of {as_at.isoformat()}.",
            f"Give a day from {latest.first.isoformat()} to {last.isoformat()}.",
        )
    return as_at


def _found(
    years: Sequence[YearGiven],
    left_out: Sequence[LeftOutPart],
    stitching: ReturnStitching,
    known: date,
) -> _Returns:
    judged = {one.table.name: stitching.judged(one) for one in DECLARED}
    episodes, first = judged[EPISODES.name], run_of(years)[-1].first
    periods = periods_of(episodes_of(episodes), first)
    told = untold(periods, episodes, judged[REVIEWS.name], first, known)
    return _Returns(years, left_out, periods, told, judged)


def _take(
    draft: Draft, found: _Returns, stitching: ReturnStitching, known: date, progress: Progress
) -> Account:
    intake = Intake(draft, known)
    told = {child for one in found.judged[HEADER.name] for child in one.given.text(CHILD)} - {None}
    for done, declared in enumerate(DECLARED):
        name = declared.table.name
        progress(f"Taking in {name}", len(DECLARED) + done, 2 * len(DECLARED))
        periods = found.periods if declared.table is EPISODES else None
        for place, one in enumerate(found.judged[name]):
            rows = stitching.stitched(declared, one, periods, place)
            main = declared.main
            if main is REVIEW:
                main = replace(main, reach=found.untold.reviews)
            intake.take(rows.raw, main, *declared.others)
            for refusal in rows.refused:
                known_child = refusal.child in told and declared.table is not HEADER
                intake.refuse(name, refusal, tables=declared.lost(known_child))
            intake.doubt(*rows.doubts)
    intake.doubt(*found.untold.doubts)
    for part in found.left_out:
        intake.refuse(part.name, Refusal(part.name, "", None, part.what, part.next_step, ""))
    return _in_order(intake.finish())


def _in_order(account: Account) -> Account:
    """The account in the order of the return's files, without what is made of them by us."""
    order = {one.name: place for place, one in enumerate(TABLES)}
    counts = sorted(
        (one for one in account.counts if one.given or one.table in order),
        key=lambda one: order.get(one.table, len(order)),
    )
    return replace(account, counts=tuple(counts))


def _said(found: _Returns, known: date, as_at: date | None) -> Iterator[Note]:
    how = (
        "given with the import"
        if as_at
        else "the last day on which the latest return tells that something happened"
    )
    yield Note("as-at day", how, 1)
    yield Note(
        "what came before",
        f"reviews held and episodes over before {found.untold.first} lie in no file",
        1,
    )
    if found.untold.reviews == "latest":
        yield Note(
            "reviews",
            "most children came into care before the first file's year: reviews are judged as they "
            "stand now, without their history",
            1,
        )
    if found.untold.unreviewed:
        yield Note("reviews", UNREVIEWED, found.untold.unreviewed)
    years = [one.year for one in found.years]
    if len(years) != years[0] - years[-1] + 1:
        yield Note("years", "the returns do not follow one another: a year between is missing", 1)
    for what, count in found.periods.met.items():
        if count:
            yield Note("Episodes", what, count)
    for year in found.years:
        yield from (Note(year.name, what, 1) for what in year.notes)
        for name in (one.name for one in TABLES if one.since <= year.year):
            if name not in year.tables:
                yield Note(year.name, f"no file of {name} was given", 1)
    yield from (Note(part.name, f"not imported: {part.what}", 1) for part in found.left_out)
    yield from (Note(where, NOT_KEPT, 1) for where in unkept())
