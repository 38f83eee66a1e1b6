"""*Me*: devices of a person, on a hub of real processes, drawn without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from console import at_broker, current
from console.people import People, Person
from schemas.wire.layout import run_dir
from tests.console.rig import Rig
from tests.waiting import until


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """A hub without a gateway: the page is the test's own."""
    made = Rig(tmp_path_factory.mktemp("devices"))
    try:
        yield made.up(("broker", "steward"))  # type: ignore[misc]
    finally:
        made.down()


def devices(person: Person) -> bool:
    return person.access is not None and bool(person.access.devices)


def drawn(monkeypatch: pytest.MonkeyPatch, person: Person) -> AppTest:
    monkeypatch.setattr(current, "person", lambda wait=5.0: person)
    return AppTest.from_string(
        "from console.pages import me\nme.page()\n", default_timeout=30
    ).run()


def test_an_administrator_removes_a_device_in_two_taps_and_others_are_told_whom_to_ask(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig.add_user("ida", "viewer")
    for user in (rig.owner, "ida"):
        rig.cli("device", "add", "phone", "--user", user, "--may", "view")
    unix = run_dir(rig.home).broker
    people = People(unix)
    try:
        for user in ("ida", rig.owner):
            entered = at_broker.log_in(unix, user, rig.passwords[user], ("127.0.0.1", 1), "a test")
            person = people.enter(entered)
            assert person.wait(10), person.trouble
            told = partial(person.wait_for, partial(devices, person), 0.1)
            until(told, "the device is told of")
            app = drawn(monkeypatch, person)
            text = " ".join(part.proto.body for part in app.get("html"))
            assert "phone" in text and "It may see." in text
            if user == "ida":
                assert "To have one removed" in text and "Ask Root." in text
                assert not [one for one in app.button if (one.key or "").startswith("device-")]
        app.button(key="device-phone").click().run()
        assert devices(person), "one tap removes nothing"
        app.button(key="device-phone-yes").click().run()
        text = " ".join(part.proto.body for part in app.get("html"))
        assert "phone is removed" in text and not devices(person)
    finally:
        people.close()
