"""Debian's Mosquitto on a free port of loopback, for tests against a broker that is not ours.

`Mosquitto(folder, users={"ana": "secret"}, acl=["user ana", "topic readwrite fleet/#"])`; without
`acl` everybody may do everything, without `users` anybody may connect.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from tests.ports import free_port
from tests.waiting import until

PROGRAM = shutil.which("mosquitto") or "/usr/sbin/mosquitto"

needs_mosquitto = pytest.mark.skipif(
    not os.path.exists(PROGRAM), reason="Debian's mosquitto is not installed"
)


def hashed(password: str) -> str:
    """A password as Mosquitto keeps it: PBKDF2-SHA512, 101 rounds, a salt of exactly 12 bytes."""
    salt = os.urandom(12)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, 101)
    return f"$7$101${base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}"


class Mosquitto:
    """A running broker; `with` stops it. It may be stopped and started again on its port."""

    def __init__(
        self,
        folder: Path,
        users: Mapping[str, str] | None = None,
        acl: Iterable[str] | None = None,
        lines: Iterable[str] = (),
        tls: tuple[Path, Path] | None = None,
    ) -> None:
        """`lines`: more of mosquitto.conf. `tls`: certificate and key in PEM."""
        self.folder = folder
        self.port = free_port()
        folder.mkdir(parents=True, exist_ok=True)
        conf = [f"listener {self.port} 127.0.0.1", "set_tcp_nodelay true", "persistence false"]
        if os.getuid() == 0:
            conf.append("user root")
        if tls is not None:
            conf += [f"certfile {tls[0]}", f"keyfile {tls[1]}"]
        conf.append(f"allow_anonymous {'true' if users is None else 'false'}")
        if users is not None:
            passwords = self._private("passwords")
            passwords.write_text("".join(f"{u}:{hashed(p)}\n" for u, p in users.items()))
            conf.append(f"password_file {passwords}")
        if acl is not None:
            rights = self._private("acl")
            rights.write_text("".join(f"{line}\n" for line in acl))
            conf.append(f"acl_file {rights}")
        self._conf = folder / "mosquitto.conf"
        self._conf.write_text("".join(f"{line}\n" for line in [*conf, *lines]))
        self._scheme = "mqtt" if tls is None else "mqtts"
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        """Its address, as `hub.urls` takes it."""
        return f"{self._scheme}://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        with open(self.folder / "mosquitto.log", "ab") as log:
            self._process = subprocess.Popen(
                [PROGRAM, "-c", str(self._conf)], stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        until(self._answers, f"mosquitto on {self.port}")

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End it (`signal.SIGKILL` for a crash) and wait until it is gone."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(10)
            self._process = None

    def pause(self) -> None:
        """Stop it in its tracks: connections stay open and nobody answers."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on after `pause`."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def __enter__(self) -> Mosquitto:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)
        self.stop(signal.SIGKILL)

    def _private(self, name: str) -> Path:
        path = self.folder / name
        path.touch(mode=0o600)
        return path

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, (self.folder / "mosquitto.log").read_text()
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True
