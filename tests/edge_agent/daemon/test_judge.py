"""Lateness, rights and locks, by the machine's own clock and the signed policy."""

from __future__ import annotations

import pytest

from edge_agent.daemon import judge
from edge_agent.daemon.policy import PolicyKeeper
from edge_agent.daemon.starting import is_gated, launch_for
from schemas.documents.policy import Lock, Policy, public_key, sign
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.layout import Home, make_private
from schemas.wire.verbs import check
from tests.edge_agent.daemon.refusing import refuses

S = "0123456789abcd"


def request(verb: str = "prompt", boot: int = 100_000, ttl: int = 15, inc: str = "me", **fields):
    given = fields or {"text": "x"}
    return check(verb, {"id": "r", "ttl": ttl, "seen": {"boot": boot, "incarnation": inc}, **given})


@pytest.mark.parametrize("after", [0, 1, 24_999, 25_000])
def test_until_beat_plus_interval_plus_ttl_it_is_in_time(after):
    assert judge.deadline(request(), 100_000 + after, "me") == 125_000


@pytest.mark.parametrize("after", [25_001, 8 * 3600 * 1000])
def test_later_it_is_too_late(after):
    with refuses("too-late"):
        judge.deadline(request(), 100_000 + after, "me")


@pytest.mark.parametrize(("boot", "inc"), [(100_000, "other"), (100_001, "me"), (10**12, "me")])
def test_another_incarnations_beat_and_one_from_the_future_are_stale(boot, inc):
    with refuses("stale"):
        judge.deadline(request(boot=boot, inc=inc), 100_000, "me")


def policy(**fields) -> Policy:
    given = {"machine": "m1", "version": 1, "fresh_until": 2**52, "grants": {}, **fields}
    return Policy(**given)


@pytest.mark.parametrize(
    ("rights", "gated", "text", "may"),
    [
        (["operate"], True, "fix it", True),
        (["operate"], True, "!rm -rf /", False),
        (["operate"], True, "a\x1b[b", False),
        (["operate"], False, "fix it", False),
        (["drive"], False, "fix it", True),
        (["view", "approve", "audit", "admin"], True, "fix it", False),
        ([], True, "fix it", False),
    ],
)
def test_a_prompt_takes_operate_or_drive(rights, gated, text, may):
    held = policy(grants={"ana": {"web": rights}})
    asked = request(text=text)
    if may:
        judge.check_rights(held, "ana", "web", asked, gated)
    else:
        with refuses("not-granted"):
            judge.check_rights(held, "ana", "web", asked, gated)
    with refuses("not-granted"):
        judge.check_rights(held, "ana", "api", asked, gated)
    with refuses("not-granted"):
        judge.check_rights(held, "bob", "web", asked, gated)


def test_a_right_on_one_session_is_none_on_another_one_nor_on_its_project():
    one = {"ana": {"web": {S: ["operate"]}}}
    held = policy(grants={"ana": {"web": ["view"]}}, sessions=one)
    judge.check_rights(held, "ana", "web", request(), True, S)
    for project, session in (("web", S[::-1]), ("web", None), ("api", S), ("-", S)):
        with refuses("not-granted"):
            judge.check_rights(held, "ana", project, request(), True, session)
    with refuses("not-granted"):
        judge.check_rights(held, "bob", "web", request(), True, S)


def test_every_project_does_not_mean_no_project():
    held = policy(grants={"ana": {"*": ["operate", "drive"]}})
    judge.check_rights(held, "ana", "web", request(), False)
    with refuses("not-granted"):
        judge.check_rights(held, "ana", "-", request(), False)


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
    ],
)
def test_a_lock_holds_whom_it_names_until_it_ends(lock, held):
    made = policy(locks=[Lock(reason="r", who="eve", **lock)])
    if held:
        with refuses("locked"):
            judge.check_locks(made, "ana", S, 1_000)
    else:
        judge.check_locks(made, "ana", S, 1_000)


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path / "h")
    make_private(home.edge)
    make_private(home.edge_keys)
    return home


def test_the_policy_on_the_disk_is_verified_and_never_goes_back(home):
    private = b"p" * 32
    (home.edge_keys / "hub.pub").write_text(public_key(private))
    keeper = PolicyKeeper(home, "m1", Clock())
    with refuses("no-policy"):
        keeper.fresh()
    keeper.take(sign(policy(version=5), private))
    assert keeper.fresh().version == 5
    for bad in (
        sign(policy(version=4), private),
        sign(policy(version=6), b"q" * 32),
        sign(policy(version=6, machine="m2"), private),
        b"{}",
    ):
        with pytest.raises(Refused):
            keeper.take(bad)
        assert keeper.fresh().version == 5
    keeper.lost()
    with refuses("no-policy"):
        keeper.fresh()
    again = PolicyKeeper(home, "m1", Clock())
    assert again.current.version == 5 and not again.arrived
    with refuses("no-policy"):
        again.take(sign(policy(version=4), private))
    raw = home.policy.read_bytes()
    home.policy.write_bytes(raw.replace(b'"version":5', b'"version":9'))
    damaged = PolicyKeeper(home, "m1", Clock())
    assert damaged.current is None and damaged.fault


def starting(projects, project, **fields):
    asked = request("start", agent="terminal", argv=["/bin/true"], **fields)
    return launch_for(asked, "ana", "m1", project, projects)


def test_a_folder_is_of_the_very_project_that_rights_were_judged_by(tmp_path):
    web, inner = tmp_path / "web", tmp_path / "web" / "secret"
    inner.mkdir(parents=True)
    link = tmp_path / "link"
    link.symlink_to(inner)
    projects = {"web": str(web), "secret": str(inner)}
    assert starting(projects, "web").folder == str(web)
    for folder in (inner, link, tmp_path, web / "secret" / ".." / "secret"):
        with refuses("not-granted"):
            starting(projects, "web", folder=str(folder))
    with refuses("no-such-project"):
        starting(projects, "api")
    with refuses("no-such-folder"):
        starting(projects, "web", folder="relative")
    with refuses("not-granted"):
        starting(projects, "-", folder=str(web))
    assert starting(projects, "-", folder=str(tmp_path)).project == "-"


RULES = [
    {"name": "commands", "kind": "any", "decide": "deny", "reason": "not what is meant"},
    {"name": "here", "kind": "start", "match": ["claude"], "projects": ["web"], "decide": "allow"},
    {"name": "none else", "kind": "start", "match": ["cl*"], "decide": "deny", "reason": "not yet"},
    {"name": "people", "kind": "start", "match": ["terminal"], "machines": ["m1"], "decide": "ask"},
]


@pytest.mark.parametrize(
    ("agent", "machine", "project", "why"),
    [
        ("claude", "m1", "web", None),
        ("claude", "m1", "api", "none else: not yet"),
        ("claude", "m2", "-", "none else: not yet"),
        ("terminal", "m1", "web", "people: it asks for people"),
        ("terminal", "m2", "web", None),
        ("codex", "m1", "web", None),
    ],
)
def test_the_first_rule_of_kind_start_that_fits_judges_a_start(agent, machine, project, why):
    if why is None:
        judge.check_start_rules(RULES, agent, machine, project, "/srv")
    else:
        with pytest.raises(Refused, match=why) as refused:
            judge.check_start_rules(RULES, agent, machine, project, "/srv")
        assert refused.value.code == "ruled-out"


def test_a_start_is_refused_where_a_rule_cannot_be_read():
    with refuses("bad-field"):
        judge.check_start_rules([{**RULES[1], "unless": "x"}], "codex", "m1", "web", "/srv")


def start_of(**fields):
    seen = {"boot": 1, "incarnation": "d"}
    return check("start", {"id": "r", "seen": seen, "agent": "claude", **fields})


@pytest.mark.parametrize(
    ("fields", "right"),
    [
        ({}, "operate"),
        ({"gate": "gated", "mode": "ask-all", "prompt": "fix it"}, "operate"),
        ({"gate": "not gated"}, "drive"),
        ({"agent": "terminal", "argv": ["/bin/sh"]}, "drive"),
        ({"agent": "nobody-knows"}, "drive"),
        # As good as a shell, whatever its gate.
        ({"prompt": "!rm -rf /"}, "drive"),
        ({"argv": ["--model", "x", " /bashes"]}, "drive"),
        ({"prompt": "a\x1b[Z"}, "drive"),
    ],
)
def test_a_gated_start_takes_operate_and_any_other_drive(fields, right):
    asked = start_of(**fields)
    for held in ("operate", "drive"):
        granted = policy(grants={"ana": {"web": [held]}})
        if held == right:
            judge.check_rights(granted, "ana", "web", asked, is_gated(asked))
        else:
            with refuses("not-granted"):
                judge.check_rights(granted, "ana", "web", asked, is_gated(asked))


@pytest.mark.parametrize(
    ("fields", "gate", "mode"),
    [
        ({}, "gated", "standard"),
        ({"mode": "watch-only"}, "gated", "watch-only"),
        ({"gate": "not gated"}, "not gated", None),
        ({"agent": "terminal", "argv": ["/bin/cat"]}, "not gated", None),
    ],
)
def test_what_an_agents_gate_can_be_is_how_it_is_started(fields, gate, mode, tmp_path):
    asked = start_of(folder=str(tmp_path), **fields)
    launch = launch_for(asked, "ana", "m1", "-", {})
    assert (launch.gate, launch.mode) == (gate, mode)


@pytest.mark.parametrize(
    "fields",
    [
        {"mode": "custom"},
        {"gate": "not gated", "mode": "standard"},
        {"agent": "terminal", "argv": ["/bin/cat"], "mode": "ask-all"},
        {"agent": "terminal", "argv": ["/bin/cat"], "gate": "gated"},
        {"kind": "managed"},
    ],
)
def test_a_start_that_nothing_can_gate_as_wanted_is_refused(fields, tmp_path):
    with refuses("not-possible"):
        launch_for(start_of(folder=str(tmp_path), **fields), "ana", "m1", "-", {})
