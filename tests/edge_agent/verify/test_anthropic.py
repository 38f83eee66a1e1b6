from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from edge_agent.verify.anthropic import Endpoint
from tests.waiting import until

TOOLS = [{"name": "Write", "input_schema": {"type": "object"}}]


@pytest.fixture
def model() -> Iterator[Endpoint]:
    with Endpoint() as endpoint:
        yield endpoint


def ask(
    model: Endpoint, body: dict[str, Any], path: str = "/v1/messages?beta=true"
) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", model.port, timeout=10)
    try:
        connection.request("POST", path, json.dumps(body), {"content-type": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def user(text: str) -> dict[str, Any]:
    return {"role": "user", "content": [{"type": "text", "text": text}]}


def streamed(raw: bytes) -> list[dict[str, Any]]:
    """The events of a stream; each one's name is its type."""
    found = []
    for part in raw.decode().split("\n\n")[:-1]:
        name, data = part.split("\n")
        found.append(json.loads(data.removeprefix("data: ")))
        assert name == f"event: {found[-1]['type']}"
    return found


def test_a_stream_has_the_events_of_the_api_in_their_order(model: Endpoint) -> None:
    prompt = "script: think hm; say hello there, this is long; write a.txt A"
    status, raw = ask(model, {"stream": True, "tools": TOOLS, "messages": [user(prompt)]})
    assert status == 200
    seen = streamed(raw)
    order = [e["type"] for e in seen if e["type"] != "content_block_delta"]
    block = ["content_block_start", "content_block_stop"]
    assert order == ["message_start", "ping", *block * 3, "message_delta", "message_stop"]
    assert seen[-2]["delta"]["stop_reason"] == "tool_use"
    deltas = [e["delta"] for e in seen if e["type"] == "content_block_delta"]
    said = "".join(d["text"] for d in deltas if d["type"] == "text_delta")
    assert said == "hello there, this is long"
    raw_input = "".join(d["partial_json"] for d in deltas if d["type"] == "input_json_delta")
    assert json.loads(raw_input) == {"file_path": "a.txt", "content": "A"}


def test_a_tool_result_moves_the_script_on(model: Endpoint) -> None:
    messages = [user("script: write a.txt A; say done")]
    _, raw = ask(model, {"tools": TOOLS, "messages": messages})
    first = json.loads(raw)
    assert first["stop_reason"] == "tool_use"
    (call,) = first["content"]
    result = {"type": "tool_result", "tool_use_id": call["id"], "content": "script: say no"}
    messages += [
        {"role": "assistant", "content": first["content"]},
        {"role": "user", "content": [result]},
    ]
    _, raw = ask(model, {"tools": TOOLS, "messages": messages})
    second = json.loads(raw)
    assert second["content"] == [{"type": "text", "text": "done"}]
    assert second["stop_reason"] == "end_turn"


def test_a_new_prompt_begins_its_own_script(model: Endpoint) -> None:
    used = {"type": "tool_use", "id": "t", "name": "Write", "input": {}}
    messages = [user("script: write a A"), {"role": "assistant", "content": [used]}]
    _, raw = ask(model, {"tools": TOOLS, "messages": [*messages, user("script: say again")]})
    assert json.loads(raw)["content"][0]["text"] == "again"


def test_a_script_that_fails_answers_with_that_status(model: Endpoint) -> None:
    status, raw = ask(model, {"tools": TOOLS, "messages": [user("script: fail 529")]})
    assert (status, json.loads(raw)["type"]) == (529, "error")


def test_a_hung_stream_stays_open_until_the_client_goes_away(model: Endpoint) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", model.port, timeout=10)
    body = {"stream": True, "tools": TOOLS, "messages": [user("script: say so far; hang")]}
    connection.request("POST", "/v1/messages", json.dumps(body))
    answer = connection.getresponse()
    got = b""
    while b"content_block_stop" not in got:
        got += answer.read1(4096)
    assert b"message_stop" not in got
    connection.sock.settimeout(0.3)
    with pytest.raises(TimeoutError):
        answer.read1(1)
    answer.close()
    connection.close()
    until(lambda: not any("process_request" in t.name for t in threading.enumerate()), "let go")


def test_side_requests_get_a_title_and_never_the_script(model: Endpoint) -> None:
    asked = {"system": 'Answer as {"title": …}', "messages": [user("script: write a A")]}
    _, raw = ask(model, asked)
    assert json.loads(json.loads(raw)["content"][0]["text"])["title"]
    assert model.conversations() == []


def test_tokens_are_counted_and_unknown_paths_are_errors(model: Endpoint) -> None:
    status, raw = ask(model, {"messages": [user("x" * 400)]}, "/v1/messages/count_tokens")
    assert status == 200
    assert json.loads(raw)["input_tokens"] >= 100
    assert ask(model, {}, "/v1/nothing")[0] == 404
