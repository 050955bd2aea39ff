"""The looked-after children return (SSDA903): its files, and how they are read."""

from holdfast.sources.ssda903.gathering import ReturnReading, read_return
from holdfast.sources.ssda903.into_record.importing import import_ssda903

__all__ = ["ReturnReading", "import_ssda903", "read_return"]
