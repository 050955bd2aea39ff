"""Tells Django that this folder holds models."""

from django.apps import AppConfig


class Audit(AppConfig):
    """The log of views and acts."""

    name = "holdfast.web.audit"
    label = "audit"
