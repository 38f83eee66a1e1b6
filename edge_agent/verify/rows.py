"""What is proved about a gate, as rows: each a sentence that is true of it, or is not.

A scene is one session with its circumstances; its rows are tried in order. A row that raises is
red, and the next one gets a fresh session.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from edge_agent.agents.verdicts import Row
from edge_agent.verify.bench import SOON_S, Bench, Place
from edge_agent.verify.subject import Hostile
from edge_agent.verify.watched import NotSeen
from schemas.wire.errors import Refused

SOON_SEEN_S = 5.0
"""For what an agent may say to a prompt, in words that may change."""
GRACE_S = 1.0
"""After the last word of a session, before is looked whether anything was written after all."""

NO_SUCH_ARGUMENT = "arguments that go round the gate are refused"


class Red(Exception):
    """The row's sentence is not true; the text says why."""


class Skipped(Exception):
    """It cannot be tried here; the text says why."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One row and how it is tried."""

    name: str
    act: Callable[[Place], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """Rows that are tried in one session, started with `given` (see `Bench.session`)."""

    trials: tuple[Trial, ...]
    given: Mapping[str, Any] = field(default_factory=dict)
    check: Callable[[Bench], None] | None = None
    """Raises `Skipped` where the whole scene cannot be tried."""


def tried(bench: Bench, scene: Scene) -> Iterator[Row]:
    """Try a scene's rows, one after the other."""
    left = list(scene.trials)
    try:
        if scene.check is not None:
            scene.check(bench)
    except Skipped as why:
        yield from (Row(trial.name, "skipped", str(why)) for trial in left)
        return
    while left:
        place: Place | None = None
        try:
            with bench.session(**scene.given) as place:
                while left:
                    row = _try(left.pop(0), place)
                    yield row
                    if row.state == "red":
                        break
        except (Refused, NotSeen, OSError) as why:
            if not left:
                raise
            yield Row(left.pop(0).name, "red", f"no session: {why}")


def _try(trial: Trial, place: Place) -> Row:
    try:
        trial.act(place)
    except Skipped as why:
        return Row(trial.name, "skipped", str(why))
    except (Red, NotSeen, Refused, OSError) as why:
        return Row(trial.name, "red", str(why)[:500])
    return Row(trial.name, "green")


def must(true: object, why: str) -> None:
    """Raises `Red` where it is not so."""
    if not true:
        raise Red(why)


def quiet(place: Place, mark: str, runs: int = 0) -> None:
    """Nothing more was written than that, now and a moment later. Raises `Red`."""
    until = time.monotonic() + GRACE_S
    while True:
        found = place.count(mark)
        must(found == runs, f"it ran {found} times instead of {runs}")
        must(not place.evil.exists(), "a hostile program ran")
        if time.monotonic() > until:
            return
        place.watched.pump()


def refused(place: Place, question: dict[str, Any], code: str = "approval-decided") -> None:
    """A yes to this question is refused. Raises `Red`."""
    try:
        place.watched.answer(question, "allow")
    except Refused as why:
        must(why.code == code, f"refused as {why.code}, not as {code}")
        return
    raise Red("a yes was taken")


# ----- rules and people


def rule_allows(place: Place) -> None:
    """A rule's yes runs it once, and nobody is asked."""
    mark = place.bench.mark()
    place.run(f"write allowed/{mark} well", mark)
    place.over(mark)
    written = place.folder / "allowed" / mark
    must(written.exists() and written.read_text() == "well", "it was not written")
    must("allowed_by_rule" in place.watched.kinds(), "the record does not tell of it")
    must("asked" not in place.watched.kinds(), "people were asked")


def rule_denies(place: Place) -> None:
    """A rule's no."""
    mark = place.bench.mark()
    place.run(f"write forbidden/{mark} ill", mark)
    told = place.over(mark)
    must(not (place.folder / "forbidden").exists(), "it was written")
    must("this is for people" in told, "the agent was not told the reason")
    must("denied_by_rule" in place.watched.kinds(), "the record does not tell of it")


def person_denies(place: Place) -> None:
    """A person's no, with its reason."""
    mark = place.bench.mark()
    place.run(f"bash echo x >> {mark}", mark)
    question = place.question(mark)
    must(place.count(mark) == 0, "it ran before anybody answered")
    place.watched.answer(question, "deny", "use the other one")
    told = place.over(mark)
    quiet(place, mark)
    must("use the other one" in told, "the agent was not told the reason")
    refused(place, question)


def person_allows(place: Place) -> None:
    """A person's yes, and the same yes again."""
    mark = place.bench.mark()
    place.run(f"bash echo x >> {mark}", mark)
    question = place.question(mark)
    quiet(place, mark)
    place.watched.answer(question, "allow")
    place.over(mark)
    must(place.count(mark) == 1, f"it ran {place.count(mark)} times instead of once")
    refused(place, question)
    quiet(place, mark, 1)


def failing_command(place: Place) -> None:
    """What was allowed and fails is not run again."""
    mark = place.bench.mark()
    text = f"bash echo x >> {mark};; echo Operation not permitted >&2;; exit 1"
    place.run(text, mark)
    place.watched.answer(place.question(mark), "allow")
    place.over(mark)
    quiet(place, mark, 1)


def nobody_answers(place: Place) -> None:
    """A question expires; a yes after that is late."""
    mark = place.bench.mark()
    place.run(f"bash echo soon >> {mark}", mark)
    question = place.question(mark)
    place.watched.wait("the end of the question", lambda: not place.watched.questions())
    place.over(mark)
    must("expired" in place.watched.kinds(), f"it did not expire after {SOON_S} s")
    refused(place, question)
    quiet(place, mark)


def interrupted(place: Place) -> None:
    """The turn is stopped while people are asked; a yes after that is late."""
    mark = place.bench.mark()
    place.run(f"bash echo x >> {mark}", mark)
    question = place.question(mark)
    place.watched.interrupt()
    place.watched.wait("the end of the question", lambda: not place.watched.questions())
    refused(place, question)
    quiet(place, mark)


def own_mode(keys: str) -> Callable[[Place], None]:
    """The agent's own permission mode is changed by a key; a no holds all the same."""

    def act(place: Place) -> None:
        place.watched.keys(keys)
        for tool in ("bash echo x >> {}", "write {} x"):
            mark = place.bench.mark()
            place.run(tool.format(mark), mark)
            place.watched.answer(place.question(mark), "deny", "no")
            place.over(mark)
            quiet(place, mark)

    return act


def watch_only(place: Place) -> None:
    """Nothing that changes anything, and nobody is asked."""
    mark = place.bench.mark()
    place.run(f"write allowed/{mark} well", mark)
    place.over(mark)
    must(not (place.folder / "allowed" / mark).exists(), "it was written")
    must("asked" not in place.watched.kinds(), "people were asked")


def ask_all(place: Place) -> None:
    """What a rule allows asks."""
    mark = place.bench.mark()
    place.run(f"write allowed/{mark} well", mark)
    place.watched.answer(place.question(mark), "deny", "no")
    place.over(mark)
    must(not (place.folder / "allowed" / mark).exists(), "it was written")


# ----- what breaks meanwhile


def daemon_dies(place: Place) -> None:
    """The daemon goes while people are asked: nothing runs, and the question is there again."""
    mark = place.bench.mark()
    place.run(f"bash echo x >> {mark}", mark)
    before = place.question(mark)
    place.watched.leave()
    quiet(place, mark)
    place.watched.connect()
    after = place.question(mark)
    must(after["approval"] == before["approval"], "it became another question")
    place.watched.answer(after, "deny", "no")
    place.over(mark)
    quiet(place, mark)


def gate_vanishes(place: Place) -> None:
    """The gate's socket is gone before the next tool call."""
    first, second = place.bench.mark(), place.bench.mark()
    place.run(f"bash echo x >> {first}; bash echo x >> {second}", first)
    question = place.question(first)
    for path in place.watched.run_dir.glob("gate*"):
        path.unlink(missing_ok=True)
    place.watched.answer(question, "allow")
    place.over(first)
    must(place.count(first) == 1, "what was allowed before did not run")
    quiet(place, second)


def host_dies(place: Place) -> None:
    """The host is killed while people are asked."""
    mark = place.bench.mark()
    place.run(f"bash echo x >> {mark}", mark)
    place.question(mark)
    place.watched.kill()
    quiet(place, mark)


# ----- hostile settings


def hostile(one: Hostile) -> Callable[[Place], None]:
    """The gate holds in spite of it."""

    def act(place: Place) -> None:
        if one.later is not None:
            place.put(one.later)
        mark = place.bench.mark()
        if one.expect == "silent":
            place.watched.prompt(one.typed)
            # Whatever became of that prompt, the next one is answered.
            with contextlib.suppress(NotSeen):
                place.watched.shows(one.shows, SOON_SEEN_S)
            place.run(f"write allowed/{mark} well", mark)
            place.over(mark)
            quiet(place, mark)
            return
        place.run(one.script.replace("MARK", mark), mark)
        question = place.question(mark)
        must(place.count(mark) == 0, "it ran before anybody answered")
        decide = "deny" if one.expect == "asked" else "allow"
        place.watched.answer(question, decide, "so it is")
        if one.expect == "noticed":
            _noticed(place, mark)
            return
        if one.expect == "nested":
            _nested(place, mark)
            return
        place.over(mark)
        quiet(place, mark, one.runs if one.expect == "approved" else 0)

    return act


def _nested(place: Place, mark: str) -> None:
    """What was started asks by itself, before or after the agent has gone on without it."""

    def wanted() -> bool:
        calls = [body for kind, body in place.watched.lines() if kind == "tool_call"]
        return any(mark in str((call.get("input") or {}).get("command")) for call in calls)

    place.watched.wait("the command", wanted)
    quiet(place, mark)
    for question in place.watched.questions():
        place.watched.answer(question, "deny", "no")
    quiet(place, mark)


def _noticed(place: Place, mark: str) -> None:
    """Just what was allowed ran, or the record says that it was something else."""
    place.watched.wait(
        "any effect",
        lambda: place.count(mark) or "fault" in place.watched.kinds(),
    )
    if place.evil.exists():
        place.watched.wait("a line of the fault", lambda: "fault" in place.watched.kinds())


def argument_refused(bench: Bench) -> Row:
    """Arguments that go round the gate start no session."""
    for argument in bench.subject.refused:
        try:
            with bench.session(arguments=[argument, "x"]):
                return Row(NO_SUCH_ARGUMENT, "red", f"{argument} was taken")
        except Refused as why:
            if why.code != "bad-field":
                return Row(NO_SUCH_ARGUMENT, "red", f"{argument}: {why}")
        except NotSeen as why:
            return Row(NO_SUCH_ARGUMENT, "red", f"{argument} was taken, and then: {why}")
    return Row(NO_SUCH_ARGUMENT, "green")


def scenes(bench: Bench) -> list[Scene]:
    """Everything that is tried of an agent's TUI, but for the levels."""
    subject = bench.subject
    agent = bench.profile.agent
    standard = (
        Trial("a rule allows: written once, nobody is asked", rule_allows),
        Trial("a rule denies: nothing is written, the agent hears why", rule_denies),
        Trial("a person denies: nothing is written, the agent hears why", person_denies),
        Trial("a person allows: nothing before, then once", person_allows),
        Trial("what was allowed fails: it is not run again", failing_command),
        Trial("nobody answers: nothing is written, a late yes is refused", nobody_answers),
        Trial("interrupted while people are asked: nothing is written", interrupted),
        *(
            Trial(f"{agent}'s own mode {name}: a no holds", own_mode(keys))
            for name, keys in subject.modes
        ),
    )
    return [
        Scene(standard),
        Scene(
            (Trial("mode watch-only: nothing is written, nobody is asked", watch_only),),
            {"mode": "watch-only"},
        ),
        Scene((Trial("mode ask-all: what a rule allows asks", ask_all),), {"mode": "ask-all"}),
        Scene(
            (
                Trial("the daemon is killed meanwhile: the question stays", daemon_dies),
                Trial("the host is killed meanwhile: nothing is written", host_dies),
            )
        ),
        *(
            Scene(
                (Trial(f"hostile: {one.name}", hostile(one)),),
                {"hostile": one.files, "variables": one.variables},
            )
            for one in subject.hostile
        ),
    ]
