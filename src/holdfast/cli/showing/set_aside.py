"""The duties that managers have set aside, for the commands of the day."""

from collections.abc import Collection
from datetime import date

from holdfast.faults import in_words
from holdfast.query.outlook import Outlook
from holdfast.settings import HOME
from holdfast.web.project.database import FILE, is_postgresql


def set_aside_for(outlook: Outlook) -> Collection[tuple[str, str, date]]:
    """What is set aside on the outlook's day: child, clock and the day on which it began.

    Where nobody has ever signed in, nothing is made to say so. Raises CannotRead, BadSetting.
    """
    if not is_postgresql() and not (HOME.path() / FILE).exists():
        return ()
    try:
        # Django takes long to load, and must be ready before the models are.
        from holdfast.web.serving import open_people

        open_people()
        from holdfast.web.handles import addresses_of
        from holdfast.web.oversight.set_aside import duties_aside, in_force_on

        if not in_force_on(outlook.day):
            return ()
        return duties_aside(outlook.day, addresses_of(outlook.snapshot).child)
    except Exception as error:
        raise in_words(error) from error
