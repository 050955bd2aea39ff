"""Who looked at which child's record, when and why: written for everyone, changed by no one."""
