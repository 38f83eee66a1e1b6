"""A scripted model that speaks Anthropic's Messages API, streamed and whole, on loopback.

The prompt carries the script (script.py, next to this), so a test needs no second channel: what
it types into the agent is what the model will do. The endpoint keeps nothing between requests but
a list of them; where it stands in a script it reads from the conversation that the agent sends.

By itself: `python -I -m edge_agent.verify.anthropic [PORT]`.
"""

from __future__ import annotations

import json
import select
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from edge_agent.verify import script

MODEL = "claude-scripted"
MAX_BODY = 64 * 1024 * 1024
HANG_S = 60.0
"""A hung stream is let go after this, so that no test is held by a client that never leaves."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One request, as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class Endpoint:
    """A running endpoint: `with Endpoint() as model: … model.url`."""

    port: int = 0
    requests: list[Seen] = field(default_factory=list)

    def __enter__(self) -> Endpoint:
        self._server = _Server(("127.0.0.1", self.port), _Handler)
        self._server.endpoint = self
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="scripted-model", daemon=True
        )
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def url(self) -> str:
        """What goes into ANTHROPIC_BASE_URL."""
        return f"http://127.0.0.1:{self.port}"

    def conversations(self) -> list[Seen]:
        """The requests of the agent's main loop: those that offer tools."""
        return [r for r in self.requests if _path(r.path) == "/v1/messages" and r.body.get("tools")]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    endpoint: Endpoint
    closing: threading.Event

    def __init__(self, *arguments: Any) -> None:
        self.closing = threading.Event()
        super().__init__(*arguments)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away in mid-stream (an interrupt) is no fault; all else is printed."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


# ----- what to answer: pure


def _path(path: str) -> str:
    return path.split("?", 1)[0]


def texts(message: dict[str, Any]) -> list[str]:
    """The text blocks of a message; tool results are none."""
    content = message.get("content", "")
    if isinstance(content, str):
        return [content]
    return [b.get("text", "") for b in content if b.get("type") == "text"]


def next_steps(messages: list[dict[str, Any]]) -> list[script.Step]:
    """What the model does next in a conversation: of the latest script, what is not yet done."""
    steps: list[script.Step] | None = None
    used = 0
    for message in messages:
        if message.get("role") == "user":
            found = [s for text in texts(message) if (s := script.read(text)) is not None]
            if found:
                steps, used = found[-1], 0
        elif isinstance(message.get("content"), list):
            used += sum(block.get("type") == "tool_use" for block in message["content"])
    if steps is None:
        return [script.Step("say", "There is no script in this prompt.")]
    # A finished script is asked again after an agent's own follow-up: it has nothing more to say.
    return script.turn(steps, used) or [script.Step("say", "The script is done.")]


def blocks(steps: list[script.Step], salt: str) -> list[dict[str, Any]]:
    """Content blocks of a message; `salt` makes tool ids unique over a conversation."""
    made: list[dict[str, Any]] = []
    for number, step in enumerate(steps):
        if step.word == "say":
            made.append({"type": "text", "text": step.text})
        elif step.word == "think":
            made.append({"type": "thinking", "thinking": step.text, "signature": "c2NyaXB0ZWQ="})
        elif step.tool:
            made.append(
                {
                    "type": "tool_use",
                    "id": f"toolu_{salt}{number:02}",
                    "name": step.tool,
                    "input": step.input,
                }
            )
    return made


def tokens(value: object) -> int:
    """A count that only depends on the text: a quarter of its characters, at least one."""
    return max(1, len(json.dumps(value)) // 4)


def whole(body: dict[str, Any], content: list[dict[str, Any]], salt: str) -> dict[str, Any]:
    """The message as it is answered without `stream`."""
    used_tool = any(block["type"] == "tool_use" for block in content)
    return {
        "id": f"msg_{salt}",
        "type": "message",
        "role": "assistant",
        "model": body.get("model", MODEL),
        "content": content,
        "stop_reason": "tool_use" if used_tool else "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": tokens(body.get("messages")), "output_tokens": tokens(content)},
    }


def pieces(text: str, size: int = 12) -> list[str]:
    """A text in the small pieces in which models send it."""
    return [text[at : at + size] for at in range(0, len(text), size)] or [""]


def events(message: dict[str, Any], finished: bool = True) -> Iterator[tuple[str, dict[str, Any]]]:
    """The server-sent events of a message, in the order of the API. `finished`: not cut short."""
    usage = {**message["usage"], "output_tokens": 1}
    begun = {**message, "content": [], "stop_reason": None, "usage": usage}
    yield "message_start", {"message": begun}
    yield "ping", {}
    for index, block in enumerate(message["content"]):
        kind = block["type"]
        if kind == "text":
            empty: dict[str, Any] = {"text": ""}
            deltas = [("text_delta", "text", p) for p in pieces(block["text"])]
        elif kind == "thinking":
            empty = {"thinking": "", "signature": ""}
            deltas = [("thinking_delta", "thinking", p) for p in pieces(block["thinking"])]
            deltas.append(("signature_delta", "signature", block["signature"]))
        else:
            empty = {"id": block["id"], "name": block["name"], "input": {}}
            raw = json.dumps(block["input"])
            deltas = [("input_json_delta", "partial_json", p) for p in ["", *pieces(raw)]]
        yield "content_block_start", {"index": index, "content_block": {"type": kind, **empty}}
        for delta, key, piece in deltas:
            yield "content_block_delta", {"index": index, "delta": {"type": delta, key: piece}}
        yield "content_block_stop", {"index": index}
    if finished:
        stop = {"stop_reason": message["stop_reason"], "stop_sequence": None}
        out = {"output_tokens": message["usage"]["output_tokens"]}
        yield "message_delta", {"delta": stop, "usage": out}
        yield "message_stop", {}


def aside(body: dict[str, Any]) -> str:
    """What a side request is told (titles, summaries): those offer no tools."""
    asked = json.dumps(body.get("system", "")) + json.dumps(body.get("output_config", ""))
    if '"title"' in asked or '\\"title\\"' in asked:
        return '{"title": "Scripted session"}'
    return "scripted"


# ----- how it is sent


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def setup(self) -> None:
        super().setup()
        # Small pieces of a stream must not wait for each other.
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing: the endpoint's list of requests is the record."""

    def do_HEAD(self) -> None:
        self._remember({})
        self._send(200, {})

    def do_GET(self) -> None:
        self._remember({})
        if _path(self.path) == "/v1/models":
            self._send(200, {"data": [], "has_more": False})
        else:
            self._send_error(404, "not_found_error", f"no {self.path} here")

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        if length > MAX_BODY:
            self.close_connection = True
            self._send_error(413, "request_too_large", "larger than this endpoint reads")
            return
        try:
            body = json.loads(self.rfile.read(length) or b"{}")
        except ValueError:
            self._send_error(400, "invalid_request_error", "the body is not JSON")
            return
        self._remember(body)
        path = _path(self.path)
        if path == "/v1/messages/count_tokens":
            self._send(200, {"input_tokens": tokens(body.get("messages"))})
        elif path == "/v1/messages":
            self._message(body)
        elif path.startswith("/api/"):  # the agent's own statistics
            self._send(200, {})
        else:
            self._send_error(404, "not_found_error", f"no {self.path} here")

    def _message(self, body: dict[str, Any]) -> None:
        salt = f"{len(self.server.endpoint.requests):06}"
        try:
            if body.get("tools"):
                steps = next_steps(body.get("messages", []))
            else:
                steps = [script.Step("say", aside(body))]
        except ValueError as wrong:
            steps = [script.Step("say", f"The script is wrong: {wrong}")]
        last = steps[-1]
        if last.word == "fail":
            self._send_error(int(last.text), "api_error", "scripted failure")
            return
        message = whole(body, blocks(steps, salt), salt)
        hangs = last.word == "hang"
        if not body.get("stream"):
            if hangs:
                self._wait_until_gone()
            else:
                self._send(200, message)
            return
        self.send_response(200)
        self.send_header("content-type", "text/event-stream; charset=utf-8")
        self.send_header("cache-control", "no-cache")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for name, data in events(message, finished=not hangs):
            self._chunk(f"event: {name}\ndata: {json.dumps({'type': name, **data})}\n\n".encode())
        if hangs:
            self._wait_until_gone()
        else:
            self._chunk(b"")

    def _wait_until_gone(self) -> None:
        """Until the client hangs up, the endpoint closes, or HANG_S are over."""
        self.close_connection = True
        for _ in range(int(HANG_S / 0.1)):
            readable, _, _ = select.select([self.connection], [], [], 0.1)
            if self.server.closing.is_set() or (
                readable and not self.connection.recv(1, socket.MSG_PEEK)
            ):
                return

    def _remember(self, body: dict[str, Any]) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.endpoint.requests.append(Seen(self.command, self.path, headers, body))

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def _send_error(self, status: int, kind: str, text: str) -> None:
        self._send(status, {"type": "error", "error": {"type": kind, "message": text}})

    def _send(self, status: int, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


def main() -> None:
    """Serve until interrupted, and print where."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    with Endpoint(port) as endpoint:
        print(f"ANTHROPIC_BASE_URL={endpoint.url}", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main()
