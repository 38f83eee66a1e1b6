"""The judge is a process that may die, hang or lie: the host asks people then, and goes on."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from edge_agent import digests
from edge_agent.files import Files
from edge_agent.gate.decide import decide
from edge_agent.gate.decision import Decision, Guard, Request
from edge_agent.gate.decision_values import travelling
from edge_agent.gate.rules import Ask, Where, from_values
from edge_agent.host import judge_frames as wire
from edge_agent.host import judge_process, judging
from edge_agent.host.judging import Facts, Judging
from edge_agent.host.loop import Loop
from schemas.wire.layout import Home, run_dir
from tests.edge_agent.gate import cases
from tests.edge_agent.gate.pretended import generous
from tests.waiting import until

SECONDS = 60.0
RULES = from_values(
    [
        {"name": "readers", "kind": "command", "match": ["cat *", "wc *"], "decide": "allow"},
        {"name": "leads", "kind": "command", "match": ["make *"], "decide": "ask",
         "ask": {"group": "leads", "count": 2, "expires": "10m"}, "grantable": True},
        {"name": "no push", "kind": "command", "match": ["git push *"], "decide": "deny",
         "reason": "main is for people"},
    ]
)  # fmt: skip
GUARD = Guard(RULES)


class Bench:
    """A judge with a project of its own, and the loop that serves it."""

    def __init__(self, root: Path) -> None:
        self.project = root / "web"
        self.project.mkdir()
        self.ours = root / "ours"
        self.ours.mkdir()
        self.loop = Loop()
        facts = Facts(str(self.project), str(root), "/usr/bin:/bin", (str(self.ours),))
        self.facts = facts
        self.where = Where("claude", "build-01", "web", str(self.project), str(root))
        self.judging = Judging(self.loop, facts, deadline_s=SECONDS, start_s=SECONDS)
        self.answers: list[tuple[Decision, Mapping[str, str]]] = []

    def ask(
        self, text: str, guard: Guard = GUARD, kind: str = "command", judge: Judging | None = None
    ) -> None:
        def answered(*told: Any) -> None:
            self.answers.append(told)
            self.loop.stop()

        request = Request(kind, text, size=len(text))
        (judge or self.judging).decide(request, guard, self.where, str(self.project), answered)

    def serve(self, done: Callable[[], object], what: str, seconds: float = SECONDS) -> None:
        """Run the loop until it is so."""

        def turn() -> object:
            self.loop.after(0.05, self.loop.stop)
            self.loop._running = True
            self.loop.run(lambda: None)
            return done()

        until(turn, what, seconds, every=0)

    def decided(self, text: str, guard: Guard = GUARD, kind: str = "command") -> Decision:
        before = len(self.answers)
        self.ask(text, guard, kind)
        self.serve(lambda: len(self.answers) > before, f"a decision on {text[:40]}")
        return self.answers[-1][0]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.judging.close()
    made.loop.close()


def test_a_command_is_judged_by_the_rules_and_the_facts_of_the_disk(bench: Bench) -> None:
    assert bench.judging.pid == 0
    assert bench.decided("cat x | wc -l").decide == "allow"
    pid = bench.judging.pid
    asked = bench.decided("make all")
    assert (asked.decide, asked.rule, asked.grantable) == ("ask", "leads", True)
    assert asked.asks == (Ask("leads", 2, expires_s=600),)
    denied = bench.decided("git push origin")
    assert (denied.decide, denied.reason) == ("deny", "main is for people")
    assert bench.decided(f"{bench.ours}/key", kind="path").rule == "signalbox"
    assert bench.decided("cat x", Guard(locked="closing time")).reason == "closing time"
    assert bench.decided("cat x").decide == "allow"
    assert bench.judging.pid == pid != 0


def test_a_decision_is_the_same_in_the_judges_process_as_anywhere(bench: Bench) -> None:
    guard = Guard(generous(), never_paths=("~/.ssh/**",))
    facts = bench.facts
    world = Files(bench.project, bench.project, Path(facts.home), facts.path, [Path(facts.ours[0])])
    for rows in cases.SECTIONS.values():
        for text, _, _ in rows[::8]:
            request = Request("command", text, size=len(text))
            here = travelling(decide(request, guard, world, bench.where))
            there = bench.decided(text, guard)
            if "" not in bench.answers[-1][1].values():
                assert there == here, text
    assert bench.judging.deaths == 0


def test_the_judge_knows_the_agents_folder_and_surrogates_are_no_trouble(bench: Bench) -> None:
    (bench.project / "src").mkdir()
    rules = from_values(
        [{"name": "src", "kind": "path", "match": ["read src/**"], "decide": "allow"}]
    )
    request = Request("path", "a.txt", way="read")
    bench.judging.decide(
        request, Guard(rules), bench.where, f"{bench.project}/src",
        lambda *told: bench.answers.append(told),
    )  # fmt: skip
    bench.serve(lambda: bench.answers, "a decision")
    assert bench.answers[0][0].decide == "allow"
    assert bench.decided("cat '\ud800'").decide == "ask"
    assert bench.decided("\ud800", kind="path").decide == "ask"
    assert bench.decided("a\0b", kind="path").decide == "ask"
    assert bench.judging.deaths == 0


def test_what_the_project_forbids_claude_is_denied_from_the_next_question_on(bench: Bench) -> None:
    assert bench.decided("cat x").decide == "allow"
    settings = bench.project / ".claude/settings.json"
    settings.parent.mkdir()
    settings.write_text('{"permissions": {"deny": ["Bash(cat:*)"], "allow": ["Bash"]}}')
    denied = bench.decided("cat x")
    assert denied.decide == "deny" and "Bash(cat:*)" in denied.reason
    bench.where = replace(bench.where, agent="codex")
    assert bench.decided("cat x").decide == "allow"


# ----- it dies, hangs, lies


def stopped(bench: Bench) -> int:
    """The child, warm and unable to go on."""
    bench.decided("cat x")
    os.kill(bench.judging.pid, signal.SIGSTOP)
    return bench.judging.pid


def test_a_judge_that_is_killed_meanwhile_leaves_the_question_to_people(bench: Bench) -> None:
    pid = stopped(bench)
    bench.ask("cat x")
    bench.ask("git push origin")
    os.kill(pid, signal.SIGKILL)
    bench.serve(lambda: len(bench.answers) == 3, "both decisions")
    first, second = (decision for decision, _ in bench.answers[1:])
    assert first.decide == "ask" and "nobody could judge it" in first.reason
    assert not first.repeatable and not first.grantable
    assert second.decide == "deny" and second.rule == "no push"
    assert bench.judging.pid != pid and bench.judging.deaths == 1


@pytest.mark.parametrize(
    "guard", [Guard(RULES, never_commands=("rm *",)), Guard(RULES, never_paths=("~/x",))]
)
def test_where_the_owner_forbids_something_an_unjudged_request_is_denied(
    bench: Bench, guard: Guard
) -> None:
    pid = stopped(bench)
    bench.ask("cat x", guard)
    os.kill(pid, signal.SIGKILL)
    bench.serve(lambda: len(bench.answers) == 2, "the decision")
    assert bench.answers[1][0].decide == "deny" and bench.answers[1][0].rule == "never.toml"


def test_a_judge_that_hangs_is_replaced_after_its_time(bench: Bench) -> None:
    pid = stopped(bench)
    bench.judging._deadline_s = 0.5
    bench.ask("cat x")
    bench.serve(lambda: len(bench.answers) == 2, "the decision")
    assert "no answer within 0.5 s" in bench.answers[1][0].reason
    bench.judging._deadline_s = SECONDS
    until(lambda: not running(pid), "its end", 30)
    assert bench.decided("cat x").decide == "allow"


def test_text_that_the_grammar_is_slow_with_asks_within_its_time(bench: Bench) -> None:
    judge = Judging(bench.loop, bench.facts, deadline_s=1.0, start_s=SECONDS)
    try:
        judge.warm()
        bench.serve(lambda: judge.ready, "a child that can judge")
        pid = judge.pid
        # The grammar takes 6 s for it, and no signal handler of Python runs meanwhile.
        bench.ask(">" * 64_000, judge=judge)
        bench.serve(lambda: bench.answers, "the decision")
        assert bench.answers[0][0].decide == "ask"
        assert "no answer within 1 s" in bench.answers[0][0].reason
        until(lambda: not running(pid), "its end", 30)
        judge._deadline_s = SECONDS
        bench.ask("git push origin", judge=judge)
        bench.serve(lambda: len(bench.answers) == 2, "the next decision")
        assert bench.answers[1][0].rule == "no push"
    finally:
        judge.close()


def test_thirty_thousand_pipes_ask_and_the_next_is_judged_rightly(bench: Bench) -> None:
    pid = bench.decided("cat x") and bench.judging.pid
    decision = bench.decided("|" * 30_000)
    assert decision.decide == "ask" and "1000 times |" in decision.reason
    assert bench.decided("cat x").decide == "allow"
    assert bench.judging.pid == pid


READY = wire.frame(wire.READY, {})
GOOD = {
    "decide": "allow", "unclear": [], "reason": "", "rule": "x", "asks": [], "grantable": False,
    "repeatable": False, "programs": [],
    "parts": [{"what": "command", "text": "rm", "known": True, "doubt": "", "program": "",
    "harmless": False, "fed": False, "via": [], "decide": "allow", "rule": "x", "why": "",
    "ask": [], "grantable": False}],
}  # fmt: skip


def told(token: int = 1, **changed: object) -> bytes:
    return wire.frame(
        wire.DECISION, {"token": token, "decision": {**GOOD, **changed}, "programs": {}}
    )


LIES = {
    "no frame at all": b"\0\0\0\0\0",
    "a frame that is too large": wire.HEAD.pack(wire.MAX_ANSWER + 1, wire.DECISION),
    "noise": READY + b"\xff" * 100,
    "no JSON": READY + wire.HEAD.pack(5, wire.DECISION) + b"oops",
    "nested too deep": READY + wire.HEAD.pack(200_001, wire.DECISION) + b"[" * 200_000,
    "a list": READY + wire.HEAD.pack(3, wire.DECISION) + b"[]",
    "an answer to another question": READY + told(token=2),
    "an answer of another kind": READY + wire.frame(wire.FOUND, {"token": 1, "programs": {}}),
    "ready twice": READY + READY,
    "an answer before it was asked": told(),
    "a decision that nobody knows": READY + told(decide="go"),
    "an allow with doubts": READY + told(unclear=[["why", "where"]]),
    "an allow without a part": READY + told(parts=[]),
    "half an answer": READY + told()[:-1],
    "nothing": b"",
}


def liar(path: Path, says: bytes) -> Path:
    """A child that reads its questions and says this, whatever it was asked; then it ends."""
    path.write_text(
        "import os, select\n"
        f"os.write(0, {says[: len(READY)]!r})\n"
        "while select.select([0], [], [], 0.2)[0] and os.read(0, 65536): pass\n"
        f"os.write(0, {says[len(READY) :]!r})\n"
    )
    return path


@pytest.mark.parametrize("lie", LIES)
def test_what_is_no_answer_is_none(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lie: str
) -> None:
    script = liar(tmp_path / "liar.py", LIES[lie])
    with monkeypatch.context() as patched:
        patched.setattr(judge_process, "argv", lambda _: [sys.executable, "-I", str(script)])
        bench.ask("rm x")
        bench.serve(lambda: bench.answers, "a decision")
    decision, programs = bench.answers[0]
    assert decision.decide == "ask" and "nobody could judge it" in decision.reason
    assert not programs and bench.judging.deaths == 1
    assert bench.decided("git push origin").rule == "no push"


def test_the_liar_of_these_tests_is_believed_when_it_says_what_a_judge_would(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = liar(tmp_path / "liar.py", READY + told())
    monkeypatch.setattr(judge_process, "argv", lambda _: [sys.executable, "-I", str(script)])
    assert bench.decided("rm x").decide == "allow"


def test_a_judge_that_cannot_start_leaves_all_questions_to_people_at_once(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge_process, "argv", lambda _: [sys.executable, "-I", "-c", ""])
    for number in range(5):
        bench.ask(f"cat {number}")
    bench.serve(lambda: len(bench.answers) == 5, "all decisions")
    assert {one.decide for one, _ in bench.answers} == {"ask"} and bench.judging.deaths == 1
    monkeypatch.setattr(judge_process.sys, "executable", "/nowhere/python")
    bench.ask("cat x")
    bench.serve(lambda: len(bench.answers) == 6, "the decision")
    assert "cannot be started" in bench.answers[5][0].reason


# ----- bounds


def test_a_path_that_would_take_long_to_resolve_asks_at_once(bench: Bench) -> None:
    assert bench.decided("a/" * 400_000, kind="path").reason == "longer than any path"
    assert bench.judging.deaths == 0


def test_too_many_questions_and_too_large_ones_ask_at_once(bench: Bench) -> None:
    pid = stopped(bench)
    for number in range(judging.MAX_WAITING):
        bench.ask(f"cat {number}")
    bench.ask("cat more")
    bench.serve(lambda: len(bench.answers) == 2, "the one too many")
    assert "too many" in bench.answers[1][0].reason
    os.kill(pid, signal.SIGCONT)
    bench.serve(lambda: len(bench.answers) == judging.MAX_WAITING + 2, "the others")
    assert {one.decide for one, _ in bench.answers[2:]} == {"allow"}
    assert bench.decided("\x01" * 1_300_000).decide == "deny"
    request = Request("command", "\x01" * 1_300_000)
    bench.judging.decide(
        request, GUARD, bench.where, "/", lambda *found: bench.answers.append(found)
    )
    before = len(bench.answers)
    bench.serve(lambda: len(bench.answers) > before, "the large one")
    assert "too large" in bench.answers[-1][0].reason
    assert bench.judging.deaths == 0


def test_a_megabyte_of_input_and_a_full_guard_pass(bench: Bench) -> None:
    full = from_values(
        [
            {"name": f"r{at}", "kind": "command", "match": [f"x{at} *"], "decide": "allow"}
            for at in range(600)
        ]
    )
    assert bench.decided("\x01" * 1_000_000, Guard(full)).reason == "more than 64 KiB"
    assert bench.decided("x599 y", Guard(full)).decide == "ask"
    assert bench.judging.deaths == 0


# ----- programs


@pytest.fixture
def script(bench: Bench) -> Path:
    path = bench.project / "run.sh"
    path.write_text("#!/bin/sh\necho 1\n")
    path.chmod(0o755)
    return path


def found(bench: Bench, *paths: Path) -> Mapping[str, str]:
    got: list[Mapping[str, str]] = []
    bench.judging.digests([str(path) for path in paths], got.append)
    bench.serve(lambda: got, "digests")
    return got[0]


def test_programs_that_a_question_names_are_digested_and_read_again(
    bench: Bench, script: Path
) -> None:
    asked = bench.decided("./run.sh && git push --dry-run nowhere && sed -i s/a/b/ x", Guard())
    programs = bench.answers[-1][1]
    assert asked.decide == "ask"
    assert programs[str(script)] == hashlib.sha256(script.read_bytes()).hexdigest()
    assert set(programs) == set(asked.programs) and "" not in programs.values()
    script.write_text("#!/bin/sh\nrm -rf ~\n")
    again = found(bench, *(Path(one) for one in asked.programs))
    changed = [path for path in programs if programs[path] != again[path]]
    assert changed == [str(script)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("python3 run.sh data", ["run.sh"]),
        ("python3 -u run.sh", ["run.sh"]),
        ("perl -r./other.sh run.sh data", ["other.sh", "run.sh"]),
        ("node -r ./other.sh run.sh data", ["other.sh", "run.sh"]),
        ("env CI=1 python3 run.sh", ["run.sh"]),
        ("bash run.sh", ["run.sh"]),
        ("zsh -e run.sh other.sh", ["run.sh", "other.sh"]),
        (". ./run.sh", ["run.sh"]),
        ("source run.sh data", ["run.sh"]),
        ("timeout 5 sh -c 'python3 run.sh'", ["run.sh"]),
        ("cd src; python3 ../run.sh", ["run.sh"]),
        ("python3 -m pytest run.sh", ["run.sh"]),
        ("python3 missing data", []),
        ("python3 src", []),
        ("wc run.sh", []),
    ],
)
def test_the_script_that_an_interpreter_would_run_is_a_program_of_the_question(
    bench: Bench, script: Path, text: str, names: list[str]
) -> None:
    (bench.project / "src").mkdir()
    for name in ("other.sh", "data"):
        (bench.project / name).write_text(name)
    asked = bench.decided(text, Guard(mode="ask-all"))
    assert asked.decide == "ask"
    inside = [path for path in bench.answers[-1][1] if path.startswith(str(bench.project))]
    assert sorted(inside) == sorted(f"{bench.project}/{name}" for name in names)


def test_what_is_allowed_or_denied_reads_no_program(bench: Bench) -> None:
    assert bench.decided("cat x").programs
    assert not bench.answers[-1][1]


def test_a_program_that_cannot_be_read_is_asked_once_and_it_is_said(
    bench: Bench, script: Path
) -> None:
    rules = from_values(
        [{"name": "run", "kind": "any", "decide": "ask", "ask": {}, "grantable": True}]
    )
    assert bench.decided("./run.sh", Guard(rules)).grantable
    with script.open("ab") as file:
        file.truncate(digests.MOST + 1)
    asked = bench.decided("./run.sh", Guard(rules))
    assert not asked.grantable and not asked.repeatable
    assert f"{script} cannot be read" in asked.reason
    assert bench.answers[-1][1][str(script)] == digests.UNREADABLE


def test_only_regular_files_are_read_and_all_together_within_the_bound(
    bench: Bench, tmp_path: Path, script: Path
) -> None:
    fifo, link, large = tmp_path / "fifo", tmp_path / "link", tmp_path / "large"
    os.mkfifo(fifo)
    link.symlink_to(script)
    with large.open("wb") as file:
        file.truncate(digests.MOST - 10)
    missing, device = tmp_path / "missing", Path("/dev/zero")
    got = found(bench, fifo, tmp_path, missing, device, link, large)
    digest = hashlib.sha256(script.read_bytes()).hexdigest()
    assert got[str(link)] == digest
    assert [path for path in got if got[path] == digests.UNREADABLE] == [
        str(one) for one in (fifo, tmp_path, missing, device, large)
    ]
    assert found(bench, large)[str(large)]


def test_digests_of_a_dead_judge_are_none(bench: Bench, script: Path) -> None:
    pid = stopped(bench)
    got: list[Mapping[str, str]] = []
    bench.judging.digests([str(script)], got.append)
    os.kill(pid, signal.SIGKILL)
    bench.serve(lambda: got, "digests")
    assert got == [{str(script): digests.UNREADABLE}]


# ----- its walls


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


HOST = """
import sys
from edge_agent.gate.decision import Guard, Request
from edge_agent.gate.rules import Where
from edge_agent.host.judging import Facts, Judging
from edge_agent.host.loop import Loop
loop = Loop()
judge = Judging(loop, Facts("/tmp", "/tmp", "/bin", ()), deadline_s=600)
where = Where("a", "m", "p", "/tmp", "/tmp")
def told(*_):
    print(judge.pid, flush=True)
judge.decide(Request("command", "true"), Guard(), where, "/tmp", told)
loop.run(lambda: None)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
@pytest.mark.parametrize("stuck", [False, True])
def test_a_judge_dies_with_its_host(stuck: bool) -> None:
    with subprocess.Popen([sys.executable, "-I", "-c", HOST], stdout=subprocess.PIPE) as host:
        assert host.stdout is not None
        pid = int(host.stdout.readline())
        assert running(pid)
        if stuck:
            # As in the grammar, where it does not see that its socket ends.
            os.kill(pid, signal.SIGSTOP)
        host.kill()
        until(lambda: not running(pid), "the judge's end", 30)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_a_judge_gets_nothing_of_the_session_and_can_start_and_write_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_TOKEN", "hidden")
    bench.decided("cat x")
    place = Path(f"/proc/{bench.judging.pid}")
    limits = {line[:26].strip(): line[26:].split()[:2] for line in (place / "limits").open()}
    for name in ("Max file size", "Max processes", "Max core file size"):
        assert limits[name] == ["0", "0"], name
    status = dict(line.split(":", 1) for line in (place / "status").open())
    assert status["NoNewPrivs"].strip() == "1"
    if os.getuid():
        # Nobody but root may look into a process that is not dumpable.
        assert (place / "environ").stat().st_uid == 0
    else:
        assert b"hidden" not in (place / "environ").read_bytes()


def test_a_closed_judge_leaves_no_process_and_answers_what_was_asked(bench: Bench) -> None:
    pid = stopped(bench)
    bench.ask("cat x")
    bench.judging.close()
    bench.ask("cat y")
    bench.serve(lambda: len(bench.answers) == 3, "both decisions")
    until(lambda: not running(pid), "its end", 30)
    assert [one.decide for one, _ in bench.answers[1:]] == ["ask", "ask"]


def test_a_host_carries_neither_the_grammar_nor_what_reads_signatures() -> None:
    program = (
        "import sys, edge_agent.host.judging, edge_agent.host.guarding, edge_agent.gate.approvals\n"
        "import edge_agent.gate.explain, edge_agent.agents.claude_terminal\n"
        "print(*sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "edge_agent.gate.approvals" in loaded
    assert not loaded & {
        "tree_sitter", "tree_sitter_bash", "edge_agent.gate.syntax", "edge_agent.host.judge_child",
        "pydantic", "cryptography", "schemas.documents.policy",
    }  # fmt: skip


def test_what_is_ours_is_the_home_the_sockets_and_the_owners_veto(tmp_path: Path) -> None:
    home = Home(tmp_path / ".signalbox")
    facts = judging.facts_of(home, str(tmp_path), {"PATH": "/bin", "HOME": str(tmp_path)})
    assert (facts.project, facts.home, facts.path) == (str(tmp_path), str(tmp_path), "/bin")
    assert {str(home.root), str(run_dir(home).root), "/etc/signalbox", sys.prefix} <= set(
        facts.ours
    )
    code = str(Path(judging.__file__).parents[1])
    assert code in facts.ours
    working_on_it = judging.facts_of(home, str(Path(code).parent), {})
    assert code not in working_on_it.ours and str(home.root) in working_on_it.ours
