"""The gate with real broker, steward, daemon and host: who says yes, how often, and to what.

The agent is a scripted one that speaks Claude Code's hooks.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from broker import hub_keys
from schemas.documents.policy import Policy, sign
from schemas.link import Link, Priority, run
from schemas.wire import ids, topics
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from tests.endpoints import scripted_claude
from tests.system.conftest import BROKERS, MakeFleet
from tests.system.fleet import Fleet
from tests.system.gated import (
    SLOW,
    Gated,
    again,
    answer,
    mosquitto_pub,
    receipt,
    refusal,
    watch,
)
from tests.system.person import MACHINE, Person
from tests.waiting import until

RULES = """\
[[rules]]
name = "harmless"
kind = "command"
match = ["echo harmless"]
decide = "allow"
"""
Come = Callable[..., Person]


@pytest.fixture
def broker(request: pytest.FixtureRequest) -> str:
    """Ours, unless a test asks for another one."""
    return str(getattr(request, "param", "embedded"))


@pytest.fixture
def gate_fleet(
    make_fleet: MakeFleet, broker: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Fleet:
    """All parts, with the scripted agent in everybody's PATH."""
    programs = tmp_path / "bin"
    programs.mkdir()
    scripted_claude.install(programs)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    fleet = make_fleet(broker)
    (fleet.home.hub / "rules.toml").write_text(RULES)
    return fleet.up()


@pytest.fixture
def come(gate_fleet: Fleet) -> Iterator[Come]:
    """`come(user)`: a person's client, closed afterwards. `role`, `groups`: of a new person."""
    here: list[Person] = []

    def one(user: str | None = None, role: str = "", groups: tuple[str, ...] = ()) -> Person:
        if role:
            gate_fleet.add_user(user or "", role)
            for group in groups:
                gate_fleet.cli("group", "add", group, user or "")

        def let_in() -> Person | None:
            try:
                return gate_fleet.person(user)
            except Refused:
                return None  # the broker has not read the file yet

        here.append(watch(until(let_in, f"{user} is let in", SLOW)))
        return here[-1]

    yield one
    for each in here:
        each.close()


@pytest.fixture
def owner(come: Come) -> Person:
    return come()


def set_rules(fleet: Fleet, text: str) -> None:
    """Other guardrails, in force on the machine when this returns."""
    before = policy_of(fleet)["version"]
    (fleet.home.hub / "rules.toml").write_text(text)
    until(lambda: policy_of(fleet)["version"] > before, "the policy with other rules", SLOW)


def policy_of(fleet: Fleet) -> dict:
    """The policy that the machine has kept."""
    return dict(json.loads(fleet.home.policy.read_bytes())["policy"])


def wait_groups(fleet: Fleet, **groups: list[str]) -> None:
    until(lambda: policy_of(fleet).get("groups") == groups, f"groups {groups} at the machine", SLOW)


# ----- who says yes


def test_an_allowed_command_runs_once_and_a_denied_one_never(
    gate_fleet: Fleet, owner: Person, tmp_path: Path
) -> None:
    gated = Gated(gate_fleet, owner, tmp_path / "w")
    document = gated.document(owner)
    assert (document["gate"], document["mode"]) == ("gated", "standard")
    gated.prompt("one")
    asked = gated.question(owner)
    assert asked["whole"] and asked["input"]["command"] == gated.command("one")
    assert gated.effects() == []
    assert answer(owner, gated.id, asked)["state"] == "allowed"
    gated.said("ran")
    assert gated.effects() == ["one"]
    gated.prompt("two")
    asked = gated.question(owner, "two")
    answer(owner, gated.id, asked, "deny", reason="not on a Friday")
    gated.said("denied")
    assert "not on a Friday" in gate_fleet.printed(gated.id)
    assert gated.effects() == ["one"]
    assert refusal(owner, gated.id, asked) == "approval-decided"
    lines = gated.kinds("asked", "answered", "taken", "effected")
    assert lines == ["asked", "answered", "taken", "effected", "asked", "answered"]
    until(
        lambda: (
            gate_fleet.archived_head(gated.id)
            and len(
                gate_fleet.rows(
                    f"SELECT 1 FROM events WHERE session = '{gated.id}' AND kind = 'answered'"
                )
            )
            == 2
        ),
        "both answers in the archive",
        SLOW,
        every=0.2,
    )


def test_what_a_rule_allows_asks_nobody(gate_fleet: Fleet, owner: Person, tmp_path: Path) -> None:
    gated = Gated(gate_fleet, owner, tmp_path / "w")
    again(owner, "prompt", gated.id, text="bash echo harmless")
    gated.said("ran")
    assert gated.kinds("asked", "allowed_by_rule") == ["allowed_by_rule"]


def test_only_who_may_approve_there_says_yes(
    gate_fleet: Fleet, owner: Person, come: Come, tmp_path: Path
) -> None:
    gated = Gated(gate_fleet, owner, tmp_path / "w")
    viewer, driver = come("vic", "viewer"), come("dora", "driver")
    gated.prompt("one")
    asked = gated.question(owner)
    for person in (viewer, driver):
        # The broker takes no such message of theirs; neither way leads to the machine.
        shown = {"approval": asked["approval"], "digest": asked["digest"], "decide": "allow"}
        person.send("answer", gated.id, **shown)
        mosquitto_pub(gate_fleet, person.person, "allow", asked["approval"])
    assert answer(owner, gated.id, asked, "deny", reason="no")["state"] == "denied"
    gated.said("denied")
    assert gated.effects() == []


def test_who_had_a_hand_in_it_does_not_say_yes_where_the_rule_wants_another(
    gate_fleet: Fleet, owner: Person, come: Come, tmp_path: Path
) -> None:
    set_rules(
        gate_fleet,
        '[[rules]]\nname = "four eyes"\nkind = "any"\ndecide = "ask"\n'
        "ask = { exclude_requester = true, reason = true }\n",
    )
    bo, kim = come("bo", "approver"), come("kim", "admin")
    gated = Gated(gate_fleet, owner, tmp_path / "w")
    gated.prompt("one", person=kim)
    asked = gated.question(bo)
    assert asked["rule"] == "four eyes"
    assert refusal(owner, gated.id, asked, reason="mine") == "not-granted"  # started it
    assert refusal(kim, gated.id, asked, reason="mine") == "not-granted"  # prompted it
    assert refusal(bo, gated.id, asked) == "bad-field"  # without a reason
    assert gated.effects() == []
    answer(bo, gated.id, asked, reason="looked at it")
    gated.said("ran")
    assert gated.effects() == ["one"]


def test_a_rule_that_wants_two_of_a_group_gets_two_different_people_of_it(
    gate_fleet: Fleet, owner: Person, come: Come, tmp_path: Path
) -> None:
    set_rules(
        gate_fleet,
        '[[rules]]\nname = "two leads"\nkind = "any"\ndecide = "ask"\n'
        'ask = { group = "leads", count = 2 }\n',
    )
    bo = come("bo", "approver", ("leads",))
    cy = come("cy", "approver", ("leads",))
    wait_groups(gate_fleet, bo=["leads"], cy=["leads"])
    gated = Gated(gate_fleet, owner, tmp_path / "w")
    gated.prompt("one")
    asked = gated.question(bo)
    assert refusal(owner, gated.id, asked) == "not-granted"  # an administrator, and no lead
    assert answer(bo, gated.id, asked)["state"] == "asked"
    assert answer(bo, gated.id, asked)["state"] == "asked"
    mosquitto_pub(gate_fleet, "bo", "allow", asked["approval"])
    assert receipt(bo, f"allow-{asked['approval']}")["data"]["state"] == "asked"
    assert gated.effects() == []
    assert answer(cy, gated.id, asked)["state"] == "allowed"
    gated.said("ran")
    assert gated.effects() == ["one"]


# ----- by the bare id


@pytest.mark.parametrize("broker", BROKERS, indirect=True)
def test_a_bare_id_allows_and_denies_with_no_gateway_and_its_repeat_changes_nothing(
    gate_fleet: Fleet, owner: Person, tmp_path: Path
) -> None:
    assert "gateway" not in gate_fleet.parts
    gated = Gated(gate_fleet, owner, tmp_path / "w")
    gated.prompt("one")
    asked = gated.question(owner)["approval"]
    for _ in range(3):
        mosquitto_pub(gate_fleet, gate_fleet.owner, "allow", asked)
    assert receipt(owner, f"allow-{asked}")["data"]["state"] == "allowed"
    gated.said("ran")
    mosquitto_pub(gate_fleet, gate_fleet.owner, "deny", asked)
    late = receipt(owner, f"deny-{asked}")
    assert (late["status"], late["code"]) == ("rejected", "approval-decided")
    gated.prompt("two")
    asked = gated.question(owner, "two")["approval"]
    mosquitto_pub(gate_fleet, gate_fleet.owner, "deny", asked)
    gated.said("denied")
    assert gated.effects() == ["one"]


def test_an_id_that_this_machine_never_asked_is_passed_over(
    gate_fleet: Fleet, owner: Person, tmp_path: Path
) -> None:
    gated = Gated(gate_fleet, owner, tmp_path / "w")
    gated.prompt("one")
    asked = gated.question(owner)
    other = ids.new_approval()
    mosquitto_pub(gate_fleet, gate_fleet.owner, "allow", other)
    assert refusal(owner, gated.id, {**asked, "approval": other}) == "no-such-approval"
    assert refusal(owner, gated.id, {**asked, "digest": "0" * 64}) == "wrong-digest"
    answer(owner, gated.id, asked, "deny", reason="no")
    gated.said("denied")
    assert f"allow-{other}" not in owner.receipts_so_far()
    assert gated.effects() == []


# ----- while parts die


@pytest.mark.parametrize("part", ["broker", "daemon", "steward", "archiver"])
def test_a_question_outlives_a_part_that_is_killed_and_is_allowed_once(
    gate_fleet: Fleet, owner: Person, tmp_path: Path, part: str
) -> None:
    gated = Gated(gate_fleet, owner, tmp_path / "w")
    gated.prompt("one")
    asked = gated.question(owner)
    gate_fleet.kill(part)
    gate_fleet.start(part)
    gate_fleet.wait_ready(part)
    assert gated.effects() == []
    assert answer(owner, gated.id, asked)["state"] == "allowed"
    gated.said("ran")
    assert gated.effects() == ["one"]
    assert gated.kinds("asked", "answered", "taken", "effected") == [
        "asked",
        "answered",
        "taken",
        "effected",
    ]


def test_a_host_that_is_killed_takes_the_agent_and_its_question_with_it(
    gate_fleet: Fleet, owner: Person, tmp_path: Path
) -> None:
    gated = Gated(gate_fleet, owner, tmp_path / "w")
    gated.prompt("one")
    asked = gated.question(owner)
    os.kill(gate_fleet.host_pid(gated.id), 9)
    gated.nothing_open(owner)
    mosquitto_pub(gate_fleet, gate_fleet.owner, "allow", asked["approval"])
    assert refusal(owner, gated.id, asked) in ("session-ended", "not-running")
    assert gated.effects() == []


def test_an_interrupt_withdraws_the_question_and_a_late_yes_finds_nothing(
    gate_fleet: Fleet, owner: Person, tmp_path: Path
) -> None:
    gated = Gated(gate_fleet, owner, tmp_path / "w")
    gated.prompt("one")
    asked = gated.question(owner)
    again(owner, "interrupt", gated.id)
    gated.said("interrupted")
    gated.nothing_open(owner)
    assert refusal(owner, gated.id, asked) == "approval-decided"
    assert gated.effects() == []


# ----- policies that are not to be believed, and locks


class Forger:
    """Publishes policies in the steward's place, with its secret; the steward must be dead."""

    def __init__(self, fleet: Fleet) -> None:
        self._fleet = fleet
        self._private = hub_keys.policy_key(fleet.home).private_bytes_raw()
        self._link = Link(
            [f"mqtt://127.0.0.1:{fleet.port}"],
            client_id="hub-forger",
            username="hub@steward",
            password=hub_keys.secret(fleet.home, "steward"),
            on_message=lambda *_: None,
        )
        until(lambda: run([self._link], 0.05) or self._link.connected, "the forger's link", SLOW)

    def publish(self, private: bytes | None = None, **changed: object) -> bytes:
        """The policy in force with other values, signed by the hub's key unless told otherwise."""
        value = {**policy_of(self._fleet), **changed}
        payload = sign(Policy.of(value), private or self._private)
        self._link.publish(topics.build("policy", m=MACHINE), payload, Priority.URGENT)
        until(lambda: run([self._link], 0.05) or not self._link.unsent(), "it has gone out", SLOW)
        return payload

    def close(self) -> None:
        self._link.close()


def test_an_older_and_a_forged_policy_change_nothing_and_an_expired_one_lets_nothing_pass(
    gate_fleet: Fleet, owner: Person, tmp_path: Path
) -> None:
    gated = Gated(gate_fleet, owner, tmp_path / "w")
    gate_fleet.kill("steward")
    forger = Forger(gate_fleet)
    now = policy_of(gate_fleet)["version"]
    anything = [{"name": "any", "kind": "any", "match": [], "decide": "allow"}]
    forger.publish(guardrails=anything, version=now - 1)
    until(lambda: "older" in gate_fleet.log("daemon"), "the older one is refused", SLOW)
    forger.publish(os.urandom(32), guardrails=anything, version=now + 1)
    until(lambda: "does not know" in gate_fleet.log("daemon"), "the forged one is refused", SLOW)
    assert policy_of(gate_fleet)["version"] == now
    gated.prompt("one")
    answer(owner, gated.id, gated.question(owner), "deny", reason="no")
    gated.said("denied")
    # What a rule allows asks, once the policy has expired; and nobody's answer is taken.
    forger.publish(version=now + 2, fresh_until=Clock().wall_us() - 1)
    until(lambda: policy_of(gate_fleet)["version"] == now + 2, "the expired one", SLOW)
    forger.close()
    prompt_at_desk(gate_fleet, gated, "bash echo harmless")
    asked = gated.question(owner)
    code = owner.refusal("answer", gated.id, approval=asked["approval"], digest=asked["digest"],
                         decide="allow")  # fmt: skip
    assert code == "no-policy"
    assert gated.effects() == []


def prompt_at_desk(fleet: Fleet, gated: Gated, text: str) -> None:
    fleet.cli("prompt", gated.id, text)


def test_a_policy_on_the_disk_that_is_not_signed_denies_everything(
    gate_fleet: Fleet, owner: Person, tmp_path: Path
) -> None:
    gated = Gated(gate_fleet, owner, tmp_path / "w")
    gate_fleet.kill("daemon")
    path = gate_fleet.home.policy
    good = path.read_bytes()
    changed = good.replace(b'"echo harmless"', b'"echo harmful1"')
    assert changed != good and len(changed) == len(good)
    path.write_bytes(changed)
    prompt_at_desk(gate_fleet, gated, f"bash {gated.command('one')}")
    gated.said("denied")
    path.write_bytes(good)
    prompt_at_desk(gate_fleet, gated, "bash echo harmless")
    gated.said("ran")
    assert gated.effects() == []


@pytest.mark.parametrize("scope", ["session", "user", "machine", "all"])
def test_a_lock_withdraws_what_is_asked_and_shuts_the_gate_until_it_is_lifted(
    gate_fleet: Fleet, owner: Person, tmp_path: Path, scope: str
) -> None:
    gated = Gated(gate_fleet, owner, tmp_path / "w")
    gated.prompt("one")
    asked = gated.question(owner)
    name = {"session": [gated.id], "user": [owner.person], "machine": [MACHINE], "all": []}[scope]
    gate_fleet.cli("lock", scope, *name, "-m", "somebody looks at it")
    gated.said("denied")
    gated.nothing_open(owner)
    assert "somebody looks at it" in gate_fleet.printed(gated.id)
    assert refusal(owner, gated.id, asked) == "locked"
    with pytest.raises(Refused) as refused:
        owner.want("prompt", gated.id, text="bash echo harmless")
    assert refused.value.code == "locked"
    prompt_at_desk(gate_fleet, gated, "bash echo harmless")
    gated.said("denied", 2)
    gate_fleet.cli("unlock", scope, *name)
    until(lambda: not policy_of(gate_fleet)["locks"], "no lock at the machine", SLOW)
    gated.prompt("two")
    answer(owner, gated.id, gated.question(owner, "two"))
    gated.said("ran")
    assert gated.effects() == ["two"]


def test_a_machine_that_was_away_finds_the_lock_when_it_comes_back(
    gate_fleet: Fleet, owner: Person, tmp_path: Path
) -> None:
    gated = Gated(gate_fleet, owner, tmp_path / "w")
    gated.prompt("one")
    gated.question(owner)
    gate_fleet.kill("daemon")
    gate_fleet.cli("lock", "machine", MACHINE, "-m", "while it was away")
    gate_fleet.start("daemon")
    gate_fleet.wait_ready("daemon")
    gated.said("denied")
    assert gated.effects() == []


# ----- starting from afar


def test_a_start_from_afar_is_gated_unless_somebody_who_may_wants_it_otherwise(
    gate_fleet: Fleet, owner: Person, come: Come, tmp_path: Path
) -> None:
    operator = come("op", "operator")
    gated = Gated(gate_fleet, operator, tmp_path / "w", mode="ask-all")
    document = gated.document(owner)
    assert (document["gate"], document["mode"]) == ("gated", "ask-all")
    given = {"agent": "claude", "folder": str(tmp_path)}
    assert operator.refusal("start", gate="not gated", **given) == "not-granted"
    assert operator.refusal("start", prompt="!id", **given) == "not-granted"
    assert owner.refusal("start", mode="custom", **given) == "not-possible"
    assert operator.refusal("prompt", gated.id, text="!echo x >> effects") == "not-granted"
    set_rules(
        gate_fleet,
        '[[rules]]\nname = "not now"\nkind = "start"\nmatch = ["claude"]\ndecide = "deny"\n'
        'reason = "the month is being closed"\n',
    )
    assert operator.refusal("start", **given) == "ruled-out"
    assert gated.effects() == []


def test_a_first_prompt_waits_for_the_agent_and_its_action_is_asked_about(
    gate_fleet: Fleet, owner: Person, tmp_path: Path
) -> None:
    gated = Gated(gate_fleet, owner, tmp_path / "w", prompt="bash echo first >> effects")
    asked = gated.question(owner, "first")
    assert asked["requesters"] == [owner.person]
    answer(owner, gated.id, asked)
    gated.said("ran")
    assert gated.effects() == ["first"]


# ----- many at once

HAPPENINGS = (
    *("allow", "allow", "allow", "bare", "bare", "everybody", "deny", "deny", "deny"),
    *("stop", "stop", "lock", "broker", "daemon", "steward", "archiver"),
)


def word_of(question: dict) -> str:
    """The word that this question's command leaves."""
    return str(question["input"]["command"].split()[1])


@pytest.mark.parametrize("seed", range(2))
def test_effects_are_never_more_than_allows(
    gate_fleet: Fleet, owner: Person, come: Come, tmp_path: Path, seed: int
) -> None:
    """Random interleavings of prompts, answers of two people in two ways, interrupts, a lock, and
    parts that are killed right after somebody has answered."""
    chosen = random.Random(seed)
    bo = come("bo", "approver")
    sessions = [Gated(gate_fleet, owner, tmp_path / f"w{n}") for n in range(2)]
    allowed: set[str] = set()
    """Words of commands that somebody has said yes to, in whichever way."""
    for step, what in enumerate(chosen.sample(HAPPENINGS, len(HAPPENINGS))):
        one = chosen.choice(sessions)
        open_ = one.questions(owner)
        if not open_:
            one.idle()
            one.prompt(*(f"s{step}{letter}" for letter in "ab"[: chosen.randint(1, 2)]))
            one.question(owner, f"s{step}a")
            open_ = one.questions(owner)
        # By now somebody's answer to it may be on its way.
        question = chosen.choice(open_)
        if what in ("allow", "everybody"):
            allowed.add(word_of(question))
            for person in (owner, bo) if what == "everybody" else (bo,):
                assert refusal(person, one.id, question) in ("", "approval-decided")
        elif what == "bare":
            allowed.add(word_of(question))
            for user in (gate_fleet.owner, "bo"):
                mosquitto_pub(gate_fleet, user, "allow", question["approval"])
        elif what == "deny":
            assert refusal(bo, one.id, question, "deny", reason="no") in ("", "approval-decided")
        elif what == "stop":
            again(owner, "interrupt", one.id)
        elif what == "lock":
            gate_fleet.cli("lock", "session", one.id, "-m", "a look")
            one.nothing_open(owner)
            gate_fleet.cli("unlock", "session", one.id)
            until(lambda: not policy_of(gate_fleet)["locks"], "no lock at the machine", SLOW)
        else:
            if chosen.random() < 0.7:
                allowed.add(word_of(question))
                mosquitto_pub(gate_fleet, "bo", "allow", question["approval"])
            gate_fleet.kill(what)
            gate_fleet.start(what)
            gate_fleet.wait_ready(what)
    for one in sessions:
        for question in one.questions(owner):
            refusal(owner, one.id, question, "deny", reason="the end")
        one.idle()
        words = {
            body["approval"]: body["input"]["command"].split()[1]
            for body in gate_fleet.bodies(one.id, "asked")
        }
        taken = [words[body["approval"]] for body in gate_fleet.bodies(one.id, "taken")]
        assert sorted(one.effects()) == sorted(taken), "what was released ran, and nothing else"
        assert len(taken) == len(set(taken)), "nothing was released twice"
        assert set(taken) <= allowed, "nobody has allowed it"
