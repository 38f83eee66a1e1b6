"""Where things lie in Signalbox's home and run folder: names only, no I/O but `run_dir`.

One home (0700) per account: `SIGNALBOX_HOME`, by default `~/.signalbox`. Sockets lie in a run
folder of their own, because a socket's path is cut at about 100 bytes.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from schemas.wire import ids


@dataclass(frozen=True, slots=True)
class Home:
    """The paths of one home."""

    root: Path

    @property
    def config(self) -> Path:
        """Settings; see `schemas.wire.settings`."""
        return self.root / "config.toml"

    @property
    def hub(self) -> Path:
        """The hub's part: access.toml, rules.toml, credentials, keys, retained, record, archive."""
        return self.root / "hub"

    @property
    def access(self) -> Path:
        """The whole truth about people and rights."""
        return self.hub / "access.toml"

    @property
    def hub_keys(self) -> Path:
        """0700: `<part>.secret` of each hub process, and the steward's policy key."""
        return self.hub / "keys"

    @property
    def retained(self) -> Path:
        """The broker's retained documents."""
        return self.hub / "retained"

    @property
    def record(self) -> Path:
        """The hub's own record: one folder a session, laid out like a machine's."""
        return self.hub / "record"

    @property
    def archive(self) -> Path:
        """The archive's own layout is the archiver's."""
        return self.hub / "archive"

    @property
    def edge(self) -> Path:
        """The machine's part: sessions, policy, keys, never.toml, the daemon's request log."""
        return self.root / "edge"

    @property
    def sessions(self) -> Path:
        """One folder a session."""
        return self.edge / "sessions"

    @property
    def edge_keys(self) -> Path:
        """0700: `machine.secret` (for the broker), `machine.key` (Ed25519), `hub.pub`."""
        return self.edge / "keys"

    @property
    def policy(self) -> Path:
        """The last signed policy, as received."""
        return self.edge / "policy"

    @property
    def logs(self) -> Path:
        """What our processes print."""
        return self.root / "logs"

    @property
    def up_lock(self) -> Path:
        """Held by the supervisor for life; holds its pid."""
        return self.root / "up.lock"

    @property
    def up_state(self) -> Path:
        """What the supervisor last knew of its parts, as JSON."""
        return self.root / "up.json"

    def session(self, session: str) -> SessionDir:
        """The folder of one session."""
        return SessionDir(self.sessions / ids.check_session(session))


@dataclass(frozen=True, slots=True)
class SessionDir:
    """The files of one session's folder (0700)."""

    root: Path

    @property
    def launch(self) -> Path:
        """What to start, written by whoever starts the host (0600)."""
        return self.root / "launch.json"

    @property
    def key(self) -> Path:
        """The session key, 32 bytes as hex (0600)."""
        return self.root / "key"

    @property
    def lock(self) -> Path:
        """Held by the journal's one writer for life."""
        return self.root / "lock"

    @property
    def reserve(self) -> Path:
        """1 MiB that is given back when the disk is full."""
        return self.root / "reserve"

    @property
    def journal(self) -> Path:
        """Folder of journal segments, each named by its first seq: `%016d.jsonl`."""
        return self.root / "journal"

    @property
    def log(self) -> Path:
        """What the host itself printed; empty on a good day."""
        return self.root / "host.log"


@dataclass(frozen=True, slots=True)
class RunDir:
    """The sockets that belong to one home."""

    root: Path

    @property
    def daemon(self) -> Path:
        """The daemon's socket, for the command line."""
        return self.root / "daemon.sock"

    @property
    def broker(self) -> Path:
        """The broker's Unix socket, for the gateway."""
        return self.root / "broker.sock"

    def session(self, session: str) -> Path:
        """Folder with `session.sock`, `gate.sock` and `pid` of one session's host."""
        return self.root / ids.check_session(session)


def home_from(environment: dict[str, str] | os._Environ[str] = os.environ) -> Home:
    """The home that the environment names."""
    named = environment.get("SIGNALBOX_HOME")
    return Home(Path(named).absolute() if named else Path.home() / ".signalbox")


def run_dir(home: Home) -> RunDir:
    """The run folder of a home: short, and the same for everybody who asks.

    It lies in the system's folder for temporary files and not in XDG_RUNTIME_DIR, which differs
    between a log-in, a service and `sudo`. Its owner and mode are checked by who opens it.
    """
    digest = hashlib.sha256(os.fsencode(home.root.absolute())).hexdigest()[:10]
    base = "/tmp" if os.path.isdir("/tmp") else tempfile.gettempdir()
    return RunDir(Path(base) / f"signalbox-{os.getuid()}-{digest}")


def make_private(folder: Path) -> Path:
    """Make `folder` (0700) or check that it is ours and private. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = os.lstat(folder)
    if found.st_uid != os.getuid() or not os.path.isdir(folder) or os.path.islink(folder):
        raise PermissionError(f"{folder} is not a folder of this account")
    if found.st_mode & 0o077:
        os.chmod(folder, 0o700)
    return folder
