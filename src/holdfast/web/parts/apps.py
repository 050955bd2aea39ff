"""Tells Django that this folder holds template tags."""

from django.apps import AppConfig


class Parts(AppConfig):
    """The parts of pages."""

    name = "holdfast.web.parts"
    label = "parts"
