"""Packs as pages and commands make them: from what, and making one beside the pages."""
