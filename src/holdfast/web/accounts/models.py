"""The people who may sign in."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person with an account.

    Our own class from the first day, though it adds nothing yet: Django cannot change the
    class of its users once there are some.
    """


class KeptForm(models.Model):
    """What a person sent with a session that had ended: kept for them alone, until they send it.

    ``fields`` are pairs of a name and what was typed; nothing of a password or a file.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_forms"
    )
    path = models.TextField()
    fields = models.JSONField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Kept form {self.pk}"
