"""Whether the worker of an involvement is one named person, which the dataset does not say itself.

A number that stands for nobody, a word such as *unallocated*, a team, a duty list and an inbox hold
no child. Where the number is left blank, cannot be read or is a word for *not recorded*, somebody
may hold the child all the same: then it cannot be determined.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

import pyarrow as pa

from holdfast.record.workforce import Involvements, Professionals
from holdfast.sources.intake.columns import Columns
from holdfast.sources.intake.mapping import RawTable
from holdfast.sources.intake.reading import reader_for
from holdfast.sources.intake.worker_names import is_inbox, is_nobody, is_not_said
from holdfast.sources.ssd.declared import NAMED_HEADING, NOT_SAID
from holdfast.sources.ssd.files.part import SourcePart, with_column
from holdfast.sources.ssd.files.reading_parts import read_columns

_NAMED, _NOT_NAMED = "Yes", "No"


class NamedWorkers:
    """Puts beside each involvement whether its worker is one named person."""

    def __init__(self, parts: Mapping[str, SourcePart], as_at: date) -> None:
        self._parts = parts
        self._as_at = as_at
        self._read = reader_for(Involvements.worker, as_at)

    def add(self, raw: RawTable) -> RawTable:
        """A table of involvements with that beside it; another as it is.

        A source that has no column for the worker says nothing of any, and nothing is added.
        """
        if raw.name != Involvements.ssd or raw.find(Involvements.worker.ssd) is None:
            return raw
        columns = Columns(raw, self._as_at)
        coded = columns.text(Involvements.worker.ssd).dictionary_encode()
        said = [self._said(text) for text in coded.dictionary.to_pylist()]
        if _NAMED not in said:
            # No row names anybody: a column that nobody fills says of no child that none does.
            said = [NOT_SAID] * len(said)
        said = pa.array([*said, NOT_SAID], pa.string())
        return with_column(raw, NAMED_HEADING, said.take(coded.indices.fill_null(len(said) - 1)))

    def _said(self, text: str) -> str:
        number = self._read(text).value
        if is_not_said(text):
            return NOT_SAID
        # By -1 or nought the dataset and case systems say that there is none.
        plain = text.strip().partition(".")[0]
        no_number = plain == "-1" or not plain.strip("0")
        if number in self._not_people or is_nobody(text) or is_inbox(text) or no_number:
            return _NOT_NAMED
        return NOT_SAID if number is None else _NAMED

    @cached_property
    def _not_people(self) -> frozenset[str]:
        """The workers whose names are no person's."""
        rows = read_columns(
            self._parts, (Professionals.worker, Professionals.full_name), self._as_at
        )
        if rows is None:
            return frozenset()
        names = rows[Professionals.full_name.name].to_pylist()
        return frozenset(
            worker
            for worker, name in zip(rows[Professionals.worker.name].to_pylist(), names, strict=True)
            if worker and name and (is_nobody(name) or is_inbox(name))
        )
