"""The made-up county held against the published figures of a real one."""
