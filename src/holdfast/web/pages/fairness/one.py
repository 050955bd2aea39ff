"""One concern or clock by every characteristic: a sentence, a drawing and a table for each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.errors import NotFound
from holdfast.query.fairness.figures import DEFINITIONS
from holdfast.query.fairness.rates import MONTHS, Differs, RatesByGroup
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.fairness.overview import group_words, rates_of
from holdfast.web.parts.intervals import ShareInterval, interval_chart
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def one(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """The rates of a concern or a clock, group by group. Raises NotFound for another key."""
    found = [table for table in rates_of(asked) if table.key == key]
    if not found:
        raise NotFound(
            "There is nothing to count of this on that day.", "Go back and choose another."
        )
    first = found[0]
    words = {
        "asked": asked,
        "first": first,
        "months": MONTHS,
        "defined": DEFINITIONS,
        "counts": DEFINITIONS[first.kind.value],
        "tables": [_shown(asked, table) for table in found],
        "back": asked.link("fairness"),
    }
    return render(request, "pages/fairness_of.html", words)


def _shown(asked: Asked, table: RatesByGroup) -> dict[str, Any]:
    by = table.characteristic.value
    rows = [(group_words(asked, by, each.group), each) for each in table.groups]
    sentence = _sentence(table, rows)
    drawn = [ShareInterval(words, each.rate, each.low, each.high) for words, each in rows]
    title = f"{table.title}, by {by}"
    chart = interval_chart(f"by-{by}", title, sentence, drawn, table.rate)
    return {"by": by, "title": title, "rows": rows, "sentence": sentence, "chart": chart}


def _sentence(table: RatesByGroup, rows: list[tuple[str, Any]]) -> str:
    """Which groups differ from all; or that none is told apart."""
    if table.rate is None:
        return "The count is so small that it is withheld."
    parts = [
        f"{differs.value.capitalize()} than the rate of all, {table.rate:.1%}: "
        + ", ".join(words for words, each in rows if each.differs is differs)
        for differs in (Differs.HIGHER, Differs.LOWER)
        if any(each.differs is differs for _, each in rows)
    ]
    if not parts:
        return f"No group is told apart from the rate of all, {table.rate:.1%}."
    return f"{'. '.join(parts)}."
