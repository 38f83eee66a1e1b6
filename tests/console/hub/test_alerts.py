"""Alerts from a machine's document to the person's device: once, to the right ones, or not."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from console.hub import channels, preferences, push
from console.hub.alerts import Alerts
from console.hub.preferences import Preferences
from console.live import Live
from schemas.wire.layout import Home
from tests.broker.hub_processes import Client, Hub
from tests.console.hub.documents import KEY, SESSION, TOPIC, now_us, question, state
from tests.console.hub.listener import Browser, Listener, vapid_claims
from tests.waiting import until

ROOT = Path(__file__).parents[3]
BASE = "https://hub.example"
LINK = f"{BASE}/session?s=build-01/web/{SESSION}"


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


@pytest.fixture
def told(hub: Hub, go_live: Callable[[], Live]) -> Iterator[Callable[[], Alerts]]:
    """Start the alerts of this hub, which may send to this computer."""
    allow_private(hub)
    started: list[Alerts] = []

    def start() -> Alerts:
        live = go_live()
        alerts = Alerts(hub.home, live, BASE)
        alerts.start()
        started.append(alerts)
        return alerts

    yield start
    for alerts in started:
        alerts.stop()


def allow_private(hub: Hub) -> None:
    with hub.home.config.open("a") as file:
        file.write("[alerts]\nprivate_addresses = true\n")


def webhook(home: Home, user: str, listener: Listener, **wishes: object) -> None:
    made = channels.make("webhook", f"{listener.url}/hook?key=s3cret", "t0ken", private=True)
    preferences.save(home, user, Preferences.model_validate({"channels": [made], **wishes}))


def quiet(listener: Listener, machine: Client) -> None:
    """Nothing more comes: a later alert arrives first."""
    other = TOPIC.replace(SESSION, "0123456789zzzz")
    machine.publish(other, state(session="0123456789zzzz", phase="waiting").encode(), retain=True)
    assert "zzzz" in listener.next().json["tag"]


def test_each_kind_is_told_once_and_names_the_machine_alone(
    hub: Hub, told: Callable[[], Alerts], listener: Listener
) -> None:
    webhook(hub.home, "ana", listener)
    told()
    machine = hub.machine()
    secret = {"title": "secret plan", "folder": "/srv/web"}
    waiting = state(phase="waiting", since=now_us(), **secret)
    machine.publish(TOPIC, waiting.encode(), retain=True)
    first = listener.next()
    assert first.path == "/hook?key=s3cret"
    assert first.headers["authorization"] == "Bearer t0ken"
    assert first.json["title"] == "A session on build-01 waits for you"
    assert first.json["url"] == LINK and first.json["kind"] == "waiting"
    assert b"secret plan" not in first.body and b"web" not in first.json["message"].encode()
    machine.publish(TOPIC, waiting.model_copy(update={"head": 9}).encode(), retain=True)
    calls = state(attention=now_us(), **secret)
    machine.publish(TOPIC, calls.encode(), retain=True)
    assert listener.next().json["title"] == "A session on build-01 calls for you"
    ended = state(phase="ended", exit={"status": 0}, **secret)
    machine.publish(TOPIC, ended.encode(), retain=True)
    assert listener.next().json["title"] == "A session on build-01 has finished"
    machine.publish(TOPIC, ended.model_copy(update={"archived": 9}).encode(), retain=True)
    quiet(listener, machine)


@pytest.mark.parametrize(
    ("phase", "exit", "title"),
    [
        ("ended", {"status": 1}, "has failed"),
        ("ended", {"signal": "SIGKILL"}, "has failed"),
        ("lost", None, "has failed"),
        ("ended", {"status": 0}, "has finished"),
    ],
)
def test_an_end_is_told_by_how_it_ended(
    hub: Hub,
    told: Callable[[], Alerts],
    listener: Listener,
    phase: str,
    exit: dict[str, object] | None,
    title: str,
) -> None:
    webhook(hub.home, "ana", listener, details=True)
    told()
    ended = state(phase=phase, title="mend\x1b[31m it", **({"exit": exit} if exit else {}))
    hub.machine().publish(TOPIC, ended.encode(), retain=True)
    heard = listener.next().json
    assert heard["title"] == f"mend␛[31m it {title}"
    assert heard["message"] == "build-01, project web"


def test_who_watches_or_may_not_see_or_does_not_want_it_is_not_told(
    hub: Hub, told: Callable[[], Alerts]
) -> None:
    people = {name: Listener() for name in ("ana", "bob", "cy", "dora")}
    ana = hub.client()
    for name in ("bob", "cy", "dora"):
        ana.admin("user.add", user=name, password=f"{name}s password")
    ana.admin("grant.add", to=["bob", "dora"], role="viewer", machines=["*"], projects=["web"])
    for name, listener in people.items():
        webhook(hub.home, name, listener, waiting=name != "dora")
    alerts = told()
    live = alerts._live
    until(lambda: live.people().get("bob") and live.people()["bob"].held, "bob's grant")
    machine = hub.machine()
    waiting = state(phase="waiting", watchers=["ana.phone"])
    machine.publish(TOPIC, waiting.encode(), retain=True)
    people["bob"].next()
    failed = state(phase="ended", exit={"status": 2})
    machine.publish(TOPIC, failed.encode(), retain=True)
    for name in ("bob", "dora"):
        assert people[name].next().json["kind"] == "failed", f"{name} was told nothing before"
    other = "0123456789abce"
    asks = state(session=other, phase="waiting", watchers=["anabel"])
    machine.publish(TOPIC.replace(SESSION, other), asks.encode(), retain=True)
    said = people["ana"].next().json
    assert said["tag"].startswith(other), "it had ended in view of ana"
    with pytest.raises(queue.Empty):
        people["cy"].got.get_nowait()
    for listener in people.values():
        listener.close()


def test_old_ends_and_a_restart_flood_nobody(
    hub: Hub, told: Callable[[], Alerts], listener: Listener
) -> None:
    machine = hub.machine()
    for number in range(5):
        name = f"0123456789ab{number:02}"
        old = state(session=name, phase="ended", exit={"status": 0}, since=1_000_000)
        machine.publish(TOPIC.replace(SESSION, name), old.encode(), retain=True)
    webhook(hub.home, "ana", listener)
    first = told()
    standing = state(phase="waiting")
    machine.publish(TOPIC, standing.encode(), retain=True)
    assert SESSION in listener.next().json["tag"]
    until(lambda: not first._pending, "noted as told")
    first.stop()
    told()
    quiet(listener, machine)


def test_what_happened_while_the_gateway_was_down_is_told_when_it_is_back(
    hub: Hub, told: Callable[[], Alerts], listener: Listener
) -> None:
    webhook(hub.home, "ana", listener)
    first = told()
    machine = hub.machine()
    machine.publish(TOPIC, state().encode(), retain=True)
    until(lambda: first._live.session(f"build-01/web/{SESSION}"), "seen")
    first.stop()
    first._live.stop()  # type: ignore[attr-defined]
    machine.publish(TOPIC, state(phase="ended", exit={"status": 3}).encode(), retain=True)
    told()
    assert listener.next().json["kind"] == "failed"


def test_web_push_is_encrypted_signed_and_ends_when_the_browser_is_gone(
    hub: Hub, told: Callable[[], Alerts], listener: Listener
) -> None:
    browser = Browser()
    alerts = told()
    push.subscribe(
        hub.home,
        "ana",
        f"{listener.url}/push/abc",
        browser.p256dh,
        browser.auth,
        "phone",
        now_us(),
        private=True,
    )
    assert (hub.home.hub_keys / "vapid.key").stat().st_mode & 0o777 == 0o600
    machine = hub.machine()
    machine.publish(TOPIC, state(phase="waiting", title="secret plan").encode(), retain=True)
    heard = listener.next()
    said = browser.read(heard)
    assert said["title"] == "A session on build-01 waits for you" and said["body"] == ""
    assert said["path"] == f"/session?s=build-01/web/{SESSION}"
    assert said["tag"].startswith(f"{SESSION}.waiting.")
    assert heard.headers["urgency"] == "high" and int(heard.headers["ttl"]) > 0
    claims = vapid_claims(heard, alerts.public_key)
    assert claims["aud"] == listener.url and claims["sub"] == BASE
    assert len(preferences.load(hub.home, "ana").browsers) == 1
    listener.status = 410
    machine.publish(TOPIC, state(phase="ended", exit={"status": 0}).encode(), retain=True)
    listener.next()
    until(lambda: not preferences.load(hub.home, "ana").browsers, "the subscription is removed")


def test_ntfy_gets_title_link_priority_and_token(
    hub: Hub, told: Callable[[], Alerts], listener: Listener
) -> None:
    made = channels.make("ntfy", f"{listener.url}/my-topic", "tk_1", private=True)
    preferences.save(hub.home, "ana", Preferences(channels=[made]))
    told()
    hub.machine().publish(TOPIC, state(phase="waiting").encode(), retain=True)
    heard = listener.next()
    assert heard.path == "/" and heard.json["topic"] == "my-topic"
    assert heard.json["message"] == "A session on build-01 waits for you"
    assert heard.headers["x-click"] == LINK and heard.headers["authorization"] == "Bearer tk_1"
    assert heard.headers["x-priority"] in ("high", "4")


def test_a_failure_is_told_on_me_and_tried_again(
    hub: Hub,
    told: Callable[[], Alerts],
    listener: Listener,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("console.hub.alerts.AGAIN_MS", (300, 300))
    webhook(hub.home, "ana", listener)
    listener.status = 503
    alerts = told()
    hub.machine().publish(TOPIC, state(phase="waiting").encode(), retain=True)
    listener.next()

    def trouble() -> str:
        found = preferences.load(hub.home, "ana").channels[0].trouble
        return found.why if found else ""

    until(lambda: "503" in trouble(), "told on Me")
    listener.status = 200
    listener.next()
    until(lambda: not trouble() and not alerts._pending, "arrived, and the trouble is over")
    listener.status = 401
    hub.machine().publish(TOPIC, state(phase="ended", exit={"status": 0}).encode(), retain=True)
    listener.next()
    until(lambda: "401" in trouble() and not alerts._pending, "given up at once")
    assert "s3cret" not in caplog.text and "t0ken" not in caplog.text


def test_a_person_who_is_gone_leaves_no_secrets(hub: Hub, told: Callable[[], Alerts]) -> None:
    ana = hub.client()
    ana.admin("user.add", user="bob", password="bobs password")
    preferences.save(hub.home, "bob", Preferences(details=True))
    path = preferences.path_of(hub.home, "bob")
    alerts = told()
    until(lambda: "bob" in alerts._live.people(), "bob is known")
    kept = hub.home.hub / "alerts" / "inboxes"
    until(lambda: '"bob"' in kept.read_text(), "bob has an inbox")
    assert path.stat().st_mode & 0o777 == 0o600
    ana.admin("user.remove", user="bob")
    until(lambda: not path.exists(), "the file is gone", 5)


def test_quiet_hours_hold_back_what_still_waits_and_drop_what_has_ended(
    hub: Hub,
    told: Callable[[], Alerts],
    listener: Listener,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("console.hub.alerts.LOOK_MS", 200)
    webhook(hub.home, "ana", listener, quiet=[{"zone": "UTC", "start": "00:00", "end": "00:00"}])
    alerts = told()
    machine = hub.machine()
    machine.publish(TOPIC, state(phase="waiting").encode(), retain=True)
    over = "0123456789vver"
    ended = state(session=over, phase="ended", exit={"status": 0})
    machine.publish(TOPIC.replace(SESSION, over), ended.encode(), retain=True)
    until(lambda: len(alerts._ledger) == 2 and len(alerts._pending) == 1, "one is held, one not")
    assert listener.got.empty()
    preferences.update(hub.home, "ana", lambda before: before.model_copy(update={"quiet": []}))
    assert SESSION in listener.next().json["tag"]
    quiet(listener, machine)


def test_what_was_answered_before_it_could_be_told_is_not_told(
    hub: Hub,
    told: Callable[[], Alerts],
    listener: Listener,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("console.hub.alerts.AGAIN_MS", (600, 600))
    webhook(hub.home, "ana", listener)
    listener.status = 500
    alerts = told()
    machine = hub.machine()
    machine.publish(TOPIC, state(phase="waiting").encode(), retain=True)
    listener.next()
    machine.publish(TOPIC, state(phase="working").encode(), retain=True)
    until(lambda: not alerts._pending, "it is dropped")
    listener.status = 200
    quiet(listener, machine)


def test_a_session_that_flaps_is_told_no_more_than_so_often(
    hub: Hub,
    told: Callable[[], Alerts],
    listener: Listener,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("console.hub.alerts.MOST_AN_HOUR", 3)
    webhook(hub.home, "ana", listener)
    alerts = told()
    machine = hub.machine()
    for number in range(1, 6):
        machine.publish(TOPIC, state(attention=now_us() + number).encode(), retain=True)
        until(lambda n=number: len(alerts._ledger) == n and not alerts._pending, "dealt with")
    assert listener.got.qsize() == 3
    trouble = preferences.load(hub.home, "ana").channels[0].trouble
    assert trouble is not None and "in an hour" in trouble.why


def test_alerts_go_on_after_the_broker_was_killed(
    hub: Hub, told: Callable[[], Alerts], listener: Listener
) -> None:
    webhook(hub.home, "ana", listener)
    alerts = told()
    machine = hub.machine()
    machine.publish(TOPIC, state(phase="waiting").encode(), retain=True)
    listener.next()
    hub.end("broker", signal.SIGKILL)
    hub.start("broker")
    until(alerts._live.settled, "back", 20)
    quiet(listener, hub.machine())


@pytest.fixture
def teller(hub: Hub) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    allow_private(hub)
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.console.hub.teller", str(hub.home.root)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_killed_before_it_could_send_it_is_told_once_after_the_restart(
    hub: Hub, teller: Callable[[], subprocess.Popen[str]]
) -> None:
    listener = Listener()
    webhook(hub.home, "ana", listener)
    port = listener.port
    listener.close()  # nobody takes it now
    first = teller()
    machine = hub.machine()
    machine.publish(TOPIC, state(phase="ended", exit={"status": 0}).encode(), retain=True)
    ledger = hub.home.hub / "alerts" / "told.jsonl"
    until(lambda: ledger.exists() and SESSION in ledger.read_text(), "noted")
    first.send_signal(signal.SIGKILL)
    first.wait(5)
    machine.publish(TOPIC, b"", retain=True)  # not even its document is left
    again = Listener(port)
    teller()
    assert again.next().json["title"] == "A session on build-01 has finished"
    until(lambda: '"done"' in ledger.read_text(), "noted as sent")
    quiet(again, machine)
    again.close()


def test_killed_while_it_sends_it_tells_again_with_the_same_tag(
    hub: Hub, teller: Callable[[], subprocess.Popen[str]], listener: Listener
) -> None:
    webhook(hub.home, "ana", listener)
    listener.hold.clear()
    first = teller()
    machine = hub.machine()
    machine.publish(TOPIC, state(phase="waiting").encode(), retain=True)
    tag = listener.next().json["tag"]
    first.send_signal(signal.SIGKILL)
    first.wait(5)
    listener.hold.set()
    teller()
    assert listener.next().json["tag"] == tag, "at least once, and recognisable"
    quiet(listener, machine)


def test_each_question_is_told_to_whom_it_waits_for_and_leads_to_it(
    hub: Hub, told: Callable[[], Alerts]
) -> None:
    people = {"ana": Listener(), "bob": Listener(), "vic": Listener()}
    ana = hub.client()
    for name, role in (("bob", "approver"), ("vic", "viewer")):
        ana.admin("user.add", user=name, password=f"{name}s password")
        ana.admin("grant.add", to=[name], role=role, machines=["*"], projects=["web"])
    for name, listener in people.items():
        webhook(hub.home, name, listener, details=name == "bob")
    live = told()._live
    until(lambda: all(n in live.people() and live.people()[n].held for n in people), "grants")
    machine = hub.machine()
    excluded = {"exclude_requester": True, "requesters": ["ana"]}
    first = question(1, now_us(), **excluded)
    second = question(2, now_us(), input={"command": "secret word"})
    for asked in ([first], [first, second]):
        waits = state(phase="waiting", since=first.asked, title="Release")
        made = waits.model_copy(update={"questions": asked})
        machine.publish(TOPIC, made.encode(), retain=True)
        heard = people["bob"].next().json
        assert heard["title"] == "Release waits for you"
        assert heard["message"] == "build-01, project web: git push"
        assert heard["url"].endswith(f"/approvals?s={KEY}&a={asked[-1].approval}")
    told_ana = people["ana"].next()
    assert told_ana.json["url"].endswith("&a=00000002"), "the first was ana's own wish"
    assert b"git push" not in told_ana.body and b"secret" not in told_ana.body
    failed = state(phase="ended", exit={"status": 1})
    machine.publish(TOPIC, failed.encode(), retain=True)
    assert people["vic"].next().json["kind"] == "failed", "vic, who looks on, was told nothing"
