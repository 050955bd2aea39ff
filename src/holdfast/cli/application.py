"""All commands put together, and what is said when one breaks.

Exit codes: 0 done; 130 stopped at the keyboard; those of errors are in ``errors.py``. ``check``
ends with 1 also where something was found, refused or not looked at.
"""

import sys
from collections.abc import Callable
from typing import NoReturn

import typer

from holdfast.cli.backup import backup_, restore_
from holdfast.cli.chain import chain_
from holdfast.cli.check import check_
from holdfast.cli.child import child_
from holdfast.cli.clocks import clocks_, rules_
from holdfast.cli.concerns import concerns_
from holdfast.cli.demo import demo_
from holdfast.cli.due import due_
from holdfast.cli.fairness import fairness_
from holdfast.cli.front_door.front_door import front_door_
from holdfast.cli.front_door.same_child import same_child_
from holdfast.cli.importing.changes import changes_
from holdfast.cli.importing.identity import identity_app
from holdfast.cli.importing.import_data import import_
from holdfast.cli.importing.supplement import supplements_app
from holdfast.cli.importing.survey import survey_
from holdfast.cli.importing.vocabulary import vocabulary_
from holdfast.cli.improving.inspections import inspections_app
from holdfast.cli.improving.plan import plan_
from holdfast.cli.loop import deficits_, loop_
from holdfast.cli.made_up import made_up_
from holdfast.cli.measuring.benchmarks import benchmarks_
from holdfast.cli.measuring.measures import measures_
from holdfast.cli.measuring.needed import needed_
from holdfast.cli.measuring.pace import pace_
from holdfast.cli.measuring.whatif import whatif_
from holdfast.cli.packs.pack import pack_app
from holdfast.cli.people.accounts import audit_app, user_app
from holdfast.cli.people.roles import people_app
from holdfast.cli.reconcile import reconcile_
from holdfast.cli.recording import recording_
from holdfast.cli.return_ssda903 import return_app
from holdfast.cli.sending.dfe import dfe_app
from holdfast.cli.sending.digest import digest_app
from holdfast.cli.serve import serve_
from holdfast.cli.snapshot import snapshots
from holdfast.cli.today import today_
from holdfast.cli.workforce.allocate import allocate_
from holdfast.cli.workforce.caseload import caseload_, points_
from holdfast.cli.workforce.figures import workforce_
from holdfast.cli.workforce.unallocated import unallocated_
from holdfast.errors import HoldfastError
from holdfast.faults import guard, in_words, show_developers
from holdfast.privacy import keep_private
from holdfast.progress import said
from holdfast.terminal import accept_any_text

app = typer.Typer(
    help="Oversight software for the children's services of an English council.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

# In the order in which `holdfast --help` lists them.
COMMANDS: dict[str, Callable[..., None]] = {
    "import": import_,
    "chain": chain_,
    "today": today_,
    "due": due_,
    "child": child_,
    "changes": changes_,
    "concerns": concerns_,
    "loop": loop_,
    "deficits": deficits_,
    "caseload": caseload_,
    "unallocated": unallocated_,
    "allocate": allocate_,
    "workforce": workforce_,
    "points": points_,
    "front-door": front_door_,
    "same-child": same_child_,
    "fairness": fairness_,
    "clocks": clocks_,
    "measures": measures_,
    "pace": pace_,
    "needed": needed_,
    "whatif": whatif_,
    "benchmarks": benchmarks_,
    "plan": plan_,
    "rules": rules_,
    "demo": demo_,
    "serve": serve_,
    "made-up": made_up_,
    "check": check_,
    "vocabulary": vocabulary_,
    "reconcile": reconcile_,
    "recording": recording_,
    "survey": survey_,
    "backup": backup_,
    "restore": restore_,
}
GROUPS = {
    "snapshot": snapshots,
    "supplement": supplements_app,
    "identity": identity_app,
    "return": return_app,
    "user": user_app,
    "people": people_app,
    "audit": audit_app,
    "dfe": dfe_app,
    "digest": digest_app,
    "inspections": inspections_app,
    "pack": pack_app,
}

for _name, _command in COMMANDS.items():
    app.command(_name)(_command)
for _name, _group in GROUPS.items():
    app.add_typer(_group, name=_name)

# What a shell gives for a command that Ctrl+C has ended.
STOPPED = 130


@app.callback()
def begin() -> None:
    """Oversight software for the children's services of an English council."""
    keep_private()


def main() -> None:
    """Run a command; whatever breaks is said in words, with the exit code that fits."""
    guard()
    accept_any_text()
    try:
        app()
    except (EOFError, KeyboardInterrupt):
        said.print("Stopped.")
        sys.exit(STOPPED)
    except HoldfastError as error:
        _tell(error)
    except Exception as error:  # noqa: BLE001  # the last resort: see faults.py
        show_developers(error)
        _tell(in_words(error))


def _tell(error: HoldfastError) -> NoReturn:
    said.print(type(error).__name__, style="bold red")
    said.print(error.what, highlight=False)
    said.print(error.next_step, highlight=False)
    sys.exit(error.exit_code)
