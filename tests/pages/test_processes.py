"""What people write when several processes write at once, on both databases: real ones."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import IO

import psycopg
import pytest

from holdfast.record.store.snapshots import Store
from tests.depth import often
from tests.pages.site import lay_snapshot

WRITERS, ROWS = 4, 25
# Each says that it is ready, waits for a word, and writes; another way to answer at the same time.
WRITES = f"""
import sys
from holdfast.web.serving import open_people
open_people()
from holdfast.returns.cin_census.form import FORM
from holdfast.web.actions.answers import answer_query
from holdfast.web.actions.viewing import record_view
print("ready", flush=True)
who = sys.stdin.readline().strip()
for n in range({ROWS}):
    if n % 5:
        record_view(by=who, child=f"child-{{n}}", page="journey")
    else:
        answer_query(by=who, form=FORM, code="8670Q", mark="m", year=2026, reason=str(n))
"""
TELLS_WHAT_IS_SHOWN = """
import sys
from holdfast.web.serving import open_people
open_people()
from holdfast.web import data
for line in sys.stdin:
    print(data.current().id, flush=True)
"""
READS = """
from collections import Counter
from holdfast.web.serving import open_people
open_people()
from holdfast.web.answers.models import QueryAnswer
from holdfast.web.audit.log import verify_chain
from holdfast.web.audit.models import AuditRow
rows = [row for row in AuditRow.objects.order_by("number") if row.kind == "view"]
for who in sorted({row.who for row in rows}):
    print(who, [int(row.target[6:]) for row in rows if row.who == who])
print(QueryAnswer.objects.count(), verify_chain().rows)
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of processes that share a data folder and a database, both empty."""
    given = {"HOLDFAST_HOME": str(tmp_path), "PATH": os.defpath}
    if request.param == "sqlite":
        yield given
        return
    server, name = request.getfixturevalue("postgresql"), f"shared_{token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"create database {name}")
        yield given | {"HOLDFAST_DATABASE": server.replace("/postgres?", f"/{name}?")}
        connection.execute(f"drop database {name} with (force)")


def started(environment: dict[str, str], code: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code], env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def pipe(found: IO[str] | None) -> IO[str]:
    assert found is not None
    return found


@pytest.mark.slow
def test_rows_of_several_processes_make_one_chain_and_none_is_lost(shared: dict[str, str]) -> None:
    writers = [started(shared, WRITES) for _ in range(WRITERS)]  # the tables are made meanwhile
    said = [pipe(one.stdout).readline() for one in writers]
    assert said == ["ready\n"] * WRITERS, [pipe(one.stderr).read() for one in writers]
    for number, one in enumerate(writers):
        pipe(one.stdin).write(f"writer-{number}\n")
        pipe(one.stdin).flush()
    ends = [one.communicate() for one in writers]
    assert [one.returncode for one in writers] == [0] * WRITERS, ends
    told = subprocess.run(
        [sys.executable, "-c", READS], env=shared, text=True, capture_output=True, check=True
    ).stdout.splitlines()
    each = [n for n in range(ROWS) if n % 5]
    assert told[:-1] == [f"writer-{number} {each}" for number in range(WRITERS)]
    assert told[-1] == f"{WRITERS * (ROWS - len(each))} {WRITERS * ROWS}"


def test_each_process_shows_what_the_pointer_says(tmp_path: Path) -> None:
    environment = {"HOLDFAST_HOME": str(tmp_path), "PATH": os.defpath}
    before = lay_snapshot(tmp_path)
    pages = [started(environment, TELLS_WHAT_IS_SHOWN) for _ in range(2)]
    try:
        assert [shown(one) for one in pages] == [before.id] * 2
        after = lay_snapshot(tmp_path)
        assert after.id != before.id
        assert [shown(one) for one in pages] == [after.id] * 2
        Store(tmp_path).make_current(before.id)
        assert [shown(one) for one in pages] == [before.id] * 2
    finally:
        for one in pages:
            one.communicate()


def shown(process: subprocess.Popen[str]) -> str:
    """The snapshot that a process answers from."""
    pipe(process.stdin).write("?\n")
    pipe(process.stdin).flush()
    return pipe(process.stdout).readline().strip()


# Each of many people acts by a connection of their own, all at the same time: views of children,
# lists of several children, contests, directions, and supervisions with what is said in them.
ACTS = """
import sys
from datetime import date
from threading import Barrier, Thread
from holdfast.web.serving import open_people
open_people()
from django.db import connection
from holdfast.challenge.deficit import DeficitKey, DeficitSource
from holdfast.challenge.said import SaidKind
from holdfast.concerns.register import CONCERNS
from holdfast.web.actions.challenge import (
    SaidToSave, SupervisionToSave, say_of_deficit, save_supervision,
)
from holdfast.web.actions.contests import contest_concern
from holdfast.web.actions.viewing import record_list, record_view
from holdfast.web.oversight.models import NotSoReason
first, people, acts = (int(word) for word in sys.stdin.readline().split())
concern, begin = CONCERNS[0], Barrier(people)
held, due = date(2026, 1, 1), date(2026, 2, 1)

def directing(n, kind):
    key = DeficitKey("cp_visit", f"c{n}", held)
    return SaidToSave(key, DeficitSource.CLOCK, f"h{n}", kind, due=due, words=str(n))
failed = []

def act(who):
    try:
        begin.wait()
        for n in range(acts):
            if n % 4 == 0:
                record_list(by=who, page="due", detail=str(n), children=[f"c{i}" for i in range(5)])
            elif n % 8 == 2:
                say_of_deficit(
                    by=who, by_worker="", said=directing(n, SaidKind.DIRECTED), on=held
                )
            elif n % 8 == 6:
                save_supervision(
                    by=who,
                    written=SupervisionToSave(
                        child=f"c{n}", handle=f"h{n}", worker="", supervisor=who, held=held,
                        on=held, said=[directing(n, SaidKind.CHALLENGED)],
                    ),
                )
            elif n % 4 == 1:
                contest_concern(
                    by=who, concern=concern, strand=concern.strands[0].key, child=f"c{n}",
                    handle=f"h{n}", since=date(2026, 1, 1), why=NotSoReason.WRONG_RECORD,
                    words=str(n),
                )
            else:
                record_view(by=who, child=f"c{n}", page="child")
    except BaseException as error:
        failed.append(repr(error))
    finally:
        connection.close()

threads = [Thread(target=act, args=(f"person-{first + n}",)) for n in range(people)]
for one in threads: one.start()
for one in threads: one.join()
print(failed, flush=True)
"""
COUNTS = """
from collections import Counter
from holdfast.web.serving import open_people
open_people()
from holdfast.web.audit.log import verify_chain
from holdfast.web.audit.models import AuditRow
from holdfast.web.oversight.models import Contest, DeficitEntry, SupervisionEntry
kinds = Counter(AuditRow.objects.values_list("kind", flat=True))
people = AuditRow.objects.values("who").distinct().count()
kept = [one.objects.count() for one in (Contest, DeficitEntry, SupervisionEntry)]
print(verify_chain().rows, people, kept, sorted(kinds.items()))
"""
PEOPLE, AT_ONCE = 50, 10


@pytest.mark.slow
def test_what_fifty_people_do_at_once_is_all_kept_and_all_in_the_log(
    postgresql: str, tmp_path: Path
) -> None:
    acts = often(8, 200)
    name = f"fifty_{token_hex(4)}"
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"create database {name}")
        given = {"HOLDFAST_HOME": str(tmp_path), "PATH": os.defpath}
        given["HOLDFAST_DATABASE"] = postgresql.replace("/postgres?", f"/{name}?")
        writers = [started(given, ACTS) for _ in range(PEOPLE // AT_ONCE)]
        words = [f"{n * AT_ONCE} {AT_ONCE} {acts}\n" for n in range(len(writers))]
        # All are told to begin before any is waited for: else one process follows the other.
        for one, word in zip(writers, words, strict=True):
            pipe(one.stdin).write(word)
            pipe(one.stdin).flush()
        ends = [one.communicate() for one in writers]
        assert [out for out, _ in ends] == ["[]\n"] * len(writers), ends
        told = subprocess.run(
            [sys.executable, "-c", COUNTS], env=given, text=True, capture_output=True, check=True
        ).stdout
        connection.execute(f"drop database {name} with (force)")
    quarter = PEOPLE * acts // 4
    eighth = quarter // 2
    kinds = {"contest": quarter, "list": quarter, "shown": 5 * quarter, "view": quarter}
    kinds |= {"say of deficit": eighth, "supervise": eighth}
    kept = [quarter, 2 * eighth, eighth]
    assert told == f"{9 * quarter} {PEOPLE} {kept} {sorted(kinds.items())}\n"
