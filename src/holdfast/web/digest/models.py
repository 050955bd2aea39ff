"""Who gets the mail how often, and which were sent."""

from django.conf import settings
from django.db import models

from holdfast.web.choices import TextChoices


class HowOften(TextChoices):
    """On which days somebody gets the mail."""

    DAILY = "daily", "Every working day"
    WEEKLY = "weekly", "On the first working day of the week"
    NEVER = "never", "Never"


class DigestChoice(models.Model):
    """What somebody chose about the mail; without one it is never sent."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_choice"
    )
    how_often = models.CharField(max_length=10, choices=HowOften.choices)
    when_nothing = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"Choice {self.pk}"


class DigestSent(models.Model):
    """A mail that was handed to the mail server: once for a person and a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    day = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="one_mail_a_day")]

    def __str__(self) -> str:
        return f"Mail {self.pk}"
