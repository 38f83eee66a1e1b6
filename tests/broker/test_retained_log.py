"""The retained documents' file: torn anywhere, rewritten at any time, on a full disk."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.mqtt.message import Message
from broker.mqtt.retained import Kept
from broker.retained_log import RetainedLog

OWNER = ("machine", "m1")


def kept(topic: str, payload: bytes, qos: int = 1) -> Kept:
    return Kept(Message(topic, payload, qos, True), OWNER)


def contents(path: Path) -> dict[str, bytes]:
    log = RetainedLog(path)
    found = {document.message.topic: document.message.payload for document in log.open()}
    log.close()
    return found


changes = st.lists(
    st.tuples(st.sampled_from(["a", "a/b", "é"]), st.binary(max_size=40)), min_size=1, max_size=8
)


def apply(state: dict[str, bytes], topic: str, payload: bytes) -> dict[str, bytes]:
    state = {name: value for name, value in state.items() if name != topic}
    return {**state, topic: payload} if payload else state


@given(changes, st.integers(0, 10_000))
def test_a_file_cut_anywhere_holds_the_changes_before_the_cut(
    tmp_path_factory: pytest.TempPathFactory, made: list[tuple[str, bytes]], cut: int
) -> None:
    path = tmp_path_factory.mktemp("r") / "documents.log"
    log = RetainedLog(path)
    log.open()
    states: list[dict[str, bytes]] = [{}]
    ends = [0]
    for topic, payload in made:
        log.keep(topic, kept(topic, payload) if payload else None)
        states.append(apply(states[-1], topic, payload))
        ends.append(path.stat().st_size)
    log.close()
    data = path.read_bytes()
    cut %= len(data) + 1
    path.write_bytes(data[:cut])
    whole = max(n for n, end in enumerate(ends) if end <= cut)
    assert contents(path) == states[whole]
    assert path.stat().st_size == ends[whole], "the torn tail is cut"


@given(st.integers(0, 1_000), st.integers(1, 255))
def test_a_damaged_byte_ends_the_reading_and_brings_nothing_false(
    tmp_path_factory: pytest.TempPathFactory, at: int, change: int
) -> None:
    path = tmp_path_factory.mktemp("r") / "documents.log"
    log = RetainedLog(path)
    log.open()
    for n in range(5):
        log.keep(f"t/{n}", kept(f"t/{n}", b"payload %d" % n))
    log.close()
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= change
    path.write_bytes(data)
    found = contents(path)
    assert found == {f"t/{n}": b"payload %d" % n for n in range(len(found))} and len(found) < 5


def test_owner_and_qos_are_kept(tmp_path: Path) -> None:
    log = RetainedLog(tmp_path / "documents.log")
    log.open()
    log.keep("a", kept("a", b"x", 0))
    log.close()
    (found,) = RetainedLog(tmp_path / "documents.log").open()
    assert (found.owner, found.message.qos, found.message.retain) == (OWNER, 0, True)


def test_a_rewrite_keeps_what_changes_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "documents.log"
    log = RetainedLog(path, slack=1_000)
    log.open()
    state = {}
    n = 0
    while not log.due():
        state["a"] = kept("a", b"%d" % n)
        log.keep("a", state["a"])
        n += 1
    log.keep("b", kept("b", b"before"))
    snapshot = [("a", state["a"]), ("b", kept("b", b"before"))]
    log.begin_rewrite()
    assert not log.due()
    log.keep("b", None)
    log.rewrite(snapshot)
    log.keep("c", kept("c", b"meanwhile"))
    before = path.stat().st_size
    log.end_rewrite()
    assert path.stat().st_size < before / 2
    log.keep("d", kept("d", b"after"))
    log.close()
    assert contents(path) == {"a": b"%d" % (n - 1), "c": b"meanwhile", "d": b"after"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["documents.log"]


@pytest.mark.parametrize("written", [False, True])
def test_a_crash_in_a_rewrite_costs_nothing(tmp_path: Path, written: bool) -> None:
    path = tmp_path / "documents.log"
    log = RetainedLog(path)
    log.open()
    log.keep("a", kept("a", b"1"))
    log.begin_rewrite()
    if written:
        log.rewrite([("a", kept("a", b"1"))])
    log.keep("b", kept("b", b"2"))
    assert contents(path) == {"a": b"1", "b": b"2"}  # another process, while this one is "dead"


def test_a_full_disk_is_told_and_mended_by_a_rewrite(tmp_path: Path) -> None:
    path = tmp_path / "documents.log"
    log = RetainedLog(path)
    log.open()
    log.keep("a", kept("a", b"1"))
    state = {"a": kept("a", b"1")}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 50, hard))
    try:
        for name in ("b", "c"):
            state[name] = kept(name, b"x" * 500)
            log.keep(name, state[name])
        assert log.fault and log.due()
        log.begin_rewrite()
        with pytest.raises(OSError) as failed:
            log.rewrite(list(state.items()))
        log.end_rewrite(failed.value)
        assert log.fault and log.due()
        assert contents(path) == {"a": b"1"}, "nothing torn is left behind"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    log.begin_rewrite()
    log.rewrite(list(state.items()))
    log.end_rewrite()
    assert not log.fault
    log.keep("d", kept("d", b"4"))
    log.close()
    assert contents(path) == {"a": b"1", "b": b"x" * 500, "c": b"x" * 500, "d": b"4"}


def test_the_file_and_its_folder_are_private(tmp_path: Path) -> None:
    log = RetainedLog(tmp_path / "retained" / "documents.log")
    log.open()
    log.close()
    assert (tmp_path / "retained").stat().st_mode & 0o777 == 0o700
    assert log.path.stat().st_mode & 0o777 == 0o600
