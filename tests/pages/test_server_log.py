"""What gunicorn writes of requests: nothing that was sent, and no traceback."""

import logging
from collections.abc import Iterator

import pytest
from gunicorn.config import Config

from holdfast.web.project.server_log import PlainLog
from holdfast.web.serving import OPTIONS

CANARY = "Xanthippe-90210"


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[PlainLog]:
    config = Config()
    for name, value in OPTIONS.items():
        config.set(name, value)
    made = config.logger_class(config)
    assert isinstance(made, PlainLog)
    made.error_log.addHandler(caplog.handler)
    yield made
    made.error_log.removeHandler(caplog.handler)


def test_neither_a_malformed_request_nor_a_traceback_is_written(
    log: PlainLog, caplog: pytest.LogCaptureFixture
) -> None:
    log.warning(f"Invalid request from ip=127.0.0.1: {CANARY}")
    try:
        raise ValueError(CANARY)
    except ValueError:
        log.exception("Error handling request %s", f"/?{CANARY}")
        log.error(CANARY, exc_info=True)
    assert CANARY not in caplog.text
    assert caplog.text.count("The server failed: ValueError at test_server_log.py:") == 2


def test_what_is_said_of_processes_stays(log: PlainLog, caplog: pytest.LogCaptureFixture) -> None:
    log.error("Worker (pid:%s) exited with code %s.", 12, 3)
    assert "Worker (pid:12) exited with code 3." in caplog.text


def test_a_head_request_leaves_no_warning() -> None:
    assert not logging.getLogger("gunicorn.http.wsgi").isEnabledFor(logging.WARNING)
