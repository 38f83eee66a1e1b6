"""A place to verify in: a temporary home with a policy of its own, a scripted model, a work folder.

Nothing in it is the user's: another home of Signalbox, another home for the agent, a key that is
nobody's, and an address on loopback where the model answers.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from edge_agent.agents import looking, verdicts
from edge_agent.agents.profiles import Profile, command_for
from edge_agent.agents.verdicts import Row
from edge_agent.daemon import lock
from edge_agent.host.launch import Launch
from edge_agent.host.spawn import spawn
from edge_agent.verify.anthropic import Endpoint
from edge_agent.verify.subject import Subject
from edge_agent.verify.watched import NotSeen, Watched
from schemas.documents import policy
from schemas.documents.rules import Ask, Rule
from schemas.wire import layout
from schemas.wire.layout import Home

MACHINE = "verify"
SOON_S = 3
"""After so many seconds the question expires that nobody is to answer."""

RULES = [
    Rule(name="allowed", kind="path", match=["write allowed/**"], decide="allow"),
    Rule(
        name="forbidden",
        kind="path",
        match=["write forbidden/**"],
        decide="deny",
        reason="this is for people",
    ),
    Rule(
        name="soon",
        kind="command",
        match=["echo soon"],
        decide="ask",
        ask=Ask(expires=f"{SOON_S}s"),
    ),
]
"""Everything else asks, because no rule fits."""


class Bench:
    """`with Bench(profile, kind, program, subject) as bench: with bench.session() as s: …`"""

    def __init__(self, profile: Profile, kind: str, program: str, subject: Subject) -> None:
        self.profile, self.kind, self.program, self.subject = profile, kind, program, subject
        self.version = looking.version_of(program, profile.version, os.environ)

    def __enter__(self) -> Bench:
        # Short, because sockets' paths are; and outside of what the shield hides.
        self.root = Path(tempfile.mkdtemp(prefix="sbv-", dir="/tmp"))
        self.home = Home(self.root / "home")
        for folder in (self.home.root, self.home.edge, self.home.edge_keys, self.home.sessions):
            layout.make_private(folder)
        self.bin = self.root / "bin"
        self.bin.mkdir()
        (self.bin / self.profile.command).symlink_to(self.program)
        self._policy()
        self._let_start()
        self._lock = lock.take(self.home)
        self.model = Endpoint().__enter__()
        self._marks = 0
        self._folders = 0
        return self

    def __exit__(
        self, kind: type[BaseException] | None, e: BaseException | None, t: TracebackType | None
    ) -> None:
        self.model.__exit__()
        os.close(self._lock)
        for folder in (layout.run_dir(self.home).root, self.root):
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def session(
        self,
        *,
        mode: str = "standard",
        level: str | None = None,
        hostile: Mapping[str, str] | None = None,
        variables: Mapping[str, str] | None = None,
        arguments: Sequence[str] = (),
    ) -> Iterator[Place]:
        """A session at its prompt. `hostile`: files (by path: below `project/` or `user/`) that
        are there before it starts; `level`: None is what sessions get by themselves; `variables`:
        more of its environment; `arguments`: the agent's. Raises `Refused`, `NotSeen`."""
        self._folders += 1
        at = self.root / f"s{self._folders}"
        folder, own = at / "work", at / "user"
        folder.mkdir(parents=True)
        own.mkdir(mode=0o700)
        environment = self.subject.environment(own, folder, self.model.url, self.version or "0")
        path = [str(self.bin), os.path.dirname(self.program)]
        path += looking.safe_path(os.environ.get("PATH"))
        environment = {**environment, "PATH": os.pathsep.join(path)}
        place = Place(self, folder, own)
        place.put(hostile or {})
        environment |= {name: place.named(text) for name, text in (variables or {}).items()}
        launch = Launch(
            machine=MACHINE,
            project="-",
            folder=str(folder),
            argv=command_for(self.profile.agent, list(arguments)).argv,
            agent=self.profile.agent,
            kind=self.kind,
            who="ana",
            gate="gated",
            mode=mode,
            level=level,
        )
        place.open(spawn(self.home, launch, environment))
        try:
            place.watched.shows(self.subject.ready)
            yield place
        finally:
            place.watched.stop()

    def mark(self) -> str:
        """A word that stands in one prompt alone."""
        self._marks += 1
        return f"n{self._marks:03}"

    def _policy(self) -> None:
        key = secrets.token_bytes(32)
        now = time.time_ns() // 1000
        said = policy.Policy(
            machine=MACHINE,
            version=now,
            fresh_until=now + 3600 * 1_000_000,
            guardrails=RULES,
        )
        self.home.policy.write_bytes(policy.sign(said, key))
        (self.home.edge_keys / "hub.pub").write_text(policy.public_key(key) + "\n")
        (self.home.edge_keys / "machine.key").write_text(secrets.token_hex(32) + "\n")
        self.home.config.write_text(f'[machine]\nname = "{MACHINE}"\n')

    def _let_start(self) -> None:
        """The gate refuses what was not verified; here, that is what is to be found out."""
        verdicts.keep(
            self.home,
            self.profile.agent,
            self.kind,
            program=self.program,
            version=self.version,
            digest="",
            identity=looking.identity(self.program),
            at=0,
            rows=[Row("it is being verified", "green")],
        )


class Place:
    """A session and what there is around it."""

    watched: Watched

    def __init__(self, bench: Bench, folder: Path, own: Path) -> None:
        self.bench, self.folder, self.own = bench, folder, own

    def open(self, session: str) -> None:
        """Connect to the session that was started."""
        self.watched = Watched(self.bench.home, session)

    def put(self, files: Mapping[str, str]) -> None:
        """Write hostile files, those that name an interpreter executable."""
        for name, text in files.items():
            where, _, rest = name.partition("/")
            path = {"project": self.folder, "user": self.own}[where] / rest
            path.parent.mkdir(parents=True, exist_ok=True)
            if name.endswith(".json") and path.exists() and where == "user":
                text = self.bench.subject.merged(path.read_text(), text)
            path.write_text(self.named(text))
            path.chmod(0o755 if text.startswith("#!") else 0o644)

    def named(self, text: str) -> str:
        """`EVIL` becomes the path of `evil`, `WORK` the session's folder."""
        return text.replace("EVIL", str(self.evil)).replace("WORK", str(self.folder))

    @property
    def evil(self) -> Path:
        """What exists as soon as anything hostile has run."""
        return self.folder.parent / "evil"

    def count(self, mark: str) -> int:
        """How often the command ran that appends a line to this file."""
        path = self.folder / mark
        return len(path.read_text().splitlines()) if path.exists() else 0

    def run(self, script: str, mark: str) -> None:
        """Prompt for a script; it says `done-MARK` when its tools are through."""
        self.watched.prompt(f"script: {script}; say done-{mark}")

    def result(self, mark: str) -> str | None:
        """What the model was told, as text; None: nothing yet."""
        for seen in reversed(self.bench.model.conversations()):
            told = self.bench.subject.result(seen.body, f"done-{mark}")
            if told is not None:
                return told
        return None

    def question(self, mark: str) -> dict[str, Any]:
        """What people are asked about that script. Raises `NotSeen`, also where the agent has gone
        on without."""
        waiting = self.watched.questions
        self.watched.wait("a question to people", lambda: waiting() or self.result(mark))
        if not waiting():
            raise NotSeen("nobody was asked")
        return waiting()[0]

    def over(self, mark: str) -> str:
        """Wait until the model heard; what it heard. Raises `NotSeen`."""
        return self.watched.wait("the agent going on", lambda: self.result(mark) or "")
