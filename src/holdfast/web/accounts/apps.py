"""Tells Django that this folder holds models."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """The people who may sign in."""

    name = "holdfast.web.accounts"
    label = "accounts"
