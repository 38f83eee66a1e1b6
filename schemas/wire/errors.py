"""Stable error codes: one for each failure that a person or a program can meet.

A code never changes its meaning and is never used again for another. The text says what to do;
`Refused` carries a code and a detail to the one place that can tell the person.
"""

from __future__ import annotations

ERRORS: dict[str, str] = {
    # what was sent
    "bad-id": "An id has characters or a length that is not allowed; use a-z, 0-9, _ and -.",
    "bad-topic": "This topic is not part of the protocol.",
    "bad-json": "The payload is not the JSON that the protocol allows.",
    "bad-field": "A field is missing, unknown or out of range.",
    "too-large": "The message is larger than its bound; send less.",
    "unknown-verb": "This verb does not exist, or not for this target.",
    "retained": "Requests may not be retained; publish again without the retain flag.",
    # when it was sent
    "too-late": "The request came too late and was not carried out; send it again.",
    "stale": "The machine started anew since you last heard from it; look again and repeat.",
    "unknown-outcome": "A crash came between; nobody can say whether this was carried out.",
    # who sent it
    "not-granted": "You have no right to do this here; ask an administrator.",
    "unauthenticated": "User or password is not right.",
    "not-logged-in": "You are not logged in to a hub here; run `signalbox login`.",
    "no-policy": "The machine has no valid policy yet, so it takes no requests.",
    "locked": "A lock is in force here; ask who administers the hub.",
    "ruled-out": "A guardrail of the hub forbids this; ask who administers it.",
    "vetoed": "The owner of the machine forbids this in never.toml.",
    "peer-refused": "This process may not steer sessions: it runs inside one, or as another user.",
    # who joins
    "unknown-code": "The hub does not know this code: mistyped or long expired; ask for a new one.",
    "code-expired": "The code has expired; ask for a new one.",
    "code-used": "The code has been used already; ask for a new one.",
    "wrong-pin": "What answers there is not the hub that the line was made by; join nothing there.",
    "clock-off": "The clocks of this computer and of the hub differ; set the wrong one.",
    # what it is about
    "no-such-session": "There is no such session here.",
    "ambiguous-session": "Several sessions fit; use more characters.",
    "session-ended": "The session has ended.",
    "no-such-machine": "There is no such machine.",
    "no-such-project": "This machine has no such project.",
    "no-such-folder": "The folder does not exist or cannot be entered.",
    "no-such-program": "The program was not found or may not be executed.",
    "no-such-agent": "This agent is not known on that machine.",
    "not-possible": "This kind of session cannot do that.",
    "nothing-changed": "There is nothing to do: it is so already.",
    "gate-failed": "The gate of this agent was found not to hold here; it does not start as gated.",
    "not-verified": "Nobody has proved here what the gate of this agent is worth.",
    # approvals
    "no-such-approval": "There is no such approval.",
    "ambiguous-approval": "Several approvals fit; use more characters.",
    "approval-decided": "Somebody has decided this already.",
    "wrong-digest": "The action is not the one that was shown; open the approval again.",
    # the record
    "journal-fault": "The journal cannot be written, so nothing goes on; see `signalbox doctor`.",
    "journal-damaged": "The journal is damaged in the middle; it is kept and not continued.",
    "fork": "Two histories of one session exist; its journal is closed.",
    "quota-full": "Journals have used up their quota; archive or remove some.",
    "disk-full": "The disk is full; make room.",
    "archive-busy": "Another archiver holds this archive.",
    "archive-down": "The archive does not answer; sessions go on and keep their journals.",
    "bad-query": "The query is not one that the archive answers.",
    # the installation
    "home-unwritable": "The home folder cannot be written; set SIGNALBOX_HOME to one that can.",
    "home-in-worktree": "The home folder lies in a git worktree; set SIGNALBOX_HOME elsewhere.",
    "already-running": "This is running already; see `signalbox status`.",
    "not-running": "This is not running; start it with `signalbox up`.",
    "port-taken": "The port is taken by another program.",
    "bad-config": "A configuration file is not valid; mend what is named.",
    "hub-unreachable": "The hub cannot be reached; check its address and `signalbox doctor`.",
    "too-many": "A bound on how many was reached; close some first.",
    "internal": "Something of ours failed; see the log.",
}


class Refused(Exception):
    """A step that was not taken, with the code that says why.

    `code` is a key of `ERRORS`; `detail` adds what is particular to this case, for people.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        if code not in ERRORS:
            raise KeyError(f"unknown error code {code!r}")
        self.code = code
        self.detail = detail
        super().__init__(code, detail)

    def __str__(self) -> str:
        return f"{self.detail}: {ERRORS[self.code]}" if self.detail else ERRORS[self.code]
