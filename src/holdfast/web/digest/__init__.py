"""The daily mail: how much there is to look at, and where. No child's name, and nothing of one."""
