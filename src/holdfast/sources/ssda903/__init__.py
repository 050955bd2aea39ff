"""The looked-after children return (SSDA903): its files, and how they are read."""

from holdfast.sources.ssda903.gathering import ReturnReading, read_return

__all__ = ["ReturnReading", "read_return"]
