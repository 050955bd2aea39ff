"""The settings, the exit codes, the limits of what is read, and the days that are known."""

from collections.abc import Mapping

from docs.building.blocks import Maker
from docs.building.markdown import table
from holdfast import errors, settings
from holdfast.cli.application import STOPPED
from holdfast.days import FIRST_KNOWN, LAST_KNOWN
from holdfast.dfe_api import connection
from holdfast.limits import LIMITS
from holdfast.web import options


def _settings() -> str:
    rows = [
        (f"`{one.name}`", f"`{one.default}`" if one.default else "", one.meaning)
        for one in (*settings.SETTINGS, *options.SETTINGS, *connection.SETTINGS)
    ]
    return table(("setting", "default", "what it does"), rows)


def _exit_codes() -> str:
    """Every code, in order: each error's is told by the first line of its docstring."""
    kinds = [
        kind
        for kind in errors.HoldfastError.__subclasses__()
        if kind.__module__ == errors.__name__  # a page may have one of its own
    ]
    told = {kind.exit_code: _first_line(kind) for kind in kinds}
    codes = {0: "Done", **dict(sorted(told.items())), STOPPED: "Stopped at the keyboard"}
    return table(("code", "meaning"), [(code, words.rstrip(".")) for code, words in codes.items()])


def _first_line(error: type) -> str:
    return (error.__doc__ or "").partition("\n")[0]


def _limits() -> str:
    return table(("what", "most"), [(one.what, str(one)) for one in LIMITS])


MAKERS: Mapping[str, Maker] = {
    "settings": _settings,
    "exit codes": _exit_codes,
    "limits of what is read": _limits,
    "years of known bank holidays": lambda: f"{FIRST_KNOWN.year} to {LAST_KNOWN.year}",
}
