"""The pages of concerns: all of them counted, one listed, and the form that contests one."""
