"""Small files of what no case system exports, read into supplements: one declaration a kind."""

from holdfast.sources.supplements.importing import Added, AskedFile, add_supplement

__all__ = ["Added", "AskedFile", "add_supplement"]
