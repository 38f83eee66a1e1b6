"""The link over WebSocket: how a program elsewhere reaches a broker through the gateway."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from schemas.link import Link, wait_for
from tests.mosquitto import Mosquitto, needs_mosquitto
from tests.schemas.test_link_tls import certificate

JOURNAL = "fleet/session/build-01/-/01jd0q2m5n0000/journal"


def link(url: str, got: list[bytes], ca: Path | None = None) -> Link:
    return Link(
        [url],
        client_id="a",
        username="a",
        password="p",
        ca=ca,
        on_message=lambda topic, payload, retained: got.append(payload),
    )


@contextlib.contextmanager
def bridge(port: int, pair: tuple[Path, Path] | None) -> Iterator[int]:
    """A WebSocket server that passes bytes on to a broker, cut as they come."""
    context = None
    if pair is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*pair)

    def carry(web: ServerConnection) -> None:
        with socket.create_connection(("127.0.0.1", port)) as broker:
            threading.Thread(target=down, args=(web, broker), daemon=True).start()
            with contextlib.suppress(ConnectionClosed, OSError):
                for data in web:
                    assert isinstance(data, bytes)
                    broker.sendall(data)

    def down(web: ServerConnection, broker: socket.socket) -> None:
        with contextlib.suppress(ConnectionClosed, OSError):
            while data := broker.recv(5_000):
                web.send(data)

    with serve(carry, "127.0.0.1", 0, subprotocols=["mqtt"], ssl=context) as server:  # type: ignore[list-item]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.socket.getsockname()[1]


@needs_mosquitto
@pytest.mark.parametrize("tls", [False, True])
def test_large_and_small_messages_pass_in_order_over_a_websocket(tmp_path: Path, tls: bool) -> None:
    pair = certificate(tmp_path, "hub", "127.0.0.1") if tls else None
    got: list[bytes] = []
    with Mosquitto(tmp_path / "m") as broker, bridge(broker.port, pair) as port:
        scheme = "wss" if tls else "ws"
        one = link(f"{scheme}://127.0.0.1:{port}/mqtt", got, pair[0] if pair else None)
        one.subscribe([JOURNAL])
        assert wait_for([one], lambda: one.ready, 10), one.trouble
        wanted = [b"%03d" % n + b"x" * (49_000 if n % 2 else 10) for n in range(160)]
        for payload in wanted:
            assert one.publish(JOURNAL, payload)
        assert wait_for([one], lambda: len(got) == len(wanted), 20)
        assert got == wanted
        one.close()


def test_the_opening_bears_the_name_that_was_asked_for_and_no_origin(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        heads: list[bytes] = []

        def answer() -> None:
            peer, _ = server.accept()
            with peer:
                heads.append(peer.recv(4096))
                peer.sendall(b"HTTP/1.1 403 Forbidden\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        port = server.getsockname()[1]
        one = link(f"ws://signalbox.localhost:{port}/mqtt", [])
        assert wait_for([one], lambda: "WebSocket handshake" in one.trouble, 10), one.trouble
        thread.join(10)
        one.close()
    head = heads[0].decode().lower()
    assert f"host: signalbox.localhost:{port}\r\n" in head
    assert "origin" not in head and "sec-websocket-protocol: mqtt\r\n" in head
