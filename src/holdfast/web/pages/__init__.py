"""The pages: one file an area, and a few about Holdfast itself."""
