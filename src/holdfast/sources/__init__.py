"""From a format to the record: one folder a source, and the typed intake that all share."""
