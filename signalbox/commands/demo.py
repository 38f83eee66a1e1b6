"""`signalbox demo`: a first session that needs nothing but Signalbox."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from schemas.wire.errors import Refused
from signalbox.commands.run import start
from signalbox.demo.script import parse


def demo(arguments: argparse.Namespace) -> int:
    """Start the scripted agent in a new folder of its own, and attach."""
    argv = [sys.executable, "-I", "-m", "signalbox.demo.agent"]
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
    return start(arguments, "demo", argv)
