"""What the pages of the day go by: the council's choices, and what managers have set aside."""

from holdfast.query.today.choices import Choices, read_choices
from holdfast.settings import HOME
from holdfast.web import data
from holdfast.web.asked import Asked
from holdfast.web.oversight.set_aside import Duty, duties_aside


def choices() -> Choices:
    """What the council has chosen about these pages. Raises BadRules, CannotRead."""
    return read_choices(HOME.path())


def aside_on(asked: Asked) -> frozenset[Duty]:
    """What managers have set aside, on the day that is asked about."""
    return duties_aside(asked.day, lambda handle: data.addresses().child(handle))
