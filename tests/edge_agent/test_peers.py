"""Who may steer, by uid and ancestry; the session-level tests stand in host/test_steering.py."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from edge_agent import peers
from schemas.wire.errors import Refused


def test_ancestry_ends_at_the_first_process() -> None:
    found = peers.ancestry(os.getpid())
    assert found[0] == os.getpid() and found[1] == os.getppid()
    assert found[-1] == 1 or peers.parent_of(found[-1]) == 0


@pytest.mark.parametrize("pid", [0, -1, 2**22 + 5])
def test_a_process_that_cannot_be_read_is_refused(pid: int) -> None:
    with pytest.raises(Refused) as refused:
        peers.ancestry(pid)
    assert refused.value.code == "peer-refused"


def test_a_name_full_of_parentheses_does_not_hide_the_parent(tmp_path: Path) -> None:
    program = tmp_path / "x) S 1 ("
    program.symlink_to("/bin/sleep")
    child = subprocess.Popen([str(program), "60"])
    try:
        assert peers.parent_of(child.pid) == os.getpid()
    finally:
        child.kill()
        child.wait()


def test_a_peer_that_has_gone_is_refused_even_if_its_number_is_used_again(
    short_dir: Path,
) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(short_dir / "s"))
        listener.listen()
        program = "import socket, sys; c = socket.socket(socket.AF_UNIX); c.connect(sys.argv[1])"
        subprocess.run([sys.executable, "-c", program, str(short_dir / "s")], check=True)
        connection, _ = listener.accept()
        with connection, pytest.raises(Refused) as refused:
            peers.check_may_steer(connection)
    assert refused.value.code == "peer-refused"


def test_another_account_is_refused(short_dir: Path) -> None:
    if os.getuid() != 0:
        pytest.skip("only root can become somebody else")
    os.chmod(short_dir, 0o777)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(short_dir / "s"))
        os.chmod(short_dir / "s", 0o777)
        listener.listen()
        program = (
            "import os, socket, sys; os.setuid(65534); c = socket.socket(socket.AF_UNIX);"
            "c.connect(sys.argv[1]); c.recv(1)"
        )
        child = subprocess.Popen([sys.executable, "-c", program, str(short_dir / "s")])
        connection, _ = listener.accept()
        with connection, pytest.raises(Refused) as refused:
            peers.identify(connection)
        child.wait()
    assert "uid 65534" in refused.value.detail
