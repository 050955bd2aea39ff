"""The record: the canonical dataset, shaped as the Standard Safeguarding Dataset."""
