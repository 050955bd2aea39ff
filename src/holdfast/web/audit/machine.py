"""Who acts where nobody has signed in: the account of the machine that runs a command."""

from getpass import getuser

COMMAND_LINE = "command line"
_LONGEST_NAME = 150


def account_of_the_machine() -> str:
    """Who runs the command, as the log names them."""
    try:
        name = getuser()
    except (KeyError, OSError):
        name = "an account without a name"
    return f"{COMMAND_LINE}: {name}"[:_LONGEST_NAME]
