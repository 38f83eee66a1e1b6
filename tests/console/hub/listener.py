"""Where alerts go in tests: a local HTTP server, and a browser's end of web push."""

from __future__ import annotations

import base64
import json
import os
import queue
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature


@dataclass
class Heard:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Listener:
    """Answers each POST with `status`, after `hold` is set; keeps what it got."""

    def __init__(self, port: int = 0) -> None:
        outer = self
        self.got: queue.Queue[Heard] = queue.Queue()
        self.status = 200
        self.location = ""
        self.hold = threading.Event()
        self.hold.set()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("content-length", 0))
                body = self.rfile.read(length)
                named = {name.lower(): value for name, value in self.headers.items()}
                outer.got.put(Heard(self.path, named, body))
                outer.hold.wait(30)
                self.send_response(outer.status)
                if outer.location:
                    self.send_header("Location", outer.location)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            do_GET = do_POST

            def handle(self) -> None:
                try:
                    super().handle()
                except OSError:
                    pass  # who asked was killed

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def next(self, seconds: float = 8) -> Heard:
        return self.got.get(timeout=seconds)

    def close(self) -> None:
        self.hold.set()
        self._server.shutdown()
        self._server.server_close()


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Browser:
    """The keys of one subscription, and what only their holder can do."""

    def __init__(self) -> None:
        self._private = ec.generate_private_key(ec.SECP256R1())
        self._auth = os.urandom(16)
        point = self._private.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        self.p256dh, self.auth = _b64(point), _b64(self._auth)

    def read(self, heard: Heard) -> Any:
        assert heard.headers["content-encoding"] == "aes128gcm"
        clear = http_ece.decrypt(
            heard.body, private_key=self._private, auth_secret=self._auth, version="aes128gcm"
        )
        return json.loads(clear)


def vapid_claims(heard: Heard, public: str) -> dict[str, Any]:
    """The claims of a message, after its signature was checked against the hub's public key."""
    scheme, _, rest = heard.headers["authorization"].partition(" ")
    assert scheme == "vapid"
    fields = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert fields["k"].rstrip("=") == public
    head, body, signature = fields["t"].split(".")
    assert json.loads(_unb64(head))["alg"] == "ES256"
    raw = _unb64(signature)
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _unb64(public))
    der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    key.verify(der, f"{head}.{body}".encode(), ec.ECDSA(hashes.SHA256()))
    claims: dict[str, Any] = json.loads(_unb64(body))
    return claims
