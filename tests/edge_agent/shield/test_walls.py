"""What a level stops and what it does not, each by trying it with real programs.

A row tries one thing and prints REACHED where it got through. At the level *plain* the same row
shows that it would have: so no row is stopped by a mistake in itself.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from edge_agent.shield.before_exec import SCOPE_ABI, landlock_abi
from tests.edge_agent.shield.walled import PYTHON, SECRET, Walled
from tests.waiting import until

Surround = Callable[..., Walled]

SCOPED = landlock_abi() >= SCOPE_ABI
needs_scope = pytest.mark.skipif(not SCOPED, reason="this kernel's Landlock has no scopes")

READ = f'cat "$SB_HOME/secret" 2>/dev/null | grep -q {SECRET} && echo REACHED'


@dataclass(frozen=True)
class Row:
    """`plain`: what the level without a shield does with it: "open", "stopped", or "" where
    trying it there means nothing or would do harm."""

    name: str
    script: str
    plain: str = "open"
    root_only: bool = False

    def __str__(self) -> str:
        return self.name


PYTHON_CONNECT = (
    f"{PYTHON} -I -S -c 'import socket, sys; s = socket.socket(socket.AF_UNIX);"
    ' s.connect(sys.argv[1].replace("@", "\\0")); print("REACHED")\' '
)

HOME_ROWS = (
    Row("read Signalbox's home", READ),
    Row(
        "read it through a process's root",
        f'for p in /proc/[0-9]*/root; do cat "$p$SB_HOME/secret" 2>/dev/null | grep -q {SECRET}'
        " && echo REACHED && break; done",
    ),
    Row("take the mask off", f'umount "$SB_HOME"; {READ}', ""),
    Row("take the mask off lazily", f'umount -l "$SB_HOME"; {READ}', ""),
    Row("take the mask off with all below", f'umount -R "$SB_HOME"; {READ}', ""),
    Row(
        "take the mask off in a namespace of one's own",
        f"unshare -Urm bash -c 'umount -l \"$SB_HOME\"; {READ.replace(chr(39), '')}'",
        "",
    ),
    Row(
        "take the mask off in a mount namespace of one's own",
        f'unshare -m bash -c \'umount -l "$SB_HOME"; {READ}; umount -R "$SB_HOME"; {READ}\'',
        "",
    ),
    Row(
        "mount the tree elsewhere",
        "mkdir -p m; unshare -Urm bash -c 'mount --bind / m || mount --rbind / m;"
        f' cat "m/$SB_HOME/secret" | grep -q {SECRET} && echo REACHED\'',
        "",
    ),
    Row(
        "mount the tree elsewhere without a namespace",
        f'mkdir -p m; mount --bind / m && cat "m/$SB_HOME/secret" | grep -q {SECRET}'
        " && echo REACHED",
        "",
    ),
    Row("move the mask away", f'mv "$SB_HOME" "$SB_HOME.moved"; SB_HOME="$SB_HOME.moved"; {READ}'),
    Row(
        "enter the namespaces of the first process",
        f"nsenter -t 1 -m -- bash -c '{READ}'",
        "",
    ),
    Row(
        "enter the namespaces of a process outside",
        f"nsenter -t \"$VICTIM\" -U -m --preserve-credentials -- bash -c '{READ}'",
        "",
    ),
    Row(
        "shield oneself again",
        f"bwrap --dev-bind / / --proc /proc bash -c '{READ}'",
    ),
    Row("see the other sockets of the session", 'test -e "$SB_RUN/session.sock" && echo REACHED'),
    Row("connect to session.sock", PYTHON_CONNECT + '"$SB_RUN/session.sock"'),
)

PROCESS_ROWS = (
    Row("see a process outside", "grep -aq sb-vic[t]im /proc/[0-9]*/cmdline && echo REACHED"),
    Row(
        "signal a process outside",
        'kill -USR1 "$VICTIM" && echo REACHED',
        "stopped" if SCOPED else "open",
    ),
    Row(
        "trace a process outside",
        f"{PYTHON} -I -S -c 'import ctypes, sys;"
        ' print("REACHED" if ctypes.CDLL(None).ptrace(16, int(sys.argv[1]), 0, 0) == 0 else "no")\''
        ' "$VICTIM"',
        "stopped" if SCOPED else "open",
    ),
    Row(
        "write the memory of a process outside",
        f'{PYTHON} -I -S -c \'import sys; open(f"/proc/{{sys.argv[1]}}/mem", "r+b");'
        ' print("REACHED")\' "$VICTIM"',
        "stopped" if SCOPED else "open",
    ),
)


def tried(walled: Walled, row: Row) -> str:
    victim = walled.outside("bash", "-c", "trap : USR1; echo up; read sb_victim; : sb-victim",
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
    assert victim.stdout is not None and victim.stdout.readline() == b"up\n"
    return walled.attempt(row.script, VICTIM=str(victim.pid))


@pytest.mark.parametrize("row", [*HOME_ROWS, *PROCESS_ROWS], ids=str)
def test_a_shielded_session_reaches_neither_our_home_nor_processes_outside(
    surround: Surround, row: Row
) -> None:
    assert "REACHED" not in tried(surround(), row)


@pytest.mark.parametrize("row", [r for r in HOME_ROWS if r.plain], ids=str)
def test_plain_hides_nothing_of_our_home(surround: Surround, row: Row) -> None:
    assert "REACHED" in tried(surround("plain"), row)


@needs_scope
@pytest.mark.parametrize("row", [r for r in PROCESS_ROWS if r.plain == "stopped"], ids=str)
def test_plain_stops_signals_and_tracing_where_the_kernel_has_a_landlock_scope(
    surround: Surround, row: Row
) -> None:
    assert "REACHED" not in tried(surround("plain"), row)


def test_root_at_plain_still_reads_what_processes_were_started_with(short_dir: Path) -> None:
    if os.getuid() != 0:
        pytest.skip("root's means")
    for level, reached in (("plain", True), ("shielded", False)):
        walled = Walled(short_dir, 0, level)
        try:
            victim = walled.outside("env", "SB_MARK=1", "sleep", "600")
            running = Path(f"/proc/{victim.pid}/cmdline")
            until(partial(_runs, running, b"sleep"), "its start", 30)
            script = 'grep -aq SB_MARK "/proc/$VICTIM/environ" && echo REACHED'
            told = walled.attempt(script, VICTIM=str(victim.pid))
            assert ("REACHED" in told) is reached
        finally:
            walled.ends.close()


def _runs(cmdline: Path, name: bytes) -> bool:
    return cmdline.read_bytes().startswith(name)
