"""Tells Django that this folder holds models."""

from django.apps import AppConfig


class Answers(AppConfig):
    """The reasons given to queries."""

    name = "holdfast.web.answers"
    label = "answers"
