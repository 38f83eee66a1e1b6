"""People, groups, grants and devices, at the hub and from afar; and what taking away takes."""

from __future__ import annotations

import json
import stat
import time

import pytest

from schemas.wire import ids, topics
from schemas.wire.errors import Refused
from signalbox.hub_client import HubClient
from tests.signalbox.conftest import Come
from tests.system.fleet import Fleet
from tests.waiting import until


def test_access_is_edited_at_the_hub_and_comments_stay(shared: Fleet) -> None:
    path = shared.home.access
    path.write_text("# read before you change this\n" + path.read_text())
    shared.cli("user", "add", "carl", "--role", "none", "--group", "web")
    shared.cli("group", "add", "night", "carl")
    assert json.loads(shared.cli("group", "list", "--json").stdout)["night"] == ["carl"]
    shared.cli("grant", "add", "operator", "group:night", "--on", "build-*", "--projects", "web,-")
    grants = json.loads(shared.cli("grant", "list", "--json").stdout)
    assert grants[-1] == {
        "to": ["group:night"],
        "role": "operator",
        "machines": ["build-*"],
        "projects": ["web", "-"],
    }
    yes = shared.cli("can", "carl", "interrupt", "build-01/-", "--why")
    assert yes.stdout.startswith("yes\n") and "group:night" in yes.stdout
    no = shared.cli("can", "carl", "keys", "build-01", check=False)
    assert (no.returncode, no.stdout) == (1, "no\n")
    shared.cli("grant", "remove", str(len(grants)))
    assert shared.cli("can", "carl", "interrupt", "build-01/-", check=False).returncode == 1
    assert path.read_text().startswith("# read before you change this\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    for words in (
        ("user", "add", "dora", "--role", "king"),
        ("grant", "add", "viewer", "nobody-there"),
        ("user", "remove", shared.owner),
        ("device", "add", "x", "--user", "carl", "--may", "view,fly"),
        ("device", "add", "x", "--user", "carl", "--until", "2001-01-01"),
    ):
        done = shared.cli(*words, check=False)
        assert done.returncode == 1 and done.stderr.count("\n") == 1, (words, done)
    assert path.read_bytes() == before


def test_the_same_from_afar_by_admin_requests(shared: Fleet, come: Come) -> None:
    away = come()
    told = away.json("user", "add", "dora", "--role", "viewer")
    shared.passwords["dora"] = told["password"]
    assert told["password"] not in shared.home.access.read_text()
    dora = come("dora")
    assert "every machine: view" in dora.good("whoami")
    assert "right to admin" in dora.refused("user", "list")
    assert "dora" in [row["user"] for row in away.json("user", "list")]
    away.good("group", "add", "web", "dora")
    away.good("grant", "add", "operator", "group:web", "--on", "build-01", "--projects", "-")
    assert away.do("can", "dora", "stop", "build-01/-", "--why").stdout.startswith("yes")
    phone = away.json("device", "add", "phone", "--may", "view,approve", "--until", "30d")
    assert phone["username"] == f"{shared.owner}.phone"
    assert phone["password"] not in "".join(
        p.read_text() for p in shared.home.hub.glob("*") if p.is_file()
    )
    (row,) = [row for row in away.json("device", "list") if row["device"] == "phone"]
    assert row["may"] == ["approve", "view"] and row["until_us"] > time.time_ns() // 1000
    away.good("device", "remove", "phone")
    away.good("user", "remove", "dora")
    until(lambda: dora.do("whoami").returncode == 1, "dora is let in no more", 3)


@pytest.mark.parametrize("what", ["device", "person", "grant", "password"])
def test_what_is_taken_away_is_gone_within_a_second(shared: Fleet, what: str) -> None:
    """Connections, subscriptions and tokens; each of a person with a device and a token."""
    user = f"eve-{what}"
    shared.add_user(user, "driver")
    session = shared.run("cat")
    phone = json.loads(shared.cli("device", "add", "phone", "--user", user, "--json").stdout)
    url = f"mqtt://127.0.0.1:{shared.port}"
    name = phone["username"] if what == "device" else user
    secret = phone["password"] if what == "device" else shared.passwords[user]
    with until(lambda: _let_in(url, name, secret), "it is let in", 8, every=0.5) as holder:
        state = topics.filter_for("session.state")
        holder.read([state])
        until(lambda: _seen(holder, session), "the session is seen")
        began = {
            "device": ("device", "remove", "phone", "--user", user),
            "person": ("user", "remove", user),
            "password": ("user", "password", user),
            "grant": ("grant", "remove", str(_grant_of(shared, user))),
        }[what]
        shared.cli(*began)
        taken = time.monotonic()
        if what == "grant":
            # The connection may stay, with nothing in it.
            until(lambda: not _answers(holder, session), "its requests are dropped", 1.5)
        else:
            until(lambda: _cut(holder), "its connection is cut", 1.0)
            with pytest.raises(Refused) as refused:
                HubClient([url], name, secret).connect(5)
            assert refused.value.code == "unauthenticated"
        assert time.monotonic() - taken < 10
    shared.cli("stop", session, "--grace", "0")


def test_a_token_is_void_with_its_person(shared: Fleet, come: Come) -> None:
    shared.add_user("tom", "viewer")
    tom = come("tom")
    tom.good("ls")
    shared.cli("user", "remove", "tom")
    gone = time.monotonic()
    until(lambda: tom.do("whoami").returncode == 1, "the token opens nothing", 3)
    assert time.monotonic() - gone < 3
    assert "run `signalbox login`" in tom.refused("whoami")


def test_log_out_ends_the_log_in_at_the_hub(shared: Fleet, come: Come) -> None:
    """Also for who has copied the token: forgetting it here is not enough."""
    shared.add_user("lea", "viewer")
    here, there = come("lea"), come("lea")
    told = here.json("whoami")
    assert told["login"] in [login["id"] for login in told["logins"]] and len(told["logins"]) == 2
    assert here.good("whoami").count("(this one)") == 1
    kept = here.kept_login.read_bytes()
    here.good("logout")
    assert not here.kept_login.exists()
    here.kept_login.write_bytes(kept)
    assert "run `signalbox login`" in here.refused("whoami")
    left = there.json("whoami")
    assert [login["id"] for login in left["logins"]] == [left["login"]]
    kept = there.kept_login.read_bytes()
    assert "everywhere" in there.good("logout", "--everywhere")
    there.kept_login.write_bytes(kept)
    assert "run `signalbox login`" in there.refused("whoami")


def _let_in(url: str, name: str, secret: str) -> HubClient | None:
    try:
        return HubClient([url], name, secret).connect(5)
    except Refused:
        return None  # who was added a moment ago is known within a second


def _seen(client: HubClient, session: str) -> bool:
    client.receipts(0.1)
    return any(session in topic for topic, payload in client.retained.items() if payload)


def _cut(client: HubClient) -> bool:
    client.receipts(0.02)
    return not client.link.connected


def _answers(client: HubClient, session: str) -> bool:
    id_ = client.publish("watch", "build-01", ids.NONE, session, lease=0)
    try:
        client.answer("build-01", id_, 0.4)
    except Refused as refused:
        return refused.code != "hub-unreachable"
    return True


def _grant_of(fleet: Fleet, user: str) -> int:
    grants = json.loads(fleet.cli("grant", "list", "--json").stdout)
    return next(number for number, grant in enumerate(grants, 1) if user in grant["to"])
