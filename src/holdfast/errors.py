"""Every error that a person may see. Each says what happened, where, and what to do next.

    HoldfastError
    ├── BadSetting        a setting or an option is wrong            exit 2
    ├── CannotRead        a file, folder or database cannot be read  exit 3
    ├── NoSnapshot        nothing has been imported yet              exit 4
    ├── NotFound          no such child, clock or snapshot           exit 5
    ├── BadRules          a file of the council's own is wrong       exit 6
    ├── BeyondCalendar    a day outside the known bank holidays      exit 7
    ├── Busy              another import holds the store             exit 8
    ├── Damaged           what is kept is not as it was written      exit 9
    ├── WouldLose         a new snapshot waits, for it holds less    exit 10
    ├── CannotWrite       the data folder cannot be written          exit 11
    └── Fault             Holdfast itself failed; see faults.py      exit 1

No message carries a value from a child's row: the place is enough to find it. The first line of
each docstring is what ``docs/command_line.md`` says of its exit code.
"""


class HoldfastError(Exception):
    """The base of all errors shown to people.

    ``what`` says what happened and where; ``next_step`` says what to do about it.
    """

    exit_code = 1

    def __init__(self, what: str, next_step: str = "") -> None:
        super().__init__(f"{what} {next_step}".strip())
        self.what = what
        self.next_step = next_step


class BadSetting(HoldfastError):
    """A setting or an option has a value that cannot be used."""

    exit_code = 2


class CannotRead(HoldfastError):
    """A source, or a file of the data folder, cannot be read at all."""

    exit_code = 3


class NoSnapshot(HoldfastError):
    """Nothing has been imported, so that there is no snapshot to answer from."""

    exit_code = 4


class NotFound(HoldfastError):
    """What was asked for by its identifier is not there."""

    exit_code = 5


class BadRules(HoldfastError):
    """A file of the council's own is refused: rules, vocabulary, recording, exclusions, mapping."""

    exit_code = 6


class BeyondCalendar(HoldfastError):
    """A working day was asked for outside the years whose bank holidays are known."""

    exit_code = 7


class Busy(HoldfastError):
    """Another import, pack or scenario is being made in the same data folder."""

    exit_code = 8


class Damaged(HoldfastError):
    """A snapshot, backup, the accounts, the audit log or the register of children is damaged."""

    exit_code = 9


class WouldLose(HoldfastError):
    """A new snapshot is kept and not shown: much of what is shown now would be lost with it."""

    exit_code = 10


class CannotWrite(HoldfastError):
    """Nothing can be written: the disk is full or read-only, or a right is missing."""

    exit_code = 11


class Fault(HoldfastError):
    """Holdfast itself failed, or there was not enough memory.

    It says where, and the reference under which it is reported.
    """
