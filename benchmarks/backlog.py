"""A backlog of journals, machine → broker → archiver → ack: lines a second, lines a message.

The machine was away and comes back: ten finished journals lie on its disk, the hub is up and
empty. Time runs from the start of the daemon until the archiver has acked every line; then SQL
counts them.
"""

from __future__ import annotations

import argparse
import json
import time

import psutil

from benchmarks.hub import Hub, load, pss_mib
from benchmarks.terminal import table
from edge_agent.host.journal import SEGMENT_BYTES, Identity
from edge_agent.host.launch import Launch
from edge_agent.host.recovery import segment_name
from edge_agent.host.spawn import prepare
from schemas.wire import frames, layout
from schemas.wire.line import Writer
from signalbox.host_client import HostClient

SESSIONS = 10
LOOK_S = 0.1
AIM_LINES, AIM_A_MESSAGE = 50_000, 100
PARTS = ("broker", "archiver", "daemon")
TEXT = "".join(
    f"{number:03d} the quick brown fox jumps over the lazy dog\r\n" for number in range(5)
)

COUNTING_DAEMON = """
import json, sys
from pathlib import Path
from edge_agent.daemon import __main__ as daemon
from schemas.link import Link

home = Path(sys.argv[1])
sent = {"messages": 0, "lines": 0}
publish = Link.publish

def counted(link, topic, payload, *rest, **named):
    done = publish(link, topic, payload, *rest, **named)
    if done and payload.startswith(b'{"at":') and topic.endswith("/journal"):
        sent["messages"] += 1
        sent["lines"] += payload.count(b"\\n")
    return done

Link.publish = counted
status = daemon.run(home)
(home / "sent.json").write_text(json.dumps(sent))
sys.exit(status)
"""
"""The daemon, counting what it hands over: a wrapper of one call a message, not a line."""


def write_session(home: layout.Home, number: int, lines: int) -> int:
    """A finished session's folder with so many lines; its bytes."""
    argv = ["sh", "-c", f"session {number}"]
    launch = Launch(machine="build-01", project="-", folder="/", argv=argv, who="desk")
    folder, _ = prepare(home, launch)
    folder.journal.mkdir(mode=0o700)
    key = bytes.fromhex(folder.key.read_text())
    writer = Writer(key, Identity("build-01", "-", folder.root.name).start(key))
    pieces: list[bytes] = []
    now, total, size = time.time_ns() // 1000, 0, 0

    def keep(first: int) -> None:
        (folder.journal / segment_name(first)).write_bytes(b"".join(pieces))

    started = {name: value for name, value in launch.as_fields().items() if name != "session"}
    first = 1
    for seq in range(1, lines + 1):
        if seq == 1:
            line = writer.add(now, "started", started)
        elif seq == lines:
            line = writer.add(now + seq, "ended", {"duration": lines // 1000, "status": 0})
        else:
            line = writer.add(now + seq, "output", {"text": TEXT})
        pieces.append(line)
        size += len(line)
        if size >= SEGMENT_BYTES or seq == lines:
            keep(first)
            total += size
            first, size = seq + 1, 0
            pieces.clear()
    return total


def measure(lines: int) -> list[str]:
    """One run; the table's row without its name."""
    with Hub(parts=("broker", "steward", "archiver")) as hub:
        size = sum(write_session(hub.home, n, lines // SESSIONS) for n in range(SESSIONS))
        before = {part: cpu_s(hub, part) for part in PARTS[:2]} | {"daemon": 0.0}
        hub.entries["daemon"] = COUNTING_DAEMON
        began = time.monotonic()
        hub.up(["daemon"])
        client = HostClient(layout.run_dir(hub.home).daemon)
        most = dict.fromkeys(PARTS, 0.0)
        while True:
            client.send(frames.control("status"))
            told = client.wait_for("status", 30).fields
            for part in PARTS:
                most[part] = max(most[part], pss_mib([hub.parts[part].pid]))
            if told["sessions"]["kept"] == SESSIONS and not told["waiting"] and told["archiver"]:
                break
            assert not told["faults"], told["faults"]
            time.sleep(LOOK_S)
        took = time.monotonic() - began
        spent = {part: (cpu_s(hub, part) - before[part]) / lines * 1e6 for part in PARTS}
        client.close()
        counted = hub.rows("SELECT count(*) FROM events WHERE machine = 'build-01'")[0][0]
        assert counted == lines, f"{counted} of {lines} lines are in the archive"
        daemon = hub.parts.pop("daemon")
        daemon.terminate()
        daemon.wait(15)
        sent = json.loads((hub.home.root / "sent.json").read_text())
        return [
            f"{lines / took:,.0f}",
            f"{took:.1f}",
            f"{sent['lines'] / sent['messages']:.0f}",
            f"{sent['lines'] - lines:,}",
            f"{size / lines:.0f}",
            " / ".join(f"{spent[part]:.1f}" for part in PARTS),
            f"{spent['archiver'] * lines / took / 1e6:.0%}",
            " / ".join(f"{most[part]:.0f}" for part in PARTS),
            str(told["rewinds"]),
        ]


def cpu_s(hub: Hub, part: str) -> float:
    """Seconds of CPU that a part has taken."""
    times = psutil.Process(hub.parts[part].pid).cpu_times()
    return times.user + times.system


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=2)
    arguments = parser.parse_args()
    rows = [[f"run {number + 1}", *measure(arguments.lines)] for number in range(arguments.runs)]
    names = ", ".join(PARTS)
    table(
        (
            "",
            "lines/s",
            "seconds",
            "lines a message",
            "sent twice",
            "bytes a line",
            f"CPU µs a line: {names}",
            "archiver on a core",
            f"most PSS MiB: {names}",
            "rewinds",
        ),
        rows,
    )
    print(
        f"\n{arguments.lines:,} lines of {SESSIONS} sessions; aims: {AIM_LINES:,} lines/s,"
        f" {AIM_A_MESSAGE} lines a message; {load()}"
    )


if __name__ == "__main__":
    main()
