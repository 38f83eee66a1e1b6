"""A machine as plain data: `/home/ana/web` is the project, nothing is read from any disk."""

from __future__ import annotations

import posixpath

from edge_agent.gate import rules
from edge_agent.gate.decide import decide
from edge_agent.gate.decision import Decision, Guard, Request
from edge_agent.gate.rules import Where
from edge_agent.gate.world import Place, Program

HOME = "/home/ana"
PROJECT = f"{HOME}/web"
OURS = f"{HOME}/.signalbox"
FOLDERS = frozenset({PROJECT, f"{PROJECT}/src", f"{PROJECT}/docs", "/tmp", HOME})
MISSING = frozenset({"nosuch"})
LINKS = {f"{PROJECT}/out": "/etc", f"{PROJECT}/sb": OURS}


class Pretended:
    """A `World`: every bare word is a program of the system, but for those in MISSING."""

    home = HOME
    project = PROJECT
    folder = PROJECT

    def program(self, word: str, folder: str) -> Program:
        if word in MISSING:
            return Program("", "no such program")
        if "/" not in word:
            return Program(f"/usr/bin/{word}")
        path = posixpath.normpath(posixpath.join(folder, word))
        system = path.startswith(("/usr/bin/", "/bin/"))
        return Program(path, "" if system else "it lies where sessions write")

    def place(self, path: str, folder: str) -> Place:
        real = posixpath.normpath(posixpath.join(folder, path))
        for link, target in LINKS.items():
            if real == link or real.startswith(link + "/"):
                real = target + real[len(link) :]
        inside = real == PROJECT or real.startswith(PROJECT + "/")
        ours = real == OURS or real.startswith(OURS + "/")
        return Place(real, inside, ours, real in FOLDERS, real in FOLDERS)


WORLD = Pretended()
WHERE = Where("claude", "build-01", "web", PROJECT, HOME)
READERS = [
    "basename",
    "cat",
    "cut",
    "date",
    "df",
    "diff",
    "dirname",
    "du",
    "file",
    "find",
    "git-blame",
    "git-branch",
    "git-diff",
    "git-log",
    "git-show",
    "git-status",
    "git-rev-parse",
    "grep",
    "head",
    "id",
    "jq",
    "ls",
    "printenv",
    "readlink",
    "rg",
    "sed",
    "seq",
    "sort",
    "stat",
    "tac",
    "tail",
    "tr",
    "tree",
    "uname",
    "uniq",
    "wc",
    "which",
    "whoami",
    "sleep",
]
BROAD = [
    "cp",
    "mkdir",
    "mv",
    "rm",
    "rmdir",
    "tee",
    "touch",
    "chmod",
    "make",
    "npm",
    "pytest",
    "cargo",
    "node",
    "python3",
    "bash",
    "sh",
    "zsh",
    "dash",
    "env",
    "xargs",
    "timeout",
    "sudo",
    "curl",
    "wget",
    "tar",
    "docker",
    "kubectl",
    "crontab",
    "ssh",
    "tmux",
    "systemctl",
    "at",
    "gpg",
    "ssh-add",
    "awk",
    "perl",
    "ln",
    "install",
    "dd",
    "patch",
    "unzip",
    "signalbox",
    "a",
    "b",
    "c",
    "strace",
    "nc",
]


def generous() -> tuple[rules.Rule, ...]:
    """Rules of somebody careless: whatever asks in spite of them asks because of the judge."""
    return rules.from_values(
        [
            {"name": "never main", "kind": "command", "match": ["git push * main",
            "git push --force *"],
             "decide": "deny", "reason": "main is for people"},
            {"name": "leads", "kind": "command", "match": ["deploy *"], "decide": "ask",
             "ask": {"group": "leads", "count": 2}, "grantable": True},
            {"name": "readers", "kind": "command",
             "match": [f"{one.replace('-', ' ')} *" for one in READERS], "decide": "allow"},
            {"name": "api", "kind": "command", "match": ["curl -s https://api.example.com/*"],
             "decide": "allow"},
            {"name": "script", "kind": "command", "match": ["python3 tools/gen.py *",
            "python3 -m pytest *"],
             "decide": "allow"},
            {"name": "broad", "kind": "command",
             "match": [f"{one} *" for one in BROAD] + ["git *", "nosuch *"], "decide": "allow"},
            {"name": "sources", "kind": "path", "match": ["write src/**", "read **"],
            "decide": "allow"},
        ]
    )  # fmt: skip


def decided(text: str, shell: str = "bash") -> Decision:
    """What the generous rules make of a command."""
    return decide(Request("command", text, shell=shell), Guard(generous()), WORLD, WHERE)


def reasons(decision: Decision) -> str:
    """Rules and reasons of all parts that are not allowed, and what is unclear."""
    told = [f"{one.rule}: {one.why}" for one in decision.parts if one.decide != "allow"]
    return " | ".join([*told, *(why for why, _ in decision.unclear), decision.reason])
