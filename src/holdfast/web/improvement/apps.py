"""Tells Django that this folder holds models."""

from django.apps import AppConfig


class Improvement(AppConfig):
    """Inspections, findings, the plan, promises, posts and staff surveys."""

    name = "holdfast.web.improvement"
    label = "improvement"
