"""Small files of what no case system exports, read into supplements: one declaration a kind."""

from holdfast.sources.supplements.importing import AddedSupplement, FileToAdd, add_supplement

__all__ = ["AddedSupplement", "FileToAdd", "add_supplement"]
