"""People who come, log in, get rights and lose them, while the hub runs."""

from __future__ import annotations

import json

from schemas.wire import topics
from schemas.wire.errors import Refused
from tests.system.fleet import Fleet
from tests.system.installed import Installed
from tests.system.person import Person
from tests.waiting import until


def test_rights_that_are_changed_in_the_file_hold_within_moments_and_a_broken_file_changes_none(
    fleet: Fleet,
) -> None:
    session = fleet.run("cat")
    fleet.add_user("eve", "viewer")
    with until(lambda: log_in(fleet, "eve"), "eve is let in", 5) as eve:
        until(lambda: watches(eve, session), "the machine knows eve's rights", 20)
        good = fleet.home.access.read_text()
        assert '"viewer"' in good
        fleet.home.access.write_text(good.replace('"viewer"', '"driver"'))
        until(lambda: allowed(eve, session), "eve may drive", 20)
        fleet.home.access.write_text(good + "\n[[grants\n")
        until(lambda: "access.toml" in hub_state(eve), "the hub tells of the broken file", 10)
        assert allowed(eve, session)
        fleet.home.access.write_text(good)
        until(lambda: not allowed(eve, session), "eve may drive no more", 20)
        assert eve.refusal("watch", session, lease=1) == ""
        fleet.cli("user", "remove", "eve")
        until(lambda: gone(eve), "eve's connection is ended", 5)
    assert until(lambda: refused(fleet, "eve"), "eve is let in no more", 5) == "unauthenticated"


def test_log_in_keeps_a_token_and_no_password_and_a_new_password_ends_it(
    installed: Installed,
) -> None:
    told = json.loads(installed.good("up", "--json"))
    user, password = told["owner"], told["password"]
    installed.good("login", "--user", user, typed=f"{password}\n")
    assert user in installed.good("whoami")
    kept = [p.read_bytes() for p in installed.home.root.rglob("*") if p.is_file()]
    assert not [data for data in kept if password.encode() in data]
    fresh = json.loads(installed.good("user", "password", user, "--json"))["password"]
    until(lambda: installed.do("whoami")[0] == 1, "the old log-in is void", 10)
    installed.refused("login", "--user", user, typed=f"{password}\n")
    installed.good("login", "--user", user, typed=f"{fresh}\n")
    installed.good("whoami")


def log_in(fleet: Fleet, user: str) -> Person:
    try:
        return fleet.person(user)
    except Refused as wrong:
        raise AssertionError(str(wrong)) from None


def watches(eve: Person, session: str) -> bool:
    return eve.refusal("watch", session, lease=1) == ""


def refused(fleet: Fleet, user: str) -> str:
    try:
        fleet.person(user).close()
    except Refused as wrong:
        return wrong.code
    return ""


def allowed(eve: Person, session: str) -> bool:
    """Whether a request that takes *drive* is carried out; the broker drops it otherwise."""
    return eve.refusal("resize", session, timeout_s=1, columns=80, rows=24) == ""


def hub_state(eve: Person) -> str:
    eve.read([topics.filter_for("hub.presence")], 0)
    eve.pass_time(0.2)
    return " ".join(str(p) for t, p in eve.retained.items() if "/hub/presence/" in t)


def gone(eve: Person) -> bool:
    eve.pass_time(0.1)
    return not eve.connected
