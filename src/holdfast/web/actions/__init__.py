"""What people do, one function a verb: each in one transaction with its row in the audit log.

Each takes ``by``, the name of whoever does it, and everything else by keyword. Where the row
cannot be written, nothing was done. Pages and commands write to the database through these alone.
"""
