"""Measures as the pages show them, kept with the outlook that they were worked out on."""

from collections.abc import Sequence

from holdfast.measures.cases.counting import MeasureCount, count_by
from holdfast.measures.cases.declared import why_untold
from holdfast.measures.choices import MeasureChoices, read_choices
from holdfast.measures.judged import JudgedMeasure
from holdfast.measures.measure import Measure
from holdfast.measures.register import MEASURES
from holdfast.query.outlook import Outlook
from holdfast.settings import AUTHORITY, HOME
from holdfast.web import data
from holdfast.web.improvement.causes import with_leadership


def months_of(seen: Outlook, measures: Sequence[Measure]) -> dict[str, list[MeasureCount]]:
    """Measures month by month, by key.

    Of everybody all are worked out once for a snapshot on its own day, before anybody asks; on
    another day, and of the children of whom somebody may know, each when it is first asked for.
    """
    if seen.may_know is None and seen.day == seen.snapshot.manifest.as_at:
        found: dict[str, list[MeasureCount]] = data.remember(
            seen, "measures by month", lambda: _by_measure(seen, MEASURES)
        )
        return found
    kept: dict[str, list[MeasureCount]] = data.remember(seen, "measures by month", dict)
    lacking = [one for one in measures if one.key not in kept]
    if lacking:
        kept |= {one.key: [] for one in lacking} | _by_measure(seen, lacking)
    return {one.key: kept[one.key] for one in measures if kept[one.key]}


def _by_measure(seen: Outlook, measures: Sequence[Measure]) -> dict[str, list[MeasureCount]]:
    found: dict[str, list[MeasureCount]] = {}
    for one in count_by(seen, measures):
        found.setdefault(one.measure, []).append(one)
    return found


def seen_measures(seen: Outlook, measures: Sequence[Measure]) -> dict[str, JudgedMeasure]:
    """Measures as they are seen on an outlook, by key.

    What is worked out of one is kept with the outlook while the council's own file says the same.
    """
    choices = with_leadership(read_choices(HOME.path()), seen.day)
    months = months_of(seen, measures)
    mark = AUTHORITY.text(), repr(choices)
    return {one.key: _kept(seen, one, months.get(one.key, []), choices, mark) for one in measures}


def _kept(
    seen: Outlook,
    measure: Measure,
    months: Sequence[MeasureCount],
    choices: MeasureChoices,
    mark: tuple[str, str],
) -> JudgedMeasure:
    found: JudgedMeasure = data.remember(
        seen,
        ("measure", measure.key, mark),
        lambda: JudgedMeasure(
            choices.of(measure), months, choices, seen.day, why_untold(measure, seen)
        ),
    )
    return found
