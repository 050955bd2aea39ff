"""Tells Django that this folder holds models."""

from django.apps import AppConfig


class Oversight(AppConfig):
    """What managers write about children and rules."""

    name = "holdfast.web.oversight"
    label = "oversight"
