"""Several years' files made one: the same row in two of them stands once, as the later has it.

Files are taken the latest first. What an earlier file says of a row that a later one holds too
is left aside. What was still open at the end of an earlier file, and stands in no later one, is
refused: what became of it nobody can tell, and it is not to be taken for undone ever since.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.manifest import Note
from holdfast.record.refusals import Refusal
from holdfast.sources.cin_census.declared import (
    CHILD,
    DECLARED,
    NO,
    REFERRED,
    STANDS,
    WHOLE,
    YES,
    Declared,
    number,
)
from holdfast.sources.cin_census.faults import Fault, faults
from holdfast.sources.cin_census.laying import Laid, lay
from holdfast.sources.cin_census.numbering import Batch
from holdfast.sources.cin_census.survey import Survey, Surveyed
from holdfast.sources.mapping import RawTable

LATER = "rows that a later file holds too, taken from there"
REPEATED = "rows that repeat an earlier row of the file word for word, taken once"

_BETWEEN = "\x1f"
