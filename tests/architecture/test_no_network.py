"""The guard in conftest.py guards."""

import socket

import pytest


def test_the_network_is_out_of_reach() -> None:
    with socket.socket() as out, pytest.raises(AssertionError, match=r"192\.0\.2\.1"):
        out.connect(("192.0.2.1", 80))  # an address reserved for examples
