"""What a cell of a column of days is worth beside the others of its column or its table."""

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.sources.days.reading_days import DAY_NOT_KNOWN, says_not_applicable, serial_day
from holdfast.sources.text import CellRead

# Cells of a column that say "N/A", with none left blank beside them, that make it the word for a
# blank: some tools export every missing value so.
ENOUGH = 100
_USUAL = CellRead(note="not applicable, as in every cell without a day: read as not recorded")
_EITHER = CellRead(
    trouble="It is a spreadsheet's count of days, and nothing shows whether from 1900 or 1904."
)


def readings_of_days(
    coded: pa.DictionaryArray, read: Callable[[str], CellRead], either_epoch: bool
) -> list[CellRead]:
    """The readings of the differing texts, "N/A" a blank where the whole column writes it so.

    ``either_epoch``: a day given as a count may be from 1900 or from 1904, and is not taken.
    """
    texts = coded.dictionary.to_pylist()
    readings = [_EITHER if either_epoch and serial_day(text) else read(text) for text in texts]
    at = [
        number
        for number, (text, reading) in enumerate(zip(texts, readings, strict=True))
        if reading.trouble == DAY_NOT_KNOWN and says_not_applicable(text)
    ]
    if not at or coded.null_count:
        return readings
    cells = pc.sum(pc.is_in(coded.indices, value_set=pa.array(at, coded.indices.type))).as_py()
    if cells < ENOUGH:
        return readings
    return [_USUAL if number in at else reading for number, reading in enumerate(readings)]
