"""Pace: how fast a measure moves, when it would reach a target, and how fast others have moved."""
