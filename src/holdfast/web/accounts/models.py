"""The people who may sign in."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person with an account.

    Our own class from the first day, though it adds nothing yet: Django cannot change the
    class of its users once there are some.
    """
