"""The command line.

Exit codes: 0 done; 1 an error of ours; 2 a setting or option is wrong; 3 a source cannot be
read; 4 nothing has been imported; 5 not found; 6 the rules or vocabulary is refused; 7 beyond
the known bank holidays; 8 another import is running; 9 a snapshot, a backup or the audit log
is damaged; 10 a new snapshot waits, for much would be lost with it; 11 nothing can be written;
130 stopped at the keyboard.
"""

import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from holdfast.areas import Area
from holdfast.backup_command import backup_command, restore_
from holdfast.clocks.answers import answers
from holdfast.clocks.book import Book, council_book, presets
from holdfast.clocks.duty import Status
from holdfast.clocks.register import CLOCKS, NOT_ANSWERED
from holdfast.clocks.register import clock as find_clock
from holdfast.days import read_day
from holdfast.demonstration import (
    DAY,
    Beside,
    Demonstration,
    claim_folder,
    demonstration_folder,
    refuse_demonstration,
    stay_beside,
)
from holdfast.errors import BadSetting, HoldfastError
from holdfast.faults import guard, in_words, show_developers
from holdfast.measures.becoming_current import Gate, would_lose
from holdfast.measures.chain import MONTHS, chain, period, weakest
from holdfast.measures.due import STATUSES, TOLD_AS_JSON, Wanted
from holdfast.measures.imported import Shown, tell_import
from holdfast.measures.journey import journey
from holdfast.measures.opening import current_snapshot
from holdfast.measures.outlook import Outlook, open_outlook
from holdfast.measures.reconciling_command import reconcile_
from holdfast.measures.recording_command import recording_
from holdfast.measures.survey.command import survey_command
from holdfast.measures.told_due import tell_due
from holdfast.measures.vocabulary_command import vocabulary
from holdfast.printing import Format, print_json, print_rows
from holdfast.privacy import keep_private
from holdfast.progress import said, steps
from holdfast.record.snapshot import Snapshot
from holdfast.record.snapshots import Store
from holdfast.returns.cin_census.check_command import check
from holdfast.returns.cin_census.command import return_app
from holdfast.settings import HOME, KEEP_DAYS
from holdfast.snapshot_command import snapshots, tell_unreadable
from holdfast.sources.importers import Kinds, importer, refuse_mistyped
from holdfast.sources.made_up.command import made_up
from holdfast.terminal import accept_any_text, stressed
from holdfast.web.audit.command import record_command
from holdfast.web.people_command import audit_app, user_app

app = typer.Typer(
    help="Oversight software for the children's services of an English council.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(snapshots, name="snapshot")
app.add_typer(return_app, name="return")
app.add_typer(user_app, name="user")
app.add_typer(audit_app, name="audit")
app.command("made-up")(made_up)
app.command("restore")(restore_)
app.command()(check)
app.command()(vocabulary)
app.command("reconcile")(reconcile_)
app.command("recording")(recording_)

AsAt = Annotated[
    str, typer.Option("--as-at", metavar="DAY", help="A day, as 2018-01-31; the snapshot's own.")
]
Form = Annotated[Format, typer.Option("--format", help="How to print.")]

# What a shell gives for a command that Ctrl+C has ended.
_STOPPED = 130


def main() -> None:
    """Run a command; whatever breaks is said in words, with the exit code that fits."""
    guard()
    accept_any_text()
    try:
        app()
    except (EOFError, KeyboardInterrupt):
        said.print("Stopped.")
        sys.exit(_STOPPED)
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


@app.callback()
def begin() -> None:
    """Oversight software for the children's services of an English council."""
    keep_private()


@app.command("import")
def import_(
    paths: Annotated[list[str], typer.Argument(help="Files, a folder, or a connection string.")],
    kind: Annotated[Kinds, typer.Option("--as", help="What kind of source it is.")],
    as_at: AsAt = "",
    form: Form = Format.TABLE,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Show it though much is lost against the last.")
    ] = False,
) -> None:
    """Read a council's data into a new snapshot, and say what every row became."""
    day, home = _day(as_at), HOME.path()
    refuse_mistyped(kind, paths)
    refuse_demonstration(home)
    with steps() as progress:
        gate = Gate(home, _book(), progress, anyway, _log_anyway)
        snapshot = importer(kind)(Store(home, gate), paths, day, _now(), progress)
    state = "waiting" if gate.waits else "current"
    told = Shown(state, gate.against or None, gate.losses, gate.not_compared)
    tell_import(gate.seen, form, told)
    gate.close()
    record_command("import", "snapshots", f"{kind.value}, snapshot {snapshot.id}, {state}")
    if gate.waits:
        raise would_lose(snapshot.id, gate.waiting)


def _log_anyway(snapshot: Snapshot) -> None:
    record_command("use", f"import {snapshot.id}", "anyway", done=False)


@app.command("chain")
def chain_(
    as_at: AsAt = "",
    months: Annotated[int, typer.Option(help="The length of the period.", min=1, max=120)] = MONTHS,
    form: Form = Format.TABLE,
) -> None:
    """Where children wait: every link from contact to closure."""
    outlook = _outlook(current_snapshot(), _day(as_at))
    links = chain(outlook, months)
    columns = (
        "link", "passed", "in_time", "open", "overdue", "longest_days", "median_days",
        "child_days_over", *(() if form is Format.TABLE else ("judged_from",)),
    )  # fmt: skip
    title = f"{period(outlook.day, months)} to {outlook.day}, snapshot {outlook.snapshot.id}"
    print_rows([link.told() for link in links], columns, form, title)
    if form is Format.TABLE:
        worst = ", ".join(f"{w.link.title} ({w.child_days_over:,})" for w in weakest(links))
        said.print(f"Most child-days over: {worst or 'none'}.", highlight=False)
        for day in sorted({link.judged_from for link in links if link.judged_from}):
            keys = ", ".join(link.link.key for link in links if link.judged_from == day)
            said.print(f"Recording judged good from {day}: {keys}.", highlight=False)


@app.command("due")
def due_(
    area: Annotated[Area | None, typer.Option(help="An area of care.")] = None,
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    clock: Annotated[str, typer.Option(metavar="KEY", help="A clock.")] = "",
    status: Annotated[str, typer.Option(help=f"One of {', '.join(STATUSES)}.")] = "overdue",
    as_at: AsAt = "",
    form: Form = Format.TABLE,
) -> None:
    """Who is due and who is overdue, the longest over first."""
    statuses = _statuses(status)
    if clock:
        find_clock(clock)
    outlook = _outlook(current_snapshot(), _day(as_at))
    tell_due(outlook, Wanted(statuses, area, clock, team), status, form)


@app.command()
def child(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="The child's identifier.")],
    as_at: AsAt = "",
    form: Form = Format.TABLE,
) -> None:
    """One child's journey: what happened, and every clock that ran."""
    outlook = _outlook(current_snapshot(), _day(as_at))
    told = journey(outlook, identifier)
    entries = [
        {"day": e.day, "area": e.area.value, "what": e.what, "source": e.source}
        for e in told.entries
    ]
    if form is Format.JSON:
        duties = [{name: row[name] for name in TOLD_AS_JSON} for row in told.duties]
        print_json({"child": identifier, "events": entries, "duties": duties})
        return
    print_rows(entries, ("day", "area", "what", "source"), form, "What happened")
    columns = ("clock", "started", "due", "stopped", "status", "days_over", "rule", "cites")
    print_rows(told.duties, columns, form, "Clocks")


@app.command()
def clocks(form: Form = Format.TABLE) -> None:
    """The register of clocks: what each allows, since when, and who says so."""
    book, rows = _book(), []
    feeds = _feeds()
    told = {one.clock.key: one for one in answers(CLOCKS, feeds)} if feeds is not None else {}
    for one in book.clocks:
        for ruling in book.rulings(one):
            limit = str(ruling.rule.limit or "no number of days")
            rows.append(
                {
                    "clock": one.key,
                    "title": one.title,
                    "area": one.area.value,
                    "tier": one.tier.value,
                    "rule": "not in force" if one.awaited else limit,
                    "since": None if one.awaited else ruling.rule.since,
                    "cites": str(ruling.rule.cites),
                    "standing": ruling.rule.cites.standing.value,
                    "answers": told[one.key].answer.value if told else None,
                }
            )
    columns = ("clock", "title", "area", "tier", "rule", "since", "cites", "standing", "answers")
    print_rows(rows, columns, form, f"{len(book.clocks)} clocks")
    if form is Format.TABLE:
        missing = [{"key": key, "why": why} for key, why in NOT_ANSWERED.items()]
        print_rows(missing, ("key", "why"), form, "Not answered yet")


@app.command()
def rules() -> None:
    """The council's local limits as shipped: save as local_rules.toml and edit."""
    typer.echo(presets(CLOCKS), nl=False)


def _feeds() -> Any:
    try:
        return current_snapshot().manifest.feeds
    except HoldfastError:
        return None


@snapshots.command("prune")
def snapshot_prune() -> None:
    """Delete snapshots older than the retention setting; never the current one."""
    store = _store()
    gone = store.prune(date.today(), KEEP_DAYS.whole())
    said.print(f"Deleted {len(gone)}: {', '.join(gone) or 'none was old enough'}.")
    record_command("prune", "snapshots", f"deleted {', '.join(gone) or 'none'}")
    tell_unreadable(store)


@app.command()
def demo(
    children: Annotated[
        int | None, typer.Option(help="Make up just so many children, not the county.", min=1)
    ] = None,
    as_at: AsAt = "",
    port: Annotated[int, typer.Option(help="Where the pages are served.")] = 8000,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Stop before serving.")] = False,
    folder: Annotated[
        Path | None, typer.Option(help="Where its data lies; else `demo` in the data folder.")
    ] = None,
    beside: Annotated[str, typer.Option(hidden=True)] = "",
) -> None:
    """Make up a county, run every clock over it and show the pages."""
    own = claim_folder(folder or demonstration_folder(HOME.path()))
    os.environ[HOME.name] = str(own)  # for the pages, and for what runs beside them
    shown = Demonstration(_store(), _book(), _day(as_at) or DAY, _now)
    if beside:
        stay_beside()
        shown.make_whole(beside)
        return
    said.print(stressed("", "These children are made up.", " No one here is real."))
    said.print(f"They lie in {own}, apart from a council's own data.", highlight=False)
    follows = False
    if children:
        snapshot = shown.make(children)
    elif no_serve:
        snapshot = shown.show_all()
    else:
        snapshot, follows = shown.show_some()
    shown.tell_chain(snapshot)
    if not no_serve:
        _serve(port, demo=True, beside=Beside(shown.day, snapshot.id) if follows else None)


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Where the pages are served.")] = 8000,
) -> None:
    """Show the pages of the current snapshot on this machine."""
    _store().last_whole()
    _serve(port, demo=False)


def _serve(port: int, demo: bool, beside: Beside | None = None) -> None:
    if demo:
        os.environ["HOLDFAST_DEMO"] = "1"
    from holdfast.web import serving

    with said.status("Making the pages ready"):
        serving.prepare()
    _tell_sign_in(demo)
    if lacking := serving.lacking_proxy():
        said.print(lacking, markup=False, highlight=False)

    def ready(address: str) -> None:
        said.print(stressed("Open ", address, " in a browser. Stop with Ctrl+C."))
        if beside:
            beside.start()

    try:
        serving.serve("127.0.0.1", port, ready)
    finally:
        if beside:
            beside.end()


def _tell_sign_in(demo: bool) -> None:
    from holdfast.web.accounts.local import LOCAL_USER, ensure_demo_user, ensure_local_user

    if demo:
        user, password = ensure_demo_user()
        said.print(stressed("Sign in as ", user, " with password ", password, "."))
        return
    made = ensure_local_user(None)
    if made:
        said.print(stressed("Sign in as ", LOCAL_USER, " with password ", made, "."))
        said.print("It is shown this once: write it down.")


def _store() -> Store:
    return Store(HOME.path())


def _book() -> Book:
    return council_book(CLOCKS, HOME.path())


def _outlook(snapshot: Snapshot, day: date | None = None) -> Outlook:
    return open_outlook(snapshot, _book(), day)


def _day(text: str) -> date | None:
    return read_day(text, "--as-at")


def _statuses(word: str) -> tuple[Status, ...]:
    if word not in STATUSES:
        raise BadSetting(
            "The word after --status is not one of those there are.",
            f"Use one of {', '.join(STATUSES)}.",
        )
    return STATUSES[word]


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")


app.command("survey")(survey_command(_book, _now))
app.command("backup")(backup_command(_now))


if __name__ == "__main__":
    main()
