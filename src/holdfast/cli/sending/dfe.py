"""The command ``holdfast dfe``: what DfE's social care API would be sent, and sending it."""

import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Annotated, Any

import typer

from holdfast.cli.options import Form, now
from holdfast.cli.showing.audit_row import record_command
from holdfast.dfe_api.changed import PayloadChange
from holdfast.dfe_api.connection import DfeApi
from holdfast.dfe_api.dry_run import MOST_GONE, ReadyToSend, in_numbers, keep, ready_to_send
from holdfast.dfe_api.ledger import SendLedger, opened
from holdfast.dfe_api.payload import draw_payloads
from holdfast.dfe_api.sending import Became, SendReport, send_messages
from holdfast.engine import open_engine
from holdfast.errors import BadSetting
from holdfast.printing import Format, print_rows
from holdfast.progress import said, steps
from holdfast.query.opening import current_snapshot
from holdfast.record.store.snapshot import Snapshot
from holdfast.settings import HOME

dfe_app = typer.Typer(help="DfE's children's social care API.", no_args_is_help=True)


@dfe_app.command("send")
def send(
    really: Annotated[
        bool, typer.Option("--really", help="Send it. Without this nothing leaves the machine.")
    ] = False,
    gone: Annotated[
        int, typer.Option(help="How many children may be taken back, where it is a tenth or more.")
    ] = 0,
    form: Form = Format.TABLE,
) -> None:
    """What has changed since the last send, and with --really, sending it.

    Ends with 1 where DfE refused anybody or it cannot be determined what it took.
    """
    home, snapshot = HOME.path(), current_snapshot()
    with closing(open_engine()) as engine, opened(home) as ledger:
        drawn = draw_payloads(engine, snapshot)
        ready = ready_to_send(drawn, snapshot, ledger.held())
        if ready.gone > max(MOST_GONE * ready.held, gone):
            _keep(ready, snapshot, ledger)
            raise BadSetting(
                f"{ready.gone:,} of the {ready.held:,} children that DfE holds are not in the data "
                "any more.",
                f"See that the last import was whole. If it was, say --gone {ready.gone}.",
            )
        _tell_drawn(ready)
        report = _send(ready, snapshot, ledger) if really else None
        # Of what was sent just now nothing is new any more.
        _keep(ready_to_send(drawn, snapshot, ledger.held()), snapshot, ledger)
    rows = [{"what": one.value, "children": ready.count(one)} for one in PayloadChange]
    if report is not None:
        rows = [{"what": one.value, "children": report.counts[one]} for one in Became]
    _log(rows, really)
    print_rows(rows, ("what", "children"), form)
    if report is None:
        said.print("Nothing was sent. Add --really to send it.", highlight=False)
    elif report.stopped or report.counts[Became.REFUSED] or report.counts[Became.IN_DOUBT]:
        said.print(report.stopped or "Run it again: see the counts.", highlight=False)
        raise typer.Exit(1)


@dfe_app.command("status")
def status(form: Form = Format.TABLE) -> None:
    """Of how many children DfE holds what, and why any were refused."""
    with opened(HOME.path()) as ledger:
        held = ledger.held().values()
    kinds = sorted({(one.state.value, one.why) for one in held})
    rows = [
        {
            "what": what,
            "children": sum((one.state.value, one.why) == (what, why) for one in held),
            "why": why,
        }
        for what, why in kinds
    ]
    print_rows(rows, ("what", "children", "why"), form)


def _keep(ready: ReadyToSend, snapshot: Snapshot, ledger: SendLedger) -> None:
    """Keep what would be sent now, for the page."""
    last = next((one.number for one in ledger.sends()), 0)
    keep(HOME.path(), in_numbers(ready, snapshot, now(), last))


def _log(rows: Sequence[Mapping[str, Any]], really: bool) -> None:
    told = ", ".join(f"{row['children']:,} {row['what']}" for row in rows)
    record_command("send", "DfE's API", detail=f"{'sent' if really else 'worked out'}: {told}")


def _tell_drawn(ready: ReadyToSend) -> None:
    """Say what is held back and what cannot be sent, by field; no value of a child."""
    drawn = ready.drawn
    if ready.held_back:
        said.print(
            f"{len(ready.held_back):,} messages would take something back and are held: the last "
            f"import refused {ready.rows_refused:,} rows, and what is gone may be among them. "
            "Correct those rows and import again.",
            highlight=False,
        )
    fields: dict[str, int] = {}
    for wrong in drawn.invalid.values():
        for one in wrong:
            fields[one] = fields.get(one, 0) + 1
    if drawn.invalid:
        said.print(f"{len(drawn.invalid):,} children cannot be sent:", highlight=False)
    for words, count in sorted(fields.items()):
        said.print(f"  {words}: {count:,}", highlight=False)
    for block, count in sorted(drawn.left_out.items()):
        said.print(f"  {count:,} rows of {block} name no referral to stand in", highlight=False)


def _send(ready: ReadyToSend, snapshot: Snapshot, ledger: SendLedger) -> SendReport:
    api = DfeApi()
    number = ledger.begin_send(now(), snapshot.id)
    with steps() as step:
        report = send_messages(
            ready.messages,
            ledger,
            api,
            time.sleep,
            lambda done, of: step("Sending to DfE", done, of),
        )
    counts = {one.value: report.counts[one] for one in Became}
    ledger.end_send(number, now(), counts, report.stopped)
    return report
