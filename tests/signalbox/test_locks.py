"""Locks and guardrails by the command line, at the hub and from afar."""

from __future__ import annotations

import json

from schemas.wire.clock import Clock
from schemas.wire.layout import Home
from tests.signalbox.conftest import Come
from tests.system.fleet import Fleet
from tests.waiting import until

S = "01jd9x3k5rab7c"


def policy_of(home: Home) -> dict:
    """The one that the machine has kept."""
    return dict(json.loads(home.policy.read_bytes())["policy"])


def wait_policy(shared: Fleet, name: str, wanted: list[str]) -> None:
    key = {"guardrails": "name", "locks": "reason"}[name]
    until(
        lambda: [one[key] for one in policy_of(shared.home).get(name, [])] == wanted,
        f"{name} {wanted} on the machine",
        30,
    )


def test_what_is_locked_at_the_hub_reaches_the_machine_and_is_lifted_again(shared: Fleet) -> None:
    shared.cli("lock", "machine", "build-01", "-m", "mending the disk")
    wait_policy(shared, "locks", ["mending the disk"])
    assert policy_of(shared.home)["locks"][0]["scope"] == "machine"
    told = shared.cli("lock", "session", S, "--ttl", "15m", "-m", "odd").stdout
    assert told.startswith(f"Locked: session {S}, until ")
    rows = json.loads(shared.cli("lock", "--json").stdout)
    assert [(row["scope"], row["who"]) for row in rows] == [
        ("machine", "desk"),
        ("session", "desk"),
    ]
    left_us = rows[1]["until_us"] - Clock().wall_us()
    assert 0 < left_us <= 900_000_000
    assert "mending the disk" in shared.cli("lock").stdout
    shared.cli("unlock", "machine", "build-01")
    shared.cli("unlock", "session", S)
    wait_policy(shared, "locks", [])


def test_a_lock_ends_by_itself(shared: Fleet) -> None:
    shared.cli("lock", "all", "--ttl", "10s", "-m", "a moment")
    wait_policy(shared, "locks", ["a moment"])
    wait_policy(shared, "locks", [])
    assert json.loads(shared.cli("lock", "--json").stdout) == []


def test_wrong_words_lock_nothing(shared: Fleet) -> None:
    for words in (
        ("lock", "all"),
        ("lock", "all", "x", "-m", "why"),
        ("lock", "user", "-m", "why"),
        ("lock", "user", "nobody", "-m", "why"),
        ("lock", "machine", "nowhere", "-m", "why"),
        ("lock", "session", "no-such-title", "-m", "why"),
        ("lock", "all", "--ttl", "soon", "-m", "why"),
        ("unlock",),
        ("unlock", "all"),
    ):
        done = shared.cli(*words, check=False)
        assert done.returncode == 1 and done.stderr.count("\n") == 1, (words, done)
    assert json.loads(shared.cli("lock", "--json").stdout) == []


def test_rules_are_listed_added_and_removed_with_their_order_and_what_is_doubtful(
    shared: Fleet,
) -> None:
    path = shared.home.hub / "rules.toml"
    path.write_text("# ours\n\n")
    git = ("--kind", "command", "--match", "git log *", "--decide", "allow")
    shared.cli("rule", "add", "look", *git)
    lead = ("--kind", "command", "--match", "git push *", "--decide", "ask", "--group", "leads")
    shared.cli("rule", "add", "push", *lead, "--count", "2", "--exclude-requester", "--first")
    shadowed = shared.cli("rule", "add", "late", *git, "--last")
    assert "late" in shadowed.stderr and "look" in shadowed.stderr
    shared.cli("rule", "add", "early", *git, "--on", "build-*,m1", "--before", "look")
    wait_policy(shared, "guardrails", ["push", "early", "look", "late"])
    listed = shared.cli("rule", "list")
    assert "ask: 2 of leads, not who asked for it" in listed.stdout
    assert "machines build-*, m1" in listed.stdout
    assert path.read_text().startswith("# ours\n\n")
    before = path.read_bytes()
    for words in (
        ("rule", "add", "look", *git),
        ("rule", "add", "x", "--kind", "any", "--decide", "deny"),
        ("rule", "add", "x", *git, "--expires", "1h30"),
        ("rule", "add", "x", *git, "--first", "--before", "push"),
        ("rule", "add", "x", *git, "--before", "nobody"),
        ("rule", "remove", "nobody"),
    ):
        done = shared.cli(*words, check=False)
        assert done.returncode == 1 and done.stderr.count("\n") == 1, (words, done)
    assert path.read_bytes() == before
    for name in ("push", "early", "look", "late"):
        shared.cli("rule", "remove", name)
    wait_policy(shared, "guardrails", [])


def test_the_same_from_afar_by_admin_requests_and_only_by_who_may(
    shared: Fleet, come: Come
) -> None:
    away = come()
    told = away.json("lock", "user", shared.owner, "-m", "from afar")
    assert told == {"scope": "user", "name": shared.owner, "reason": "from afar"}
    wait_policy(shared, "locks", ["from afar"])
    (row,) = away.json("lock")
    assert row["who"] == shared.owner
    # A locked person still administers the hub, or nobody could lift it.
    away.good("unlock", "user", shared.owner)
    wait_policy(shared, "locks", [])
    away.good("rule", "add", "x", "--kind", "any", "--decide", "ask")
    wait_policy(shared, "guardrails", ["x"])
    away.good("rule", "remove", "x")
    shared.add_user("vic", "viewer")
    vic = come("vic")
    assert "admin" in vic.refused("lock", "all", "-m", "why")
    assert json.loads(shared.cli("lock", "--json").stdout) == []
