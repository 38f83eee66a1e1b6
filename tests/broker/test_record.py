"""The record in the log: each different thing once a window, repeats counted, a flood bounded."""

from __future__ import annotations

import logging

import pytest

from broker import record
from broker.mqtt.authority import Peer, Principal

ANA = Principal("ana", "user")
PEER = Peer("tcp", "127.0.0.1", 4711)


class Now:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "broker.record")
    return caplog


def test_each_kind_is_one_line_with_its_reason(lines: pytest.LogCaptureFixture) -> None:
    told = record.LogRecord(Now())
    told.connected(ANA, "desk", PEER)
    told.denied(ANA, "desk", "publish", "a/b", "not-granted")
    told.disconnected(ANA, "desk", PEER, "keep-alive")
    told.refused("x", "eve", PEER, "credentials")
    assert lines.messages == [
        "connected user:ana desk tcp:127.0.0.1",
        "denied user:ana desk publish a/b not-granted",
        "disconnected user:ana desk tcp:127.0.0.1 keep-alive",
        "refused 'eve' x tcp:127.0.0.1 credentials",
    ]


def test_repeats_are_counted_and_told_when_the_window_is_over(
    lines: pytest.LogCaptureFixture,
) -> None:
    now = Now()
    told = record.LogRecord(now)
    for _ in range(500):
        told.denied(ANA, "desk", "publish", "a/b", "not-granted")
    assert len(lines.messages) == 1
    now.now = record.WINDOW_S + 1
    told.denied(ANA, "desk", "publish", "a/b", "not-granted")
    assert lines.messages[1:] == [lines.messages[0] + ", 499 times more", lines.messages[0]]


def test_a_flood_of_different_things_is_cut_and_its_size_told(
    lines: pytest.LogCaptureFixture,
) -> None:
    told = record.LogRecord(Now())
    for n in range(record.DIFFERENT + 250):
        told.denied(ANA, "desk", "publish", f"a/{n}", "not-granted")
    assert len(lines.messages) == record.DIFFERENT
    told.flush()
    assert lines.messages[record.DIFFERENT :] == ["250 more things were not written out"]
    told.denied(ANA, "desk", "publish", "a/0", "not-granted")
    assert len(lines.messages) == record.DIFFERENT + 2
