"""The pages of an import, before it and after it."""
