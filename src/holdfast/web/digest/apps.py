"""Tells Django that this folder holds models."""

from django.apps import AppConfig


class DailyMail(AppConfig):
    """Who gets the daily mail, and what was sent."""

    name = "holdfast.web.digest"
    label = "digest"
