"""`signalbox demo`: a first session that needs nothing but Signalbox."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from edge_agent.agents import demo_terminal
from schemas.wire.errors import Refused
from schemas.wire.layout import home_from
from signalbox import show
from signalbox.commands.run import GATED, NOT_GATED, start
from signalbox.demo.script import parse


def demo(arguments: argparse.Namespace) -> int:
    """Start the scripted agent in a new folder of its own, with its gate, and attach."""
    argv = list(demo_terminal.PROGRAM)
    if arguments.script:
        path = Path(arguments.script).absolute()
        # A mistake in it is told here and not in the session.
        try:
            parse(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise Refused("bad-field", f"script {path}: {error}") from None
        argv.append(str(path))
    arguments.folder = tempfile.mkdtemp(prefix="signalbox-demo-")
    arguments.title = "demo"
    return start(arguments, demo_terminal.AGENT, argv, _gate(arguments))


def _gate(arguments: argparse.Namespace) -> str:
    """With its gate where this machine has a policy to judge by."""
    if arguments.not_gated:
        return NOT_GATED
    if home_from().policy.exists():
        return GATED
    print(f"[without a policy nothing is asked for: {show.line('up')} brings one]", file=sys.stderr)
    return NOT_GATED
