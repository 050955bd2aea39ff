"""The command ``holdfast digest``: the daily mail of counts and links."""

from dataclasses import asdict
from datetime import date

import typer

from holdfast.cli.options import Form
from holdfast.errors import BadSetting
from holdfast.printing import Format, print_rows
from holdfast.web.audit.machine import account_of_the_machine

digest_app = typer.Typer(
    help="The daily mail: numbers and links, never a child's name.", no_args_is_help=True
)


@digest_app.command("send")
def send(form: Form = Format.TABLE) -> None:
    """Send everybody the mail that is due to them today; each once, however often this runs.

    Run it every morning from the machine's own timetable. Ends with 1 where the mail server did
    not take one: run it again.
    """
    from holdfast.web.serving import open_people

    open_people()
    from holdfast.web.digest.sending import MailOutcome, send_digests
    from holdfast.web.options import ADDRESS, mail_server

    if mail_server() is None:
        raise BadSetting(
            "There is no mail server: nothing can be sent.",
            "Set HOLDFAST_MAIL and HOLDFAST_MAIL_FROM (see `holdfast --help`, settings).",
        )
    sent = send_digests(
        by=account_of_the_machine(),
        today=date.today(),
        address=ADDRESS.text().rstrip("/"),
    )
    print_rows([asdict(one) for one in sent], ("name", "what"), form)
    if any(one.what is MailOutcome.REFUSED for one in sent):
        raise typer.Exit(1)
