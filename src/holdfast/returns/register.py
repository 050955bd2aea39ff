"""Every return there is, by the name that it has in addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from holdfast.record.store.snapshot import Snapshot
from holdfast.returns.cin_census import file_check as census_file
from holdfast.returns.cin_census import form as cin_census
from holdfast.returns.cin_census import record_check as census_record
from holdfast.returns.form import Form
from holdfast.returns.outcome import Outcome
from holdfast.returns.record_check import RecordCheck
from holdfast.returns.ssda903 import file_check as looked_after_file
from holdfast.returns.ssda903 import form as looked_after
from holdfast.returns.ssda903 import record_check as looked_after_record


@dataclass(frozen=True)
class Return:
    """A return: its form, and how it is checked.

    ``check_record`` checks what the record would send in a year, ``check_file`` a file by the
    rules of its own year or of another; both raise what they say of themselves. ``sent_as`` says
    which file that is, ``endings`` what its name may end in.
    """

    form: Form
    check_record: Callable[[Snapshot, int], RecordCheck]
    check_file: Callable[[Path, int | None], Outcome]
    sent_as: str = "the XML file that goes to DfE"
    endings: tuple[str, ...] = (".xml",)


RETURNS = {
    registered.form.name: registered
    for registered in (
        Return(cin_census.FORM, census_record.check_record, census_file.check_file),
        Return(
            looked_after.FORM,
            looked_after_record.check_record,
            looked_after_file.check_file,
            "a zip of the CSV files that go to DfE, or the XML file",
            (".zip", ".xml"),
        ),
    )
}
