"""The children in need census: what DfE asks every council to send each year, as XML."""

from holdfast.sources.cin_census.importing import import_cin_census
from holdfast.sources.cin_census.parsing.reading import (
    CensusReading,
    ChildBatch,
    Header,
    read_census,
)

__all__ = ["CensusReading", "ChildBatch", "Header", "import_cin_census", "read_census"]
