"""Every return there is, by the name that it has in addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from holdfast.record.store.snapshot import Snapshot
from holdfast.returns.cin_census import form as cin_census
from holdfast.returns.cin_census.file_check import check_file
from holdfast.returns.cin_census.record_check import check_record
from holdfast.returns.form import Form
from holdfast.returns.outcome import Outcome
from holdfast.returns.record_check import RecordCheck


@dataclass(frozen=True)
class Return:
    """A return: its form, and how it is checked.

    ``check_record`` checks what the record would send in a year, ``check_file`` a file by the
    rules of its own year or of another; both raise what they say of themselves.
    """

    form: Form
    check_record: Callable[[Snapshot, int], RecordCheck]
    check_file: Callable[[Path, int | None], Outcome]


RETURNS = {
    registered.form.name: registered
    for registered in (Return(cin_census.FORM, check_record, check_file),)
}
