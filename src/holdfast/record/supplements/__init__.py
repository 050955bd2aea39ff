"""Feeds laid over the snapshots: what people entered, and small files of what no system exports."""
