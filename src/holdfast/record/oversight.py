"""Management oversight: who looked, what they said, what they asked for, what came of it.

SSD has none of this. Without it, a delay can be shown, but not whether anyone challenged it.
"""

from holdfast.areas import Area
from holdfast.record.codes import oversight as codes
from holdfast.record.schema.table import Table, code, day, flag, key, reference, text, whole
from holdfast.record.schema.table import child as the_child


class Supervisions(Table, area=Area.OVERSIGHT):
    """A supervisor and a worker discuss one child: one row for each child discussed."""

    supervision = key("The supervision.")
    child = the_child()
    worker = reference("professionals", "The worker.")
    supervisor = reference("professionals", "The supervisor.")
    held = day("The day it was held.", required=True)
    recorded = day("The day it was written up.")
    actions_set = flag("It set at least one action.")
    challenge = flag("The supervisor questioned the work or its pace.")


class OversightEntries(Table, area=Area.OVERSIGHT):
    """A manager's entry on a child's record, outside supervision."""

    entry = key("The entry.")
    child = the_child()
    worker = reference("professionals", "The manager who made it.")
    made = day("The day it was made.", required=True)
    about = code(codes.OVERSIGHT, "What it is about.")


class Actions(Table, area=Area.OVERSIGHT):
    """Something that someone was told to do for a child."""

    action = key("The action.")
    child = the_child()
    owner = reference("professionals", "The worker who is to do it.")
    source = code(codes.ACTION_SOURCE, "Where it was set.")
    set_on = day("The day it was set.", required=True)
    due = day("The day by which it is to be done.", ahead=True)
    evidenced = day("The day of the event in the record that shows it was done.")


class Disputes(Table, area=Area.OVERSIGHT):
    """A reviewing officer or conference chair challenges what is done for a child."""

    dispute = key("The dispute at this stage.")
    child = the_child()
    stage = text("The stage, in the words of the council's protocol.")
    raised = day("The day this stage began.", required=True)
    resolved = day("The day it was settled at this stage; empty while open.")


class Chronologies(Table, area=Area.OVERSIGHT):
    """A child's chronology or case summary was brought up to date."""

    chronology = key("The update.")
    child = the_child()
    updated = day("The day it was brought up to date.", required=True)


class SeriousIncidents(Table, area=Area.OVERSIGHT):
    """A child died or was seriously harmed, and abuse or neglect is known or suspected."""

    incident = key("The incident.")
    child = the_child()
    aware = day("The day the council became aware.", required=True)
    notified = day("The day the national panel was notified.")
    reviewed = day("The day the rapid review was completed.")


class Allegations(Table, area=Area.OVERSIGHT):
    """An allegation that a person who works with children harmed a child."""

    allegation = key("The allegation.")
    child = the_child()
    employer_aware = day("The day the employer became aware.", required=True)
    referred = day("The day it was referred to the designated officer.")


class AgreedIntervals(Table, area=Area.OVERSIGHT):
    """A pace that a child's own plan sets for a duty; it stands before the council's rule."""

    agreement = key("The agreement.")
    child = the_child()
    duty = text("The key of the clock whose interval it sets.")
    working_days = whole("The interval, in working days.")
    agreed = day("The day from which it holds.", required=True)
    ended = day("The last day on which it holds; empty while it stands.", ahead=True)
