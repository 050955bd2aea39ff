"""Tells Django that this folder holds models."""

from django.apps import AppConfig


class People(AppConfig):
    """Who may do what, and whose children."""

    name = "holdfast.web.people"
    label = "people"
