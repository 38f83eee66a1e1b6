"""`signalbox approvals`, `allow` and `deny`: what waits for people, and their answer."""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from typing import Any

from schemas.wire import layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.plain import plain
from signalbox import show
from signalbox.approving import late, shown, waiting
from signalbox.approving.sending import EFFECT_S, TAKEN_S, Sending
from signalbox.approving.waiting import Seen, Session, Waiting
from signalbox.remote import hub

_AFTER_YES = frozenset({"taken", "effected", "failed", "withdrawn", "expired", "denied"})
_AT_END = _AFTER_YES - {"taken"}


def approvals(arguments: argparse.Namespace) -> int:
    """Print everything that waits, whole; with --standing what was allowed for longer."""
    with waiting.look(layout.home_from()) as seen:
        _tell_trouble(seen)
        if arguments.standing:
            return _standing(seen, arguments.json)
        found = seen.waiting
    if arguments.json:
        show.as_json([_as_json(one) for one in found])
        return 0
    for at, one in enumerate(found):
        if at:
            print()
        _print(one)
    if not found:
        print("Nothing waits for a yes.")
    for session in seen.sessions:
        for line in shown.stopped(session):
            print(line)
    if not found:
        return 0
    first = found[0].id
    show.hint(f"\n{show.line('allow', first)}    or: {show.line('deny', first, '-m', 'WHY')}")
    return 0


def allow(arguments: argparse.Namespace) -> int:
    """Say yes to the exact action that is shown."""
    return _answer(arguments, "allow", "allowed")


def deny(arguments: argparse.Namespace) -> int:
    """Say no; the agent is told why."""
    return _answer(arguments, "deny", "denied")


def _answer(arguments: argparse.Namespace, decide: str, done: str) -> int:
    home = layout.home_from()
    with waiting.look(home) as seen:
        _tell_trouble(seen)
        one = _find(home, seen, arguments.approval)
        if not arguments.desk:
            _check_person(home, seen, one)
        sending = Sending(home, one, arguments.desk)
        said = _said(arguments, decide, one)
        one = _whole(sending, one, decide)
        if not arguments.json:
            _print(one)
        if decide == "allow" and not arguments.yes and not _sure(arguments):
            print("Nothing was sent; it still waits.")
            return 1
        sending.check(**said)
        _tell(arguments, f"sent as {'the desk' if sending.as_desk else _me(seen)}")
        try:
            receipt = sending.send(decide, **said)
        except Refused as refused:
            raise _explained(refused, sending) from None
        return _follow(arguments, sending, one, receipt, done)


def _follow(
    arguments: argparse.Namespace,
    sending: Sending,
    one: Waiting,
    receipt: dict[str, Any],
    done: str,
) -> int:
    """The second and third tick, in words."""
    data = receipt.get("data") or {}
    outcome = sending.outcome
    machine = one.session.state.machine
    if done == "allowed" and data.get("state", "allowed") == "asked":
        missing = plain(", ".join(map(str, data.get("missing") or ["others"])))
        _tell(arguments, f"taken by {machine}: your yes counts; it still waits for {missing}")
        return _end(arguments, one, receipt, "asked", 0)
    if done == "denied":
        _tell(arguments, f"taken by {machine}: denied, and the agent is told why")
        return _end(arguments, one, receipt, "denied", 0)
    came = sending.wait(_AFTER_YES, TAKEN_S)
    _tell(arguments, f"taken by {machine}: allowed" + ("" if came else "; not let through yet"))
    if came and outcome.state == "taken":
        if sending.wait(_AT_END, EFFECT_S):
            _tell(arguments, outcome.words())
        else:
            after = show.line("log", "-f", one.session.state.session)
            _tell(arguments, f"the agent is at it; see {after}")
    elif came:
        _tell(arguments, outcome.words())
    good = outcome.state in ("asked", "allowed", "taken", "effected", "failed")
    return _end(arguments, one, receipt, outcome.state if came else "allowed", 0 if good else 1)


def _end(
    arguments: argparse.Namespace, one: Waiting, receipt: dict[str, Any], state: str, status: int
) -> int:
    if arguments.json:
        session = one.session.state.session
        show.as_json({"approval": one.id, "session": session, "state": state, "receipt": receipt})
    return status


def _find(home: Home, seen: Seen, words: str) -> Waiting:
    """The open question; else who decided it, or why it cannot be seen."""
    try:
        return waiting.find(seen.waiting, words)
    except Refused as refused:
        if refused.code != "no-such-approval":
            raise
        outcome = late.decided(home, seen, words)
        if outcome is not None and outcome.state != "asked":
            raise Refused("approval-decided", f"{words}: {outcome.words()}") from None
        others = ", ".join(one.id for one in seen.waiting[:8])
        raise Refused(refused.code, f"{refused.detail} (open: {others or 'none'})") from None


def _said(arguments: argparse.Namespace, decide: str, one: Waiting) -> dict[str, Any]:
    """What goes with the answer. Raises `Refused` for what the machine would refuse."""
    asked = one.question
    reason = (arguments.message or "").strip()
    said: dict[str, Any] = {"reason": reason} if reason else {}
    if decide == "deny":
        if not reason:
            raise Refused("bad-field", "say why with -m; the agent is told")
        return said
    if asked.reason_required and not reason:
        raise Refused("bad-field", "a yes to this needs a reason: -m WHY")
    if arguments.scope not in (asked.scopes or ["once"]):
        allowed = ", ".join(asked.scopes or ["once"])
        raise Refused("not-possible", f"this cannot be allowed for {arguments.scope} ({allowed})")
    return said | {"scope": arguments.scope}


def _whole(sending: Sending, one: Waiting, decide: str) -> Waiting:
    """With the whole input, where the document had no room for it."""
    try:
        body = sending.whole()
    except Refused as refused:
        if decide == "deny":
            return one
        raise Refused(refused.code, f"the whole of it cannot be shown: {refused.detail}") from None
    if body is None:
        return one
    if body.get("approval") != one.id or body.get("digest") != one.question.digest:
        raise Refused("wrong-digest", f"the record of {one.id} tells of another action")
    whole = one.question.model_copy(update={"input": body.get("input"), "cut": False})
    return Waiting(one.session, whole)


def _sure(arguments: argparse.Namespace) -> bool:
    """At a terminal a yes is asked for once more, under what it is for; a script has said it."""
    if arguments.json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    try:
        answer = input(f"Allow this ({arguments.scope})? [y/N] ")
    except EOFError:
        print()
        return False
    return answer.strip().lower() in ("y", "yes")


def _check_person(home: Home, seen: Seen, one: Waiting) -> None:
    """Refuse where only the desk could answer, and this is nothing for the desk."""
    if one.session.remote is not None or one.question.desk:
        return
    why = "no rule lets the desk answer this"
    if seen.trouble or hub.is_known(home):
        raise Refused("hub-unreachable", f"{why}; {seen.trouble or 'the hub does not show it yet'}")
    raise Refused("not-logged-in", f"{why}, and a person may: {_LOGIN}")


def _explained(refused: Refused, sending: Sending) -> Refused:
    """With the next step, where one is known."""
    if refused.code == "not-granted" and sending.as_desk:
        return Refused(refused.code, f"{refused.detail}; a person may: {_LOGIN}")
    return refused


_LOGIN = "signalbox login --with approve"


def _me(seen: Seen) -> str:
    return seen.client.person if seen.client is not None else "the desk"


def _tell(arguments: argparse.Namespace, text: str) -> None:
    if not arguments.json:
        print(text, flush=True)


def _tell_trouble(seen: Seen) -> None:
    if seen.trouble:
        text = plain(seen.trouble, most=300)
        print(f"signalbox: only this machine's: {text}", file=sys.stderr)


def _print(one: Waiting) -> None:
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in shown.lines(one, time.time_ns() // 1000, width):
        print(line)


def _as_json(one: Waiting) -> dict[str, Any]:
    return {**_place(one.session), "question": one.question.model_dump(exclude_none=True)}


def _place(session: Session) -> dict[str, Any]:
    state = session.state
    return {
        "machine": state.machine,
        "project": state.project,
        "session": state.session,
        "title": session.name,
        "agent": state.agent,
        "folder": state.folder,
        "branch": state.branch,
        "level": state.level,
        "here": session.here,
    }


def _standing(seen: Seen, as_json: bool) -> int:
    found = seen.standing
    if as_json:
        show.as_json(
            [{**_place(one), "grant": grant.model_dump(exclude_none=True)} for one, grant in found]
        )
        return 0
    if not found:
        print("Nothing is allowed for longer than once.")
        return 0
    now = time.time_ns() // 1000
    show.table(
        ("SESSION", "NAME", "ALLOWED", "FOR", "RULE", "BY", "ENDS"),
        [
            (
                one.state.session,
                one.name,
                grant.summary,
                "this action" if grant.scope == "session-digest" else "the rule",
                grant.rule,
                ", ".join(grant.by),
                shown.time_left(grant.until, now),
            )
            for one, grant in found
        ],
        most=200,
    )
    show.hint("\nThey end with their session, after eight hours at the latest.")
    return 0
