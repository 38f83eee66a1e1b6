"""What people give as an address is called only where it may be, and never for long."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
import requests

from console.hub import channels, notice
from console.hub.outcome import Retry, Unsent
from console.hub.outgoing import check_url, outgoing
from console.hub.preferences import Channel
from schemas.wire.errors import Refused
from tests.console.hub.listener import Listener

NOTICE = notice.of("build-01/web/0123456789abcd", None, "waiting", 5, details=True)


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/hook",
        "ftp://example.org/",
        "https://user:secret@example.org/",
        "https://127.0.0.1/",
        "https://127.1.2.3:8443/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://0.0.0.0/",
        "https://10.0.0.7/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://100.64.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://224.0.0.1/",
        "https://localhost/",
        "https://hub.localhost/",
        "https://exa mple.org/",
        "https://example.org/\r\nX: 1",
        "https:///nowhere",
        "https://example.org:99999/",
        "file:///etc/passwd",
    ],
)
def test_such_an_address_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        check_url(url, private=False)
    with outgoing(private=False) as session, pytest.raises(Refused):
        session.post(url)


def test_a_public_address_is_taken_and_a_setting_lets_private_ones_in() -> None:
    assert check_url("https://ntfy.example/topic?x=%20", private=False)
    assert check_url("http://127.0.0.1:8080/", private=True)
    assert check_url("https://192.168.1.1/", private=True)
    with pytest.raises(Refused):
        check_url("https://224.0.0.1/", private=True)


@pytest.mark.parametrize("kind", ["ntfy", "webhook"])
def test_a_name_that_leads_into_the_hubs_own_net_is_not_called(
    kind: str, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a name server says is looked at where the connection is made."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", listener.port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    url = f"https://rebinding.example:{listener.port}/topic"
    channel = channels.make(kind, url, None, private=False)  # type: ignore[arg-type]
    with pytest.raises(Unsent, match="own network"):
        channels.send(channel, NOTICE, "https://hub.example", private=False)
    assert listener.got.empty()


@pytest.mark.parametrize("kind", ["ntfy", "webhook"])
def test_a_redirect_is_not_followed(kind: str, listener: Listener) -> None:
    other = Listener()
    listener.status, listener.location = 307, f"{other.url}/taken"
    channel = Channel(id="c-1", kind=kind, url=f"{listener.url}/topic")  # type: ignore[arg-type]
    with pytest.raises(Unsent, match="307"):
        channels.send(channel, NOTICE, "https://hub.example", private=True)
    assert other.got.empty()
    other.close()


def test_a_webhooks_path_and_query_arrive_as_they_were_given(listener: Listener) -> None:
    path = "/a%2Fb/c%20d?key=s%26t&x=1"
    channel = channels.make("webhook", listener.url + path, None, private=True)
    channels.send(channel, NOTICE, "https://hub.example", private=True)
    heard = listener.next()
    assert heard.path == path
    assert set(heard.json) == {"version", "title", "message", "type", "kind", "tag", "url", "at"}


def test_proxies_and_passwords_of_the_account_are_not_used(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    channel = channels.make("webhook", f"{listener.url}/x", None, private=True)
    channels.send(channel, NOTICE, "https://hub.example", private=True)
    assert "authorization" not in listener.next().headers


def test_an_answer_that_never_ends_is_cut() -> None:
    server = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def dribble() -> None:
        peer, _ = server.accept()
        peer.recv(65536)
        try:
            while not over.wait(0.1):
                peer.sendall(b"HTTP/1.1 200 OK\r\n" if not over.is_set() else b"")
        except OSError:
            pass  # it was cut
        peer.close()

    thread = threading.Thread(target=dribble, daemon=True)
    thread.start()
    begun = time.monotonic()
    with outgoing(private=True, deadline_s=0.7) as session, suppress(requests.RequestException):
        session.post(f"http://127.0.0.1:{server.getsockname()[1]}/")
    assert time.monotonic() - begun < 4
    over.set()
    server.close()


def test_an_answer_that_breaks_off_after_its_status_has_said_what_became_of_it() -> None:
    server = socket.create_server(("127.0.0.1", 0))

    time_to_read = threading.Event()

    def reset() -> None:
        peer, _ = server.accept()
        peer.recv(65536)
        peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
        time_to_read.wait(0.5)
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        peer.close()

    threading.Thread(target=reset, daemon=True).start()
    with outgoing(private=True) as session:
        answer = session.post(f"http://127.0.0.1:{server.getsockname()[1]}/")
    assert (answer.status_code, answer.content) == (200, b"")
    server.close()


def test_nobody_there_is_a_reason_to_try_again() -> None:
    closed = Listener()
    closed.close()
    channel = channels.make("webhook", f"{closed.url}/x", None, private=True)
    with pytest.raises(Retry, match="not reached"):
        channels.send(channel, NOTICE, "https://hub.example", private=True)


@pytest.mark.parametrize("url", ["https://ntfy.example/", "https://ntfy.example/a/b"])
def test_an_ntfy_address_has_one_topic(url: str) -> None:
    with pytest.raises(Refused, match="topic"):
        channels.make("ntfy", url, None, private=False)


def test_a_token_with_line_breaks_is_refused() -> None:
    with pytest.raises(Refused):
        channels.make("webhook", "https://example.org/", "a\r\nX: 1", private=False)
