"""Tells Django that this folder holds models."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """The people who may sign in."""

    name = "holdfast.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Note when a session begins, whoever begins it."""
        from holdfast.web.project import sessions  # noqa: F401
