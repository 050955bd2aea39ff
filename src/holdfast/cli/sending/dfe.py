"""The command ``holdfast dfe``: what DfE's social care API would be sent, and sending it."""

import time
from contextlib import closing
from typing import Annotated

import typer

from holdfast.cli.options import Form
from holdfast.dfe_api.changed import Message, PayloadChange, messages, takes_back
from holdfast.dfe_api.connection import DfeApi
from holdfast.dfe_api.ledger import SendLedger, opened
from holdfast.dfe_api.payload import DrawnPayloads, draw_payloads
from holdfast.dfe_api.sending import Became, SendReport, send_messages
from holdfast.engine import open_engine
from holdfast.errors import BadSetting
from holdfast.printing import Format, print_rows
from holdfast.progress import said, steps
from holdfast.query.opening import current_snapshot
from holdfast.record.store.snapshot import Snapshot
from holdfast.settings import HOME

dfe_app = typer.Typer(help="DfE's children's social care API.", no_args_is_help=True)

# More than this share of the children gone since the last send is more likely a fault of an import.
MOST_GONE = 0.1


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
    with closing(open_engine()) as engine, opened(HOME.path()) as ledger:
        snapshot = current_snapshot()
        drawn = draw_payloads(engine, snapshot)
        held = ledger.held()
        found = messages(drawn.payloads, held, kept=drawn.invalid)
        _refuse_many_gone(found, len(held), gone)
        found = _without_what_may_be_unread(found, snapshot)
        _tell_drawn(drawn, found)
        counts = {change: sum(one.change is change for one in found) for change in PayloadChange}
        counts[PayloadChange.UNCHANGED] = (
            len(drawn.payloads) - counts[PayloadChange.NEW] - counts[PayloadChange.UPDATED]
        )
        rows = [{"what": change.value, "children": count} for change, count in counts.items()]
        report = _send(found, ledger) if really else None
    if report is not None:
        rows = [{"what": one.value, "children": report.counts[one]} for one in Became]
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


def _refuse_many_gone(found: list[Message], held: int, allowed: int) -> None:
    gone = sum(one.change is PayloadChange.DELETED for one in found)
    if gone > max(MOST_GONE * held, allowed):
        raise BadSetting(
            f"{gone:,} of the {held:,} children that DfE holds are not in the data any more.",
            f"See that the last import was whole. If it was, say --gone {gone}.",
        )


def _without_what_may_be_unread(found: list[Message], snapshot: Snapshot) -> list[Message]:
    """The messages that take nothing back, where the import refused rows.

    What is not in the record may be among the rows that could not be read.
    """
    refused = sum(count.refused for count in snapshot.manifest.counts)
    kept = [one for one in found if not refused or not takes_back(one.body)]
    if len(kept) < len(found):
        said.print(
            f"{len(found) - len(kept):,} messages would take something back and are held: the last "
            f"import refused {refused:,} rows, and what is gone may be among them. Correct those "
            "rows and import again.",
            highlight=False,
        )
    return kept


def _tell_drawn(drawn: DrawnPayloads, found: list[Message]) -> None:
    """Say what cannot be sent, by field; no value of a child."""
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


def _send(found: list[Message], ledger: SendLedger) -> SendReport:
    api = DfeApi()
    with steps() as step:
        return send_messages(
            found,
            ledger,
            api,
            time.sleep,
            lambda done, of: step("Sending to DfE", done, of),
        )
