"""The typed intake that all sources share: from raw text to the tables of the record."""
