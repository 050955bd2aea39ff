"""Commands of the front door: its figures, and children who may be one."""
