"""Ofsted's Annex A: the child-level lists of an inspection, as a workbook or as CSV files."""

from holdfast.sources.annex_a.importing import import_annex_a

__all__ = ["import_annex_a"]
