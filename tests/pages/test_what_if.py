"""What if on the pages: validated first, asked for in a form, shown with what it was made from."""

import json
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client

from holdfast.council_file import CouncilFile
from holdfast.query.caseload.points import scheme_in_force
from holdfast.scenarios.bands import own_past
from holdfast.scenarios.kept import FOLDER, find_kept, keep_asked, keep_result, telling
from holdfast.scenarios.outputs import MAIN, Output
from holdfast.scenarios.result import (
    BandTrust,
    ModelCheck,
    OutputCheck,
    ScenarioOutput,
    ScenarioResult,
)
from holdfast.scenarios.scenario import KIND, read_scenario
from holdfast.scenarios.what_if import result_id
from holdfast.web import data
from holdfast.web.accounts.models import User
from holdfast.web.actions import what_if as actions
from holdfast.web.actions.people import give_role
from holdfast.web.audit.models import AuditKind, AuditRow
from holdfast.web.pages.what_if.overview import own_check_id
from holdfast.web.pages.what_if.words import at_the_end
from tests.commanding import Terminal

BACKEND = "holdfast.web.accounts.local.LocalBackend"
DAYS = ("2018-01-31", "2018-02-28", "2018-03-31")
TYPED = {
    "name": "Two more who assess",
    "months": "6",
    "posts-0-number": "2",
    "posts-0-starts": "1 3 2018",
    "posts-0-work": "assessment",
    "posts-0-filled": "at once",
}


def an_output(key: str, title: str) -> ScenarioOutput:
    bands = ((None, None, None), (10.0, 20.0, 30.0), (20.0, 40.0, 60.0))
    fewer = ((0.0, 0.0, 0.0), (-9.0, -6.0, -1.0), (-30.0, -20.0, -5.0))
    lower = ((None, None, None), (5.0, 14.0, 25.0), (10.0, 20.0, 40.0))
    why = "it is too wide to plan by (10 to 60)"
    trust = (BandTrust(3, 1.4, 3, 5, 25, 31, key != "overdue", why * (key == "overdue")),)
    return ScenarioOutput(
        key, title, "What it is.", bands, lower, fewer, (0, 15, 20), (0, 2, 0),
        trust * (key != "in_time"),
    )  # fmt: skip


def a_result(name: str, text: str = 'name = "Six more"\n') -> ScenarioResult:
    check = OutputCheck(
        "open", "Open cases", 0.031, 0.02, 5, False, ((1.0, 2.0, 3.0),) * 6, (2.0,) * 6
    )
    outputs = tuple(an_output(one.key, one.title) for one in (*MAIN, Output.IN_TIME))
    told = {"name": "New cases", "value": 75.0, "unit": "a week", "count": 100, "window": "a year",
            "low": 70.0, "high": 80.0, "confidence": "fair"}  # fmt: skip
    return ScenarioResult(
        name, "Six more", "To see", text, ("6 more posts",), "2018-01-31-0001", "2018-01-31", 20, 1,
        "abc", "2017-07-31", ("2018-01-31",), 0.2, "", "", (check,), (), (told,), DAYS, outputs,
        ("Old work is completed.",),
    )  # fmt: skip


def a_check(wrong: bool = False) -> ModelCheck:
    checks = tuple(
        OutputCheck(one.key, one.title, 0.3 if wrong and one is Output.OVERDUE else 0.05, 0.01, 5,
                    wrong and one is Output.OVERDUE, ((1.0, 2.0, 3.0),) * 6, (2.0,) * 6,
                    (BandTrust(3, 1.4, 3, 5, 25, 31, True, ""),) * 5)
        for one in MAIN
    )  # fmt: skip
    return ModelCheck(own_check_id(), "2018-01-31-0001", "2018-01-31", 20, 1, "abc", "2017-07-31",
                      ("2018-01-31",), 0.2, checks, ())  # fmt: skip


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would have been begun beside the pages."""
    found: list[list[str]] = []
    monkeypatch.setattr(actions, "run_beside", lambda words: found.append(list(words)))
    monkeypatch.setattr("django.db.transaction.on_commit", lambda then: then())
    return found


@pytest.fixture
def director(own_council: Path, anyone: Client) -> Client:
    user = User.objects.create(username="A.Director")
    give_role(by="a test", user=user, role="director")
    anyone.force_login(user, backend=BACKEND)
    return anyone


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_no_scenario_can_be_asked_for_before_the_model_was_validated(
    director: Client, own_council: Path, begun: list[list[str]]
) -> None:
    assert "No scenario can be asked for before" in text_of(director, "/what-if/")
    assert director.get("/what-if/new/")["Location"] == "/what-if/"
    assert director.post("/what-if/new/", TYPED)["Location"] == "/what-if/"
    assert begun == []
    name = own_check_id()
    assert director.post("/what-if/check/", {"check": name}).status_code == 302
    assert begun == [["whatif", "--check", "--kept", name]]
    row = AuditRow.objects.get(kind=AuditKind.WHAT_IF)
    assert (row.who, row.target, row.detail) == ("A.Director", name, "validation")
    telling(own_council, name, lambda *_: None)("Validating on the past", 7, 20)
    assert "validating on the past, 7 of 20 runs" in text_of(director, "/what-if/")
    # One thing is run at a time.
    assert (
        "is being run already" in director.post("/what-if/check/", {"check": name}).content.decode()
    )
    assert len(begun) == 1
    keep_result(own_council, a_check())
    text = text_of(director, "/what-if/")
    assert "5.0%" in text
    assert "25 of 31 made up" in text
    assert "Ask for a scenario" in text


def test_what_is_asked_of_other_data_than_is_shown_is_refused(
    director: Client, begun: list[list[str]]
) -> None:
    answer = director.post("/what-if/check/", {"check": "0" * 16})
    assert "changed after this page was opened" in answer.content.decode()
    assert begun == []


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"posts-0-number": "600"}, "posts-0-number", "number from 0.1 to 500"),
        ({"posts-0-number": "six"}, "posts-0-number", "number from 0.1 to 500"),
        ({"posts-0-starts": ""}, "posts-0-starts", "From is empty"),
        ({"posts-0-starts": "31 1 2018"}, "posts-0-starts", "must be a day after 31 January 2018"),
        ({"posts-2-number": "1", "posts-2-starts": "1 1 2010"}, "posts-2-starts", "must be a day"),
        ({"caseload-0-cap": "4"}, "caseload-0-cap", "number from 5 to 60"),
        ({"closing-0-closed_after_assessment": "99"}, "closing-0-closed_after_assessment",
         "from 0 to 95"),
        ({"leavers-0-yearly": "90"}, "leavers-0-yearly", "from 0 to 80"),
        ({"order-0-starts": "1 4 2018"}, "order-0-assessments", "is empty"),
        ({"order-0-assessments": "shortest"}, "order-0-assessments", "must be one of"),
        ({"name": ""}, "name", "has no name"),
        ({"months": "90"}, "months", "number from 1 to 24"),
    ],
)  # fmt: skip
def test_a_lever_out_of_its_range_is_led_back_to_its_field(
    director: Client,
    own_council: Path,
    begun: list[list[str]],
    typed: dict[str, str],
    field: str,
    said: str,
) -> None:
    keep_result(own_council, a_check())
    text = director.post("/what-if/new/", TYPED | typed).content.decode()
    assert said in text
    assert f'href="#{field}"' in text
    assert f'id="{field}"' in text
    folds = re.findall(r"<details([^>]*)>(.*?)</details>", text, re.DOTALL)
    assert all("open" in how for how, within in folds if f'id="{field}"' in within)
    assert begun == []
    assert not list((own_council / FOLDER).glob("*/scenario.toml"))


def test_a_form_that_changes_nothing_is_refused(director: Client, own_council: Path) -> None:
    keep_result(own_council, a_check())
    answer = director.post("/what-if/new/", {"name": "Nothing", "months": "6"})
    assert "Nothing is changed" in answer.content.decode()


def test_what_was_typed_is_kept_under_the_name_that_the_command_gives_it(
    director: Client, own_council: Path, begun: list[list[str]]
) -> None:
    keep_result(own_council, a_check(wrong=True))
    assert "Leave out what is further off than 20%" in text_of(director, "/what-if/new/")
    answer = director.post("/what-if/new/", TYPED | {"leave_out": "yes", "name": 'A "name" \\'})
    ((_, file, _, name),) = begun
    assert answer["Location"] == f"/what-if/{name}/"
    own = CouncilFile.read(Path(file), KIND)
    scenario = read_scenario(own, data.whole().day)
    assert result_id(data.whole(), scheme_in_force(own_council).scheme, scenario) == name
    assert scenario.name == 'A "name" \\'
    assert scenario.agreed.left_out == (Output.OVERDUE,)
    assert scenario.told == ("2 more posts for assessment from 1 March 2018, filled at once",)
    assert find_kept(own_council, name).by == "A.Director"
    assert AuditRow.objects.get(kind=AuditKind.WHAT_IF, target=name).who == "A.Director"


def test_a_result_shows_its_bands_summary_validation_and_inputs(
    director: Client, own_council: Path
) -> None:
    name = "0123456789abcdef"
    keep_asked(own_council, name, 'name = "Six more"\n', "A.Director")
    keep_result(own_council, a_result(name))
    text = text_of(director, f"/what-if/{name}/")
    assert text.count('class="holdfast-band holdfast-band--changed"') == 2 * (len(MAIN) + 1)
    # First what it does, then pictures with few numbers, each with how its band has held.
    said = (
        "By 31 March 2018, against doing nothing: 20 fewer open cases, 20 fewer assessments "
        "overdue, 20 fewer children with no named worker in post, 20.0 fewer points for each "
        "full-time worker and 20 fewer child-days without a complete assessment."
    )
    assert said in text
    assert text.index(said) < text.index("What is changed") < text.index("<svg")
    assert text.index("</svg>") < text.index("40 (20 to 60)")
    level = "In the last month 40 doing nothing and 20 with the change: 20 fewer, in 20 of 20"
    assert level in text
    assert "the measure Children with an open case of need counts those of 18 and over" in text
    assert "the measure Unallocated cases counts such a child as held, and is lower" in text
    # What is read out in place of each picture alone: none of these has a level on the day.
    assert text.count("At the end") == len(MAIN) + 1
    held = "3 of 5 times in the council’s own past and 25 of 31 times in made-up counties"
    assert text.count(held) == len(MAIN)
    assert text.count("was not tried on the past") == 1
    doubt = "Do not plan by its level at 3 months: it is too wide to plan by (10 to 60)."
    assert text.count(doubt) == text.count("Not to plan by, from the line on") == 1
    assert text.count("levels not to plan by") == 1
    assert "6 fewer, in 15 of 20 pairs of runs: no sure difference" not in text
    assert "Old work is completed." in text
    assert "3.1%" in text
    assert "2018-01-31-0001" in text
    assert "name = &quot;Six more&quot;" in text
    assert "Six more" in text_of(director, "/what-if/")
    row = AuditRow.objects.get(kind=AuditKind.WHAT_IF, target=name)
    assert row.detail == "what was found; no child"


def test_what_is_taken_away_is_what_is_kept(director: Client, own_council: Path) -> None:
    name = "0123456789abcdef"
    keep_asked(own_council, name, 'name = "Six more"\n')
    keep_result(own_council, a_result(name))
    director.post("/people/take-away/", {"whom": "a test of the board"})
    lines = director.get(f"/what-if/{name}/months.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("output,on,as_is_low,as_is_middle,as_is_high,changed_low")
    assert len(lines) == 1 + len(DAYS) * (len(MAIN) + 1)
    assert lines[2].startswith(
        "open,2018-02-28,10.0,20.0,30.0,5.0,14.0,25.0,-9.0,-6.0,-1.0,15,2,1.4,3,5,25,31,True,,"
    )
    answer = director.get(f"/what-if/{name}/result.json")
    assert answer.content.decode() == a_result(name).as_text()
    assert AuditRow.objects.filter(kind=AuditKind.DOWNLOAD).count() == 2


@pytest.mark.parametrize(
    ("file", "held", "said"),
    [
        ("result.json", "{", "not as it was written"),
        ("result.json", "[]", "not as it was written"),
        ("result.json", '{"id": "x"}', "another version of Holdfast"),
        ("result.json", '{"form": 3, "id": "x"}', "not as it was written"),
        ("refused.json", '{"what": "Too far off.", "next_step": "Leave it out."}', "Too far off."),
        ("progress.json", '{"words": "Reading", "done": 0, "of": 0}', "Reading"),
        ("asked.json", "[1]", "not as it was written"),
    ],
)
def test_a_kept_scenario_that_cannot_be_read_says_so(
    director: Client, own_council: Path, file: str, held: str, said: str
) -> None:
    name = "0123456789abcdef"
    place = keep_asked(own_council, name, 'name = "Six more"\n').parent
    (place / "progress.json").unlink()
    (place / file).write_text(held, encoding="utf-8")
    assert said in text_of(director, f"/what-if/{name}/")
    listed = text_of(director, "/what-if/")
    assert f"/what-if/{name}/" in listed


def test_what_there_is_not_is_not_found(director: Client, own_council: Path) -> None:
    keep_result(own_council, a_check())
    assert director.get("/what-if/0000000000000000/").status_code == 404
    assert director.get(f"/what-if/{own_check_id()}/").status_code == 404


def test_a_team_manager_sees_no_scenario(anyone: Client, own_council: Path) -> None:
    keep_result(own_council, a_result("0123456789abcdef"))
    user = User.objects.create(username="A.Manager")
    give_role(by="a test", user=user, role="team_manager", team="teams-0000001")
    anyone.force_login(user, backend=BACKEND)
    assert anyone.get("/what-if/").status_code == 403
    assert anyone.post("/what-if/new/", TYPED).status_code == 403
    anyone.post("/people/take-away/", {"whom": "a test of the board"})
    for file in ("months.csv", "result.json"):
        assert anyone.get(f"/what-if/0123456789abcdef/{file}").status_code == 404


@pytest.fixture
def terminal(
    own_council: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    return Terminal(own_council, monkeypatch, capsys)


def test_what_the_form_asked_for_the_command_runs_and_the_page_shows(
    director: Client, own_council: Path, begun: list[list[str]], terminal: Terminal,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The whole way, on a council so small that the record does not tell enough."""
    monkeypatch.setattr(own_past, "RUNS", 2)  # how wide the bands are is not what is asked here
    keep_result(own_council, a_check())
    director.post("/what-if/new/", TYPED)
    (words,) = begun
    said = terminal.run(*words, "--format", "json")
    text = text_of(director, f"/what-if/{words[-1]}/")
    kept = find_kept(own_council, words[-1])
    if said.code:
        assert kept.words in text.replace("&#x27;", "'").replace("&quot;", '"')
    else:
        assert kept.result is not None
        assert json.loads(said.out)["id"] == words[-1]
        assert "With the change" in text


def test_a_scenario_that_was_run_at_the_command_line_validated_the_model(
    director: Client, own_council: Path
) -> None:
    text = 'name = "Six more"\n'
    outlook, scheme = data.whole(), scheme_in_force(own_council).scheme
    other = a_result("0123456789abcdef", text)
    keep_asked(own_council, other.id, text)
    keep_result(own_council, other)
    assert "No scenario can be asked for before" in text_of(director, "/what-if/")
    held = {"id": "", "text": text, "runs": 20, "seed": 1}
    scenario = SimpleNamespace(**held)
    name = result_id(outlook, scheme, scenario)  # type: ignore[arg-type]
    keep_asked(own_council, name, text)
    agreed = replace(other, id=name, agreed_by="A. Director")
    keep_result(own_council, agreed)
    assert "No scenario can be asked for before" in text_of(director, "/what-if/")
    keep_result(own_council, replace(other, id=name))
    assert "No scenario can be asked for before" not in text_of(director, "/what-if/")
    assert director.get("/what-if/new/").status_code == 200


def test_the_address_of_the_validation_leads_to_the_page_that_has_it(director: Client) -> None:
    assert director.get("/what-if/check/")["Location"] == "/what-if/"


def test_two_levels_that_do_not_differ_by_the_difference_say_why() -> None:
    output = an_output("unallocated", "Children with no named worker in post")
    result = a_result("0123456789abcdef")
    assert "middle of the differences within pairs" not in at_the_end(result, output)
    odd = replace(output, changed=(*output.changed[:-1], (10.0, 41.0, 50.0)))
    assert "middle of the differences within pairs" in at_the_end(result, odd)
