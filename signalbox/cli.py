"""The command line's table of commands, and the way from words to the function that acts.

Handlers are named as text and imported only when they are called, so that `--help` answers at
once. Exit status: 0 done, 1 refused or failed, 2 usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from schemas.wire.errors import Refused


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its names, and what argparse is told about it."""

    names: tuple[str, ...]
    options: dict[str, Any]


def arg(*names: str, **options: Any) -> Argument:
    """An argument, in argparse's own words."""
    return Argument(names, options)


@dataclass(frozen=True, slots=True)
class Command:
    """`handler` is `module:function`; the function takes the parsed arguments."""

    help: str
    handler: str
    arguments: tuple[Argument, ...] = ()


_SESSION = arg("session", metavar="S", help="an id, the beginning of one, or a title")

_APPROVAL = arg("approval", metavar="ID", help="an approval's id, or the beginning of one")

_AT_DESK = arg(
    "--desk",
    action="store_true",
    help="answer as the desk of this machine, where a rule lets it",
)

_SCOPE = arg("scope", nargs="?", choices=("machine", "user", "session", "all"), help="what of")

_LOCKED = arg("name", nargs="?", metavar="NAME", help="which machine, person or session")

_OF_USER = arg("--user", metavar="USER", help="whose (default: who is logged in)")

COMMANDS: dict[str, Command] = {
    "run": Command(
        "start a session and attach to it",
        "signalbox.commands.run:run",
        (
            arg("--in", dest="folder", metavar="FOLDER", help="where (default: here)"),
            arg("--on", metavar="M", help="on that machine, through the hub"),
            arg("--project", metavar="P", help="with --on: a project of that machine"),
            arg("--title", metavar="TEXT", help="a name for people"),
            arg(
                "--mode",
                choices=("standard", "ask-all", "watch-only"),
                help="of an agent with a gate (default: standard)",
            ),
            arg(
                "--not-gated",
                action="store_true",
                help="without its gate: nobody is asked, whatever the agent does",
            ),
            arg("-d", "--detach", action="store_true", help="start it and come back at once"),
            arg("agent", metavar="AGENT", help="an agent, or any program"),
            arg("args", metavar="ARGS", nargs=argparse.REMAINDER, help="its arguments"),
        ),
    ),
    "ls": Command(
        "list the sessions of this machine and, once logged in, of all that you may see",
        "signalbox.commands.sessions:list_sessions",
        (
            arg("-a", "--all", action="store_true", help="ended ones too, not only the last ten"),
            arg("--local", action="store_true", help="only this machine's; asks no hub"),
        ),
    ),
    "attach": Command(
        "take a session's terminal; Ctrl-\\ leaves it running",
        "signalbox.commands.attach:attach",
        (
            _SESSION,
            arg("--watch", action="store_true", help="look only: no typing, no resizing"),
            arg("--fit", action="store_true", help="elsewhere: give it this terminal's size"),
            arg(
                "--back",
                type=int,
                default=400,
                metavar="N",
                help="elsewhere: recorded lines to put above the screen (default: 400)",
            ),
        ),
    ),
    "open": Command(
        "open the console in a browser, or one session in it, logged in",
        "signalbox.commands.open:open_console",
        (
            arg("session", metavar="S", nargs="?", help="an id, the beginning of one, or a title"),
            arg("--print", action="store_true", help="only print the link; start no browser"),
            arg("--url", metavar="URL", help="the console's address, where it is another one"),
        ),
    ),
    "log": Command(
        "print what a session recorded",
        "signalbox.commands.log:log",
        (
            _SESSION,
            arg("-f", "--follow", action="store_true", help="go on until it ends"),
            arg("-n", dest="last", type=int, metavar="N", help="only the last N lines"),
        ),
    ),
    "prompt": Command(
        "send a whole prompt to a session",
        "signalbox.commands.steer:prompt",
        (_SESSION, arg("text", metavar="TEXT", nargs="+", help="`-` reads standard input")),
    ),
    "interrupt": Command(
        "stop what a session does just now", "signalbox.commands.steer:interrupt", (_SESSION,)
    ),
    "stop": Command(
        "end a session and everything it started",
        "signalbox.commands.steer:stop",
        (
            _SESSION,
            arg("--grace", type=int, default=5, metavar="SECONDS", help="before it is killed"),
        ),
    ),
    "approvals": Command(
        "what waits for a person's yes, here and at the hub, whole",
        "signalbox.commands.approvals:approvals",
        (
            arg(
                "--standing",
                action="store_true",
                help="instead: what was allowed for longer than once",
            ),
        ),
    ),
    "allow": Command(
        "say yes to one action; it is shown whole before",
        "signalbox.commands.approvals:allow",
        (
            _APPROVAL,
            arg(
                "--scope",
                default="once",
                choices=("once", "session-digest", "session-rule"),
                help="once (default), this very action for this session, or the rule for it",
            ),
            arg("-m", dest="message", metavar="WHY", help="the reason, where one is wanted"),
            arg("-y", "--yes", action="store_true", help="do not ask again at a terminal"),
            _AT_DESK,
        ),
    ),
    "deny": Command(
        "say no to one action; the agent is told why",
        "signalbox.commands.approvals:deny",
        (
            _APPROVAL,
            arg("-m", dest="message", metavar="WHY", required=True, help="the reason"),
            _AT_DESK,
        ),
    ),
    "agents": Command(
        "which agents a machine has, whether they are logged in, what their gate is worth",
        "signalbox.commands.agents:list_agents",
        (arg("--on", metavar="M", help="of that machine, through the hub"),),
    ),
    "agents verify": Command(
        "prove what an agent's gate is worth here; takes no tokens and no network",
        "signalbox.commands.agents:verify",
        (arg("agent", metavar="AGENT", nargs="?", help="default: all that are installed"),),
    ),
    "audit search": Command(
        "find words in the archive",
        "signalbox.commands.audit:search",
        (
            arg("words", metavar="WORDS", nargs="+"),
            arg("--limit", type=int, default=50, metavar="N"),
        ),
    ),
    "audit sql": Command(
        "ask the archive one SELECT",
        "signalbox.commands.audit:sql",
        (
            arg("query", metavar="QUERY", nargs="?", help="without it: what there is to ask"),
            arg("--limit", type=int, default=1000, metavar="N"),
        ),
    ),
    "up": Command(
        "start hub and edge, and return when they are ready",
        "signalbox.commands.up:up",
        (
            arg("--hub-only", action="store_true", help="no edge on this machine"),
            arg("--edge-only", action="store_true", help="no hub on this machine"),
            arg(
                "--host",
                metavar="NAME",
                help="let other computers in, over TLS, under this name or address",
            ),
            arg("--tls-cert", metavar="FILE", help="with --host: your certificate and its chain"),
            arg("--tls-key", metavar="FILE", help="with --host: the key of that certificate"),
            arg(
                "--public-url",
                metavar="URL",
                help="https:// address under which browsers elsewhere reach the console",
            ),
            arg(
                "--behind-proxy",
                dest="proxy",
                metavar="ADDR",
                help="the proxy in front of the console, whose X-Forwarded- headers are believed",
            ),
            arg(
                "--plain-text-to-the-network-i-know",
                dest="plain_text",
                action="store_true",
                help="listen without TLS on every address: secrets travel in clear",
            ),
        ),
    ),
    "join": Command(
        "make this computer a machine of a hub elsewhere",
        "signalbox.commands.join:join",
        (
            arg("url", metavar="URL", help="mqtts://host[:port], from the hub's line"),
            arg("--pin", required=True, metavar="PIN", help="digest of the hub's key"),
            arg("--code-file", metavar="FILE", help="the code (default: standard input)"),
            arg("--name", metavar="NAME", help="where the code names none (default: host name)"),
        ),
    ),
    "machine add": Command(
        "make the line and the code by which a computer joins",
        "signalbox.commands.machine:add",
        (
            arg("machine", metavar="NAME"),
            arg("--project", action="append", metavar="P=FOLDER", help="may be repeated"),
            arg(
                "--ttl",
                default="1h",
                metavar="SPAN",
                help="how long the code is good (default: 1h)",
            ),
        ),
    ),
    "machine invite": Command(
        "the same for several computers, named after their hosts",
        "signalbox.commands.machine:invite",
        (
            arg("--uses", type=int, default=1, metavar="N", help="computers (default: 1)"),
            arg(
                "--ttl",
                default="1h",
                metavar="SPAN",
                help="how long the code is good (default: 1h)",
            ),
        ),
    ),
    "machine list": Command(
        "machines of this hub, and what is wrong with them",
        "signalbox.commands.machine:list_machines",
    ),
    "machine rename": Command(
        "make the line by which a machine joins anew under another name",
        "signalbox.commands.machine:rename",
        (
            arg("machine", metavar="OLD"),
            arg("name", metavar="NEW"),
            arg("--ttl", default="1h", metavar="SPAN", help="good for so long (default: 1h)"),
        ),
    ),
    "machine revoke": Command(
        "let a machine in no more; its sessions go on there",
        "signalbox.commands.machine:revoke",
        (arg("machine", metavar="NAME"),),
    ),
    "down": Command("stop hub and edge; sessions go on", "signalbox.commands.up:down"),
    "status": Command("what runs, and how it is", "signalbox.commands.status:status"),
    "doctor": Command(
        "look for what is wrong, and say what mends it", "signalbox.commands.doctor:doctor"
    ),
    "demo": Command(
        "run the scripted agent, which needs no key",
        "signalbox.commands.demo:demo",
        (
            arg("-d", "--detach", action="store_true", help="start it and come back at once"),
            arg("--not-gated", action="store_true", help="without its gate: nobody is asked"),
            arg("--script", metavar="FILE", help="a script of your own"),
        ),
    ),
    "user add": Command(
        "let a person in, with a password shown once",
        "signalbox.commands.people:add",
        (
            arg("user", metavar="USER"),
            arg(
                "--role",
                default="viewer",
                help="a role everywhere (default: viewer); none: none yet",
            ),
            arg("--group", action="append", metavar="GROUP", help="may be repeated"),
        ),
    ),
    "user list": Command("who may come in", "signalbox.commands.people:list_users"),
    "user remove": Command(
        "let a person in no more",
        "signalbox.commands.people:remove",
        (arg("user", metavar="USER"),),
    ),
    "user password": Command(
        "give a person a new password, shown once",
        "signalbox.commands.people:password",
        (arg("user", metavar="USER"),),
    ),
    "group list": Command("groups and who is in them", "signalbox.commands.people:list_groups"),
    "group add": Command(
        "put a person into a group",
        "signalbox.commands.people:join_group",
        (arg("group", metavar="GROUP"), arg("user", metavar="USER")),
    ),
    "group remove": Command(
        "take a person out of a group",
        "signalbox.commands.people:leave_group",
        (arg("group", metavar="GROUP"), arg("user", metavar="USER")),
    ),
    "grant list": Command("who may do what where", "signalbox.commands.grants:list_grants"),
    "grant add": Command(
        "grant a role to people and groups",
        "signalbox.commands.grants:add",
        (
            arg("role", metavar="ROLE"),
            arg("to", metavar="TO", nargs="+", help="people, and group:NAME"),
            arg(
                "--on",
                dest="machines",
                action="append",
                metavar="M",
                help="ids and globs, comma or repeat (default: all machines)",
            ),
            arg(
                "--projects",
                action="append",
                metavar="P",
                help="ids and globs; `-` is no project (default: `*` and `-`)",
            ),
            arg("--until", metavar="WHEN", help="2026-12-31, or a span such as 30d"),
        ),
    ),
    "grant remove": Command(
        "take a grant back",
        "signalbox.commands.grants:remove",
        (arg("number", type=int, metavar="NUMBER", help="as `grant list` tells it"),),
    ),
    "device list": Command(
        "devices of people", "signalbox.commands.devices:list_devices", (_OF_USER,)
    ),
    "device add": Command(
        "give a device a password of its own, shown once",
        "signalbox.commands.devices:add",
        (
            arg("device", metavar="DEVICE"),
            _OF_USER,
            arg(
                "--may",
                action="append",
                metavar="RIGHTS",
                help="at most these, comma or repeat (default: all of the person's)",
            ),
            arg("--until", metavar="WHEN", help="2026-12-31, or a span such as 30d"),
        ),
    ),
    "device remove": Command(
        "let a device in no more",
        "signalbox.commands.devices:remove",
        (arg("device", metavar="DEVICE"), _OF_USER),
    ),
    "can": Command(
        "whether somebody may do something, and why",
        "signalbox.commands.grants:can",
        (
            arg("user", metavar="USER", help="a person, or a device: ana.phone"),
            arg("verb", metavar="VERB", help="a verb or a right"),
            arg("place", metavar="M/P", help="machine/project; `hub` is the hub itself"),
            arg("--why", action="store_true", help="say what decides"),
        ),
    ),
    "lock": Command(
        "take no requests and hold gates shut; alone: list what is locked",
        "signalbox.commands.locks:lock",
        (
            _SCOPE,
            _LOCKED,
            arg("--ttl", metavar="SPAN", help="90s, 15m, 1h, 7d (default: until it is lifted)"),
            arg("-m", dest="message", metavar="WHY", help="told to whoever is refused"),
        ),
    ),
    "unlock": Command("lift a lock", "signalbox.commands.locks:unlock", (_SCOPE, _LOCKED)),
    "rule list": Command(
        "the hub's guardrails in their order, and what is doubtful about them",
        "signalbox.commands.rule_edits:list_rules",
    ),
    "rule add": Command(
        "put a guardrail into rules.toml; says what is doubtful about it",
        "signalbox.commands.rule_edits:add",
        (
            arg("name", metavar="NAME", help="as records will call it"),
            arg(
                "--kind",
                required=True,
                choices=("command", "path", "url", "mcp", "start", "any"),
                help="what it is about",
            ),
            arg("--match", action="append", metavar="PATTERN", help="'git log *'; may be repeated"),
            arg("--decide", required=True, choices=("allow", "ask", "deny")),
            arg("--reason", metavar="WHY", help="a denial says why"),
            arg("--group", metavar="G", help="ask: only these people may say yes"),
            arg("--count", type=int, metavar="N", help="ask: so many of them (default: 1)"),
            arg(
                "--exclude-requester",
                action="store_true",
                help="ask: nobody who had a hand in the session",
            ),
            arg("--wants-reason", action="store_true", help="ask: a yes must bear a reason"),
            arg("--desk", action="store_true", help="ask: the machine's desk may answer too"),
            arg("--expires", metavar="SPAN", help="ask: 15m, 1h (default), 2d; then it is a no"),
            arg("--agents", action="append", metavar="GLOBS", help="comma or repeat; default: all"),
            arg("--on", dest="machines", action="append", metavar="GLOBS", help="machines"),
            arg("--projects", action="append", metavar="GLOBS"),
            arg(
                "--grantable", action="store_true", help="people may say `this session, this rule`"
            ),
            arg("--despite", action="append", metavar="NAMES", help="built-in rules it speaks for"),
            arg("--first", action="store_true", help="before all others"),
            arg("--last", action="store_true", help="after all others (default)"),
            arg("--before", metavar="NAME", help="before that one; the first that fits decides"),
        ),
    ),
    "rule remove": Command(
        "take a guardrail out of rules.toml",
        "signalbox.commands.rule_edits:remove",
        (arg("name", metavar="NAME"),),
    ),
    "rule test": Command(
        "what the guardrails would make of a command here, part by part, and why",
        "signalbox.commands.rules:test",
        (
            arg("text", metavar="COMMAND", help="in quotes: 'git log; rm -rf ~'"),
            arg("--rules", metavar="FILE", help="instead of the hub's, or the machine's policy"),
            arg("--in", dest="folder", metavar="FOLDER", help="the project; default: this one"),
            arg("--agent", default="claude", metavar="NAME", help="which agent asks"),
            arg("--machine", default="-", metavar="M", help="for rules that name machines"),
            arg("--project", default="-", metavar="P", help="for rules that name projects"),
            arg(
                "--mode",
                default="standard",
                choices=("standard", "ask-all", "watch-only"),
                help="of the session",
            ),
        ),
    ),
    "rule replay": Command(
        "what these rules would have made of the tool calls in the archive",
        "signalbox.commands.replay:replay",
        (
            arg("--since", default="7d", metavar="SPAN", help="12h, 30d (default: 7d)"),
            arg("--rules", metavar="FILE", help="instead of the hub's, or the machine's policy"),
            arg(
                "--limit",
                type=int,
                default=100,
                metavar="N",
                help="calls to print that would be otherwise (default: 100)",
            ),
        ),
    ),
    "login": Command(
        "log in to a hub; the password is asked for",
        "signalbox.commands.login:login",
        (
            arg(
                "url",
                metavar="URL",
                nargs="?",
                help="https:// of the console, or mqtts:// (default: this hub)",
            ),
            arg("--user", metavar="USER"),
            arg("--ca", metavar="FILE", help="certificate that the hub's must chain to"),
            arg(
                "--with",
                dest="withheld",
                action="append",
                metavar="RIGHT",
                help="where agents run: carry approve, drive or admin too (comma, or repeat)",
            ),
        ),
    ),
    "logout": Command(
        "end the log-in of this account",
        "signalbox.commands.login:logout",
        (
            arg(
                "--everywhere",
                action="store_true",
                help="end all your log-ins, in browsers and on other computers too",
            ),
        ),
    ),
    "whoami": Command(
        "as whom you are logged in and from where, and your rights",
        "signalbox.commands.login:whoami",
    ),
}

GROUPS = {
    "audit": "ask the record",
    "device": "phones and programs with a password of their own",
    "grant": "who may do what where",
    "group": "groups of people",
    "machine": "computers of this hub",
    "rule": "guardrails: what agents may do",
    "user": "people of this hub",
}


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole table."""
    parser = argparse.ArgumentParser(
        prog="signalbox", description="A control plane for coding agents on your own machines."
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    top = parser.add_subparsers(dest="command", metavar="COMMAND")
    groups: dict[str, Any] = {}
    alone: dict[str, argparse.ArgumentParser] = {}
    for name, command in COMMANDS.items():
        first, _, second = name.partition(" ")
        parent = top
        if second:
            if first not in groups:
                # A command may have others below it; then it is one without them, too.
                group = alone.get(first) or top.add_parser(
                    first, help=GROUPS[first], description=GROUPS[first]
                )
                groups[first] = group.add_subparsers(
                    dest="subcommand", metavar="COMMAND", required=first not in alone
                )
            parent = groups[first]
        made = parent.add_parser(second or first, help=command.help, description=command.help)
        made.add_argument("--json", action="store_true", help="print JSON")
        for argument in command.arguments:
            made.add_argument(*argument.names, **argument.options)
        made.set_defaults(handler=command.handler)
        if not second:
            alone[name] = made
    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Carry out one command line; returns the exit status."""
    parser = build_parser()
    arguments = parser.parse_args(words)
    if arguments.version:
        from importlib.metadata import version

        print(version("signalbox-fleet"))
        return 0
    if not arguments.command:
        parser.print_help()
        return 2
    module, _, function = arguments.handler.partition(":")
    try:
        return int(getattr(import_module(module), function)(arguments) or 0)
    except Refused as refused:
        print(f"signalbox: {_one_line(str(refused))}", file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        # An edge-only machine has none of the hub's packages.
        print(
            f"signalbox: this needs {error.name}; install signalbox-fleet[hub] on this machine",
            file=sys.stderr,
        )
        return 1
    except BrokenPipeError:
        # The reader of our output has left; nothing more can be said there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(f"signalbox: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _one_line(text: str) -> str:
    """An error is one line, and what other programs put into it drives no terminal."""
    from schemas.wire.plain import plain

    return plain(" ".join(text.split()), most=600)
