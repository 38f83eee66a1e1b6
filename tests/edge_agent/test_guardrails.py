"""What guards a machine: believed as a whole, or not at all. The reader is the real process."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from edge_agent import guardrails
from edge_agent.guardrails import Guardrails
from edge_agent.host.guarding import Guarding
from edge_agent.host.loop import Loop
from schemas.documents.policy import Lock, Policy, public_key, sign
from schemas.documents.rules import Rule
from schemas.wire.errors import Refused
from schemas.wire.layout import Home, make_private
from tests.waiting import until

SECRET = b"p" * 32
S = "0123456789abcd"
SECONDS = 60.0


class Machine:
    """A home with a pinned key, a policy and the owner's veto; and a loop that reads them."""

    def __init__(self, root: Path) -> None:
        self.home = Home(root / "h")
        make_private(self.home.edge)
        make_private(self.home.edge_keys)
        (self.home.edge_keys / "hub.pub").write_text(public_key(SECRET))
        self.system = root / "never.toml"
        self.loop = Loop()
        self.changes: list[tuple[Guardrails | None, str]] = []
        self.guarding = self.another()

    def another(self, deadline_s: float = SECONDS) -> Guarding:
        return Guarding(
            self.loop, self.home, "m1", lambda *told: self.changes.append(told),
            system=self.system, deadline_s=deadline_s,
        )  # fmt: skip

    def policy(self, version: int = 5, secret: bytes = SECRET, **fields: Any) -> None:
        given = {"machine": "m1", "fresh_until": 2**52, **fields}
        self.home.policy.write_bytes(sign(Policy(version=version, **given), secret))

    def run(self) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            guardrails.command(self.home, "m1"), capture_output=True, timeout=SECONDS, check=False
        )

    def now(self) -> tuple[Guardrails | None, str]:
        """What a decision would go by."""
        told: list[tuple[Guardrails | None, str]] = []
        self.guarding.current(lambda *one: told.append(one))
        self.serve(lambda: told)
        return told[0]

    def serve(self, done: Callable[[], object]) -> None:
        def turn() -> object:
            self.loop.after(0.05, self.loop.stop)
            self.loop._running = True
            self.loop.run(lambda: None)
            return done()

        until(turn, "what the loop was to bring", SECONDS, every=0)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path)
    yield made
    made.guarding.close()
    made.loop.close()


RULES = [
    Rule(name="readers", kind="command", match=["cat *"], decide="allow"),
    Rule(name="no", kind="command", match=["git push *"], decide="deny", reason="for people"),
]


def test_the_reader_prints_one_line_that_the_host_understands(machine: Machine) -> None:
    locks = [Lock(scope="user", user="bob", reason="away", who="eve")]
    machine.policy(guardrails=RULES, locks=locks, groups={"ana": ["leads"]})
    (machine.home.edge / "never.toml").write_text('commands = ["rm *"]\npaths = ["~/.aws/**"]')
    done = machine.run()
    assert done.returncode == 0 and done.stdout.count(b"\n") == 1 and not done.stderr
    found = guardrails.taken(done.stdout)
    assert [rule.name for rule in found.rules] == ["readers", "no"]
    assert found.groups_of("ana.phone") == {"leads"} and found.groups_of("bob") == frozenset()
    guard = found.guard(S, {"ana"}, "standard", 1_000)
    assert (guard.never_commands, guard.never_paths) == (("rm *",), ("~/.aws/**",))
    assert guard.fresh and not guard.locked and guard.rules == found.rules
    assert found.guard(S, {"ana", "bob.phone"}, "standard", 1_000).locked == "locked: away"
    assert not found.guard(S, {"ana"}, "standard", 2**52).fresh


@pytest.mark.parametrize(
    ("lock", "held"),
    [
        ({"scope": "all"}, True),
        ({"scope": "machine"}, True),
        ({"scope": "user", "user": "ana"}, True),
        ({"scope": "user", "user": "bob"}, False),
        ({"scope": "session", "session": S}, True),
        ({"scope": "session", "session": S[::-1]}, False),
        ({"scope": "all", "until": 1_000}, False),
        ({"scope": "all", "until": 1_001}, True),
        ({"scope": "something new"}, True),
    ],
)
def test_a_lock_shuts_the_gates_that_it_names(lock: dict[str, Any], held: bool) -> None:
    found = Guardrails(1, 2**52, locks=(guardrails.Lock(reason="r", **lock),))
    assert bool(found.guard(S, {"ana"}, "standard", 1_000).locked) is held


def _wrong_signature(machine: Machine) -> None:
    machine.policy(secret=b"q" * 32)


def _forged(machine: Machine) -> None:
    machine.policy()
    raw = machine.home.policy.read_bytes()
    machine.home.policy.write_bytes(raw.replace(b'"version":5', b'"version":6'))


def _of_another_machine(machine: Machine) -> None:
    machine.policy(machine="m2")


def _cut(machine: Machine) -> None:
    machine.policy()
    machine.home.policy.write_bytes(machine.home.policy.read_bytes()[:-1])


def _none(machine: Machine) -> None:
    pass


def _no_key(machine: Machine) -> None:
    machine.policy()
    (machine.home.edge_keys / "hub.pub").unlink()


def _unreadable_veto(machine: Machine) -> None:
    machine.policy()
    (machine.home.edge / "never.toml").write_text("commands = [")


def _too_large(machine: Machine) -> None:
    machine.home.policy.write_bytes(b"{" + b" " * 70_000 + b"}")


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (_wrong_signature, "does not know"),
        (_forged, "signature"),
        (_of_another_machine, "m2"),
        (_cut, ""),
        (_none, "No such file"),
        (_no_key, "hub.pub"),
        (_unreadable_veto, "never.toml"),
        (_too_large, "64 KiB"),
    ],
)
def test_what_is_not_to_be_believed_leaves_no_guardrails_and_says_why(
    machine: Machine, broken: Callable[[Machine], None], says: str
) -> None:
    broken(machine)
    done = machine.run()
    assert done.returncode == 1 and done.stdout == b""
    assert done.stderr.startswith(b"error: ") and b"Traceback" not in done.stderr
    machine.guarding.read()
    assert machine.guarding.guardrails is None and says in machine.guarding.fault


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"{}\n",
        b'{"version":1',
        b"Traceback (most recent call last):\n",
        b'{"fresh_until":1,"groups":{},"guardrails":[{"name":"x","kind":"command","decide":"allow",'
        b'"unless":["y"]}],"locks":[],"never":{"commands":[],"paths":[]},"version":1}\n',
        b'{"fresh_until":1,"groups":{},"guardrails":[],"locks":[{}],'
        b'"never":{"commands":[],"paths":[]},"version":1}\n',
    ],
)
def test_a_reader_that_ends_in_the_middle_or_says_something_new_is_not_believed(
    told: bytes,
) -> None:
    with pytest.raises(Refused):
        guardrails.taken(told)


def test_a_changed_policy_or_veto_holds_for_the_next_decision(machine: Machine) -> None:
    machine.policy(5, guardrails=RULES)
    machine.guarding.read()
    assert machine.guarding.guardrails is not None
    found, _ = machine.now()
    assert found is not None and found.version == 5 and not machine.changes
    machine.policy(6, locks=[Lock(scope="all", reason="closing time", who="eve")])
    found, _ = machine.now()
    assert found is not None and found.version == 6
    assert found.guard(S, (), "standard", 1).locked == "locked: closing time"
    assert [one.version for one, _ in machine.changes if one] == [6]
    (machine.home.edge / "never.toml").write_text('commands = ["rm *"]')
    found, _ = machine.now()
    assert found is not None and found.never.commands == ("rm *",)
    (machine.home.edge / "never.toml").write_text("commands = [")
    found, why = machine.now()
    assert found is None and "never.toml" in why
    (machine.home.edge / "never.toml").unlink()
    found, why = machine.now()
    assert found is not None and found.version == 6 and not why


def test_a_policy_older_than_one_that_was_seen_shuts_the_gate(machine: Machine) -> None:
    machine.policy(5)
    machine.guarding.read()
    machine.policy(4)
    found, why = machine.now()
    assert found is None and "older" in why
    machine.policy(5)
    found, _ = machine.now()
    assert found is not None and found.version == 5


def test_a_policy_that_disappears_shuts_the_gate(machine: Machine) -> None:
    machine.policy(5)
    machine.guarding.read()
    machine.home.policy.unlink()
    found, why = machine.now()
    assert found is None and "policy" in why


def test_a_reader_that_hangs_is_killed_and_shuts_the_gate(machine: Machine) -> None:
    machine.policy(5)
    machine.guarding.read()
    machine.home.policy.unlink()
    os.mkfifo(machine.home.policy)
    machine.guarding._deadline_s = 1.0
    found, why = machine.now()
    assert found is None and "within 1 s" in why
    machine.home.policy.unlink()
    machine.policy(6)
    machine.guarding._deadline_s = SECONDS
    found, _ = machine.now()
    assert found is not None and found.version == 6


def test_what_could_not_be_read_once_is_tried_again_though_no_file_has_changed(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.policy(5)
    with monkeypatch.context() as patched:
        patched.setattr(guardrails, "command", lambda *_: ["/nowhere/python"])
        machine.guarding.read()
        assert "cannot be started" in machine.guarding.fault
        found, why = machine.now()
        assert found is None and "cannot be started" in why
    found, why = machine.now()
    assert found is not None and found.version == 5 and not why


def test_many_who_ask_at_once_share_one_reading(machine: Machine) -> None:
    machine.policy(5)
    told: list[int] = []
    for _ in range(20):
        machine.guarding.current(lambda one, _: told.append(one.version if one else 0))
    machine.serve(lambda: len(told) == 20)
    assert told == [5] * 20 and len(machine.changes) == 1
