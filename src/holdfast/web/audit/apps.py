"""Tells Django that this folder holds models."""

from django.apps import AppConfig


class Audit(AppConfig):
    """The log of views and acts."""

    name = "holdfast.web.audit"
    label = "audit"

    def ready(self) -> None:
        """Listen to who signs in and out."""
        from holdfast.web.audit import sign_ins  # noqa: F401
