"""Tells Django that this folder holds models."""

from django.apps import AppConfig


class Digest(AppConfig):
    """Who gets the daily mail, and what was sent."""

    name = "holdfast.web.digest"
    label = "digest"
