"""What an agent's hook runs: `python -I -S gate_helper.py SOCKET SECONDS`.

Hands the hook's input to the session's gate, word for word, and prints the gate's answer where it
is a whole and plain decision. Everything else is a *no*: no gate, half an answer, an answer to
another event, none within SECONDS (which end before the hook's own deadline, because agents let a
hook that times out pass). It is started once for each tool call, so it imports next to nothing, and
nothing of ours: it must run under whatever Python the agent's account may use.
"""

import _socket  # `socket` costs half of the whole start
import json
import sys
import time

MAX_INPUT = 16 * 1024 * 1024
"""Bytes; the gate denies far smaller ones, with a reason."""
MAX_TOLD = 1024 * 1024
"""Bytes that the gate is told with a tool's result in them; a larger result is left out."""
MAX_ANSWER = 1024 * 1024
DECIDES = {"PreToolUse"}
"""Events whose answer must hold a decision; the others are told to the gate and may be refused."""


class No(Exception):
    """Why the answer is *no*."""


def ask(path: str, question: bytes, until: float) -> bytes:
    """The gate's whole answer. Raises No, OSError."""
    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    connection.settimeout(max(0.05, until - time.monotonic()))
    connection.connect(path)
    sent = 0
    while sent < len(question):
        sent += connection.send(question[sent : sent + 65536])
    connection.shutdown(_socket.SHUT_WR)
    answer = b""
    while len(answer) <= MAX_ANSWER:
        left = until - time.monotonic()
        if left <= 0:
            raise No("nobody answered in time")
        connection.settimeout(left)
        more = connection.recv(65536)
        if not more:
            return answer
        answer += more
    raise No("the gate's answer is too long")


def checked(event: str, answer: bytes) -> str:
    """The answer as text, when it is one for this event. Raises No, ValueError."""
    if not answer.endswith(b"}\n"):
        raise No("half an answer from the gate")
    told = json.loads(answer)
    if not isinstance(told, dict):
        raise No("no answer from the gate")
    if event not in DECIDES:
        if set(told) - {"hookSpecificOutput", "decision", "reason"}:
            raise No("an answer with parts that nobody here knows")
        return answer.decode()
    inner = told.get("hookSpecificOutput")
    if set(told) != {"hookSpecificOutput"} or not isinstance(inner, dict):
        raise No("an answer of another form")
    if set(inner) != {"hookEventName", "permissionDecision", "permissionDecisionReason"}:
        raise No("an answer of another form")
    if inner["hookEventName"] != event or inner["permissionDecision"] not in ("allow", "deny"):
        raise No("an answer to something else")
    return answer.decode()


def main() -> int:
    """Print the decision; exit status 2 and a text on stderr where it is our own *no*."""
    event = "PreToolUse"
    try:
        until = time.monotonic() + float(sys.argv[2])
        question = sys.stdin.buffer.read(MAX_INPUT + 1)
        if len(question) > MAX_INPUT:
            raise No("the request is too long")
        told = json.loads(question)
        event = str(told["hook_event_name"])
        if len(question) > MAX_TOLD and "tool_response" in told:
            # What a tool gave decides nothing, and may be far larger than what the gate reads.
            told["tool_response"] = f"({len(question)} bytes)"
            question = json.dumps(told).encode()
        sys.stdout.write(checked(event, ask(sys.argv[1], question, until)))
        sys.stdout.flush()
        return 0
    except BaseException as wrong:
        reason = f"signalbox: {str(wrong) if isinstance(wrong, No) else type(wrong).__name__}"
        decision = {
            "hookEventName": event,
            "permissionDecision": "deny",
            "permissionDecisionReason": reason,
        }
        sys.stdout.write(json.dumps({"hookSpecificOutput": decision}) + "\n")
        sys.stderr.write(reason + "\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
