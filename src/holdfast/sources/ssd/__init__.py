"""The Standard Safeguarding Dataset, from a folder of files or the council's own database."""

from holdfast.sources.ssd.importing import import_ssd

__all__ = ["import_ssd"]
