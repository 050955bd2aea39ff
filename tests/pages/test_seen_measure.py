"""What the pages of measures work out, and when."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from holdfast.measures.cases import counting
from holdfast.measures.charts.progress import TWELVE
from holdfast.measures.measure import Measure
from holdfast.web import data
from holdfast.web.pages.measures import seen_measure
from holdfast.web.pages.measures.progress import COMPARED

pytestmark = pytest.mark.usefixtures("council")


def test_on_another_day_only_what_a_page_shows_is_counted(
    manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[str] = []
    count_by = counting.count_by

    def noting(seen: Any, measures: Iterable[Measure]) -> Any:
        asked = list(measures)
        counted.extend(one.key for one in asked)
        return count_by(seen, asked)

    monkeypatch.setattr(seen_measure, "count_by", noting)
    day = data.whole().day - timedelta(days=123)
    for _ in range(2):
        assert manager.get("/progress/", {"as_at": day.isoformat()}).status_code == 200
    assert sorted(counted) == sorted({*TWELVE, *COMPARED})
